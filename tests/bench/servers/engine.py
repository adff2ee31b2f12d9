"""Affiant's engine behind the plainest door: presses over HTTP, as bare as the floor's. No channel, no delivery.

It is an entry point: its settings are AFFIANT_* variables.
"""

from __future__ import annotations

import asyncio

import msgspec
from aiohttp import web

from bot.conversation.events import ChoicePicked, Event, Started
from bot.ports import Arrival
from config.settings import Settings
from gateway.app import build, read_parts
from gateway.lifespan import running
from tests.bench.servers.door import application, serve

CHANNEL = "telegram"
"""The engine looks at the name only: it stands in the consent ledger and picks the words about the channel."""


class Chat(msgspec.Struct):
    id: int


class Message(msgspec.Struct):
    chat: Chat


class Press(msgspec.Struct):
    message: Message
    data: str


class Update(msgspec.Struct):
    update_id: int
    message: Message | None = None
    callback_query: Press | None = None


def arrival(update: Update) -> Arrival:
    """Translate an update, as a channel does."""
    pressed = update.callback_query
    message = update.message if pressed is None else pressed.message
    assert message is not None
    return arriving(update.update_id, message.chat.id, _event(pressed))


def arriving(update: int, chat: int, event: Event) -> Arrival:
    return Arrival(channel=CHANNEL, address=str(chat), update=str(update), event=event)


def _event(pressed: Press | None) -> Event:
    if pressed is None:
        return Started()
    screen, _, index = pressed.data.partition(":")
    return ChoicePicked(screen=int(screen), index=int(index))


async def main() -> None:
    gateway = build(read_parts(Settings()), {})
    decoder = msgspec.json.Decoder(Update)

    async def turn(request: web.Request) -> web.Response:
        await gateway.engine.arrive(arrival(decoder.decode(await request.read())))
        return web.Response()

    async with running(gateway, work=False):
        await serve(application(turn))


if __name__ == "__main__":
    asyncio.run(main())
