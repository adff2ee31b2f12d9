"""Yardstick: an aiogram bot as most are written: SQLAlchemy ORM, one durable commit per message, then the answer.

The session runs in one thread of its own, so that SQLite's writers never wait for each other's locks.
`python -m tests.bench.servers.aiogram_orm BOT_API_PORT FILE`
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiogram import Router
from aiogram.types import Message
from sqlalchemy import create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from tests.bench.servers.aiogram_echo import local_bot, serve_bot


class Base(DeclarativeBase):
    pass


class Received(Base):
    __tablename__ = "received"
    id: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[int]


class Conversation(Base):
    __tablename__ = "conversations"
    chat: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    turns: Mapped[int]


class Answer(Base):
    __tablename__ = "answers"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int]
    text: Mapped[str]


def durable(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


async def main(port: int, path: str) -> None:
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", durable)
    Base.metadata.create_all(engine)
    thread = ThreadPoolExecutor(1)

    def keep(chat: int, message: int, text: str) -> None:
        with Session(engine) as session:
            conversation = session.get(Conversation, chat)
            if conversation is None:
                conversation = Conversation(chat=chat, state="", turns=0)
                session.add(conversation)
            conversation.state = text
            conversation.turns += 1
            session.add(Received(message=message))
            session.add(Answer(chat=chat, text=text))
            session.commit()

    async def turn(message: Message) -> None:
        text = message.text or ""
        await asyncio.get_running_loop().run_in_executor(thread, keep, message.chat.id, message.message_id, text)
        await message.answer(text)

    router = Router()
    router.message.register(turn)
    await serve_bot(local_bot(port), router)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
