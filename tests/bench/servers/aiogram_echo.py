"""Yardstick: an aiogram bot that answers each message through the Bot API and keeps nothing.

`python -m tests.bench.servers.aiogram_echo BOT_API_PORT`
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiohttp import web

from tests.bench.servers.door import application, serve

TOKEN = "42:bench"


def local_bot(port: int) -> Bot:
    """Return a bot that speaks to the Bot API on this port of the machine."""
    return Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{port}")))


async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def serve_bot(bot: Bot, router: Router) -> None:
    """Feed what arrives to a dispatcher with this router."""
    dispatcher = Dispatcher()
    dispatcher.include_router(router)

    async def turn(request: web.Request) -> web.Response:
        await dispatcher.feed_webhook_update(bot, await request.json())
        return web.Response()

    try:
        await serve(application(turn))
    finally:
        await bot.session.close()


async def main(port: int) -> None:
    router = Router()
    router.message.register(echo)
    await serve_bot(local_bot(port), router)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
