"""Yardstick, the floor: the least that a durable, locked turn can cost. No conversation, no sealing, no layers.

aiohttp, msgspec, AES-GCM over a state of 400 bytes, four SQLite tables, and one writer thread that commits all turns
that wait at once, with synchronous=FULL. `python -m tests.bench.servers.floor FILE`
"""

from __future__ import annotations

import asyncio
import queue
import secrets
import sqlite3
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec
from aiohttp import web
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.bench.servers.door import application, serve

STATE_BYTES = 400
_NONCE = 12
_TABLES = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE inbox (update_id INTEGER PRIMARY KEY, received INTEGER NOT NULL);
    CREATE TABLE chats (chat INTEGER PRIMARY KEY, state BLOB NOT NULL, version INTEGER NOT NULL);
    CREATE TABLE outbox (seq INTEGER PRIMARY KEY, chat INTEGER NOT NULL, payload BLOB NOT NULL);
    CREATE TABLE lanes (chat INTEGER PRIMARY KEY, wake INTEGER NOT NULL, epoch INTEGER NOT NULL);
"""


class Chat(msgspec.Struct):
    id: int


class Message(msgspec.Struct):
    chat: Chat
    text: str


class Update(msgspec.Struct):
    update_id: int
    message: Message


@dataclass(slots=True)
class Waiting:
    update: Update
    done: asyncio.Future[None]


class Writer:
    """The one thread that writes."""

    def __init__(self, path: Path, loop: asyncio.AbstractEventLoop) -> None:
        self._path = path
        self._loop = loop
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self.queue: queue.SimpleQueue[Waiting] = queue.SimpleQueue()

    def run(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.executescript(_TABLES)
        while True:
            batch = [self.queue.get()]
            while not self.queue.empty():
                batch.append(self.queue.get())
            self._commit(connection, batch)
            self._loop.call_soon_threadsafe(_release, batch)

    def _commit(self, connection: sqlite3.Connection, batch: list[Waiting]) -> None:
        now = time.monotonic_ns()
        updates = [waiting.update for waiting in batch]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR IGNORE INTO inbox VALUES (?, ?)", [(u.update_id, now) for u in updates])
        states = [(u.message.chat.id, self._step(connection, u)) for u in updates]
        connection.executemany(
            "INSERT INTO chats VALUES (?, ?, 1)"
            " ON CONFLICT (chat) DO UPDATE SET state = excluded.state, version = version + 1",
            states,
        )
        connection.executemany("INSERT INTO outbox (chat, payload) VALUES (?, ?)", states)
        connection.executemany(
            "INSERT INTO lanes VALUES (?, ?, 0) ON CONFLICT (chat) DO UPDATE SET wake = excluded.wake",
            [(chat, now) for chat, _ in states],
        )
        connection.execute("COMMIT")

    def _step(self, connection: sqlite3.Connection, update: Update) -> bytes:
        row = connection.execute("SELECT state FROM chats WHERE chat = ?", (update.message.chat.id,)).fetchone()
        state = self._unlock(row[0]) if row else bytes(STATE_BYTES)
        return self._lock(update.message.text.encode()[:8].ljust(8) + state[8:])

    def _unlock(self, locked: bytes) -> bytes:
        return self._cipher.decrypt(locked[:_NONCE], locked[_NONCE:], None)

    def _lock(self, state: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, state, None)


def _release(batch: list[Waiting]) -> None:
    for waiting in batch:
        if not waiting.done.done():
            waiting.done.set_result(None)


async def main(path: Path) -> None:
    loop = asyncio.get_running_loop()
    writer = Writer(path, loop)
    threading.Thread(target=writer.run, name="writer", daemon=True).start()
    decoder = msgspec.json.Decoder(Update)

    async def turn(request: web.Request) -> web.Response:
        waiting = Waiting(decoder.decode(await request.read()), loop.create_future())
        writer.queue.put(waiting)
        await waiting.done
        return web.Response()

    await serve(application(turn))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
