"""aiogram without the models that nobody needs. In processes of their own: here aiogram is long loaded."""

from __future__ import annotations

import subprocess
import sys

_READS = """
from bot.channels.telegram.updates import decode
from aiogram import Bot
bot = Bot("42:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
message = b'{"message_id":9,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":false,"first_name":"A"},'
message += b'"voice":{"file_id":"f","file_unique_id":"u","duration":1},"reply_to_message":{"message_id":8,"date":1,'
message += b'"chat":{"id":5,"type":"private"},"poll":{"id":"1"}}}'
update = decode(b'{"update_id":1,"message":' + message.replace(b',"poll":{"id":"1"}', b"") + b"}", bot)
print(update.message.content_type, update.message.voice.file_id, update.message.bot is bot)
print(type(decode(b'{"update_id":1,"message":' + message + b"}", bot)).__name__)
"""
_SAID = "ContentType.VOICE f True\nUnreadable\n"


def said(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout


def test_updates_are_read_and_checked_to_the_bottom_although_most_models_are_not_built() -> None:
    counts = """
from aiogram import types
built = [name for name in types.__all__ if getattr(getattr(types, name), "__pydantic_complete__", False)]
print(len(built) < len(types.__all__) / 10)
"""
    assert said(_READS + counts) == f"{_SAID}True\n"


def test_where_aiogram_is_loaded_already_it_is_used_as_it_is() -> None:
    complete = "print(Message.__pydantic_complete__)"
    assert said(f"from aiogram.types import Message\n{_READS}{complete}") == f"{_SAID}True\n"


def test_a_handler_that_raises_is_told_as_ever() -> None:
    raises = """
import asyncio
from bot.channels.telegram import lean
from aiogram import Bot, Dispatcher
from bot.channels.telegram.updates import decode
dispatcher, bot = Dispatcher(), Bot("42:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
@dispatcher.message()
async def fails(message): raise LookupError
@dispatcher.error()
async def told(event): return type(event.exception).__name__, event.update.update_id
raw = b'{"update_id":7,"message":{"message_id":9,"date":1,"chat":{"id":5,"type":"private"},"text":"a"}}'
print(asyncio.run(dispatcher.feed_update(bot, decode(raw, bot))))
"""
    assert said(raises) == "('LookupError', 7)\n"
