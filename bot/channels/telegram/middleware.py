"""What happens to every update before its handler: whose turn it is, and one turn at a time in each chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.enums import ChatType
from aiogram.types import Chat, TelegramObject, Update

from bot.conversation.events import Event
from bot.ports import Arrival

_Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn an update is: what every arrival made of it has in common."""

    channel: str
    address: str = field(repr=False)
    update: str

    def arrival(self, event: Event) -> Arrival:
        """Return this turn's arrival with an event."""
        return Arrival(channel=self.channel, address=self.address, update=self.update, event=event)


class PrivateChats(BaseMiddleware):
    """Lets updates of private chats pass, with `turn` for the handlers; groups and channels get no answer at all.

    An answer in a group would tell everybody there what the bot is for.
    """

    def __init__(self, channel: str) -> None:
        self._channel = channel

    async def __call__(self, handler: _Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 -- aiogram's signature
        """Pass the update on, or leave it unhandled."""
        assert isinstance(event, Update)
        address = _private_chat(event, data.get("event_chat"))
        if address is None:
            return UNHANDLED
        data["turn"] = Turn(self._channel, str(address), str(event.update_id))
        return await handler(event, data)


def _private_chat(update: Update, chat: Chat | None) -> int | None:
    """Return the id of the private chat that an update comes from; None for any other place."""
    if chat is not None:
        return chat.id if chat.type == ChatType.PRIVATE else None
    query = update.callback_query
    # `updates.decode` leaves out the bubble of a press in a private chat; a press on an inline message has none either.
    return query.from_user.id if query and query.inline_message_id is None else None


class InOrder(BaseMiddleware):
    """One turn at a time in each chat, first come first served; chats do not wait for each other."""

    def __init__(self) -> None:
        self._lines = Lines()

    async def __call__(self, handler: _Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 -- aiogram's signature
        """Wait for the chat's turn."""
        turn: Turn = data["turn"]
        async with self._lines.stand(turn.address):
            return await handler(event, data)


class Lines:
    """A queue for each name, that exists only while somebody stands in it."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        return len(self._locks)

    @asynccontextmanager
    async def stand(self, name: str) -> AsyncIterator[None]:
        """Hold the name's turn."""
        lock, standing = self._locks.get(name) or (asyncio.Lock(), 0)
        self._locks[name] = (lock, standing + 1)
        try:
            async with lock:
                yield
        finally:
            self._leave(name)

    def _leave(self, name: str) -> None:
        lock, standing = self._locks[name]
        if standing == 1:
            del self._locks[name]
        else:
            self._locks[name] = (lock, standing - 1)
