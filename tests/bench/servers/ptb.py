"""Yardstick: a python-telegram-bot Application with one durable SQLite commit per message, and an answer or none.

`python -m tests.bench.servers.ptb BOT_API_PORT FILE answers|silent`
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.bench.servers.door import application, serve

_TABLES = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE received (id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, text TEXT NOT NULL);
    CREATE TABLE conversations (chat INTEGER PRIMARY KEY, state TEXT NOT NULL);
"""


def keep(connection: sqlite3.Connection, chat: int, text: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO received (chat, text) VALUES (?, ?)", (chat, text))
    connection.execute("INSERT OR REPLACE INTO conversations VALUES (?, ?)", (chat, text))
    connection.execute("COMMIT")


async def main(port: int, path: str, manner: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_TABLES)

    async def turn(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        text = update.message.text or ""
        keep(connection, update.message.chat_id, text)
        if manner == "answers":
            await update.message.reply_text(text)

    bot: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder().token("42:bench").base_url(f"http://127.0.0.1:{port}/bot").updater(None).build()
    )
    bot.add_handler(MessageHandler(filters.TEXT, turn))

    async def receive(request: web.Request) -> web.Response:
        await bot.process_update(Update.de_json(await request.json(), bot.bot))
        return web.Response()

    async with bot:
        await serve(application(receive))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), *sys.argv[2:]))
