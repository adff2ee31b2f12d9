"""What a turn's rows cost: CPU of this process, per turn, in batches of 32, on SQLite and on PostgreSQL.

A turn here is: inbox insert, chat load, chat upsert, outbox insert, lane upsert, all in one durable transaction.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from storage.database.engine import Database, open_database, upgrade
from storage.database.unit import Transaction
from storage.records import Chat, OutboxItem
from tests.support.databases import embedded_server

BATCH = 32
TURNS = 12_800
CHATS = 2_000
STATE_BYTES = 600
SCREEN_BYTES = 400
NOW = datetime(2026, 11, 24, 11, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one database cost."""

    name: str
    cpu: float
    """Microseconds of this process's CPU per turn."""
    wall: float
    """Microseconds per turn from end to end, waiting for the disk included."""


def turn(transaction: Transaction, start: int) -> None:
    """Run one batch of turns, each of another chat."""
    numbers = [start + n for n in range(BATCH)]
    lookups = [(number % CHATS).to_bytes(4) * 8 for number in numbers]
    transaction.inbox.admit([("telegram", str(number)) for number in numbers], now=NOW)
    found = transaction.chats.load(lookups)
    transaction.chats.save([_next(found.get(lookup), lookup) for lookup in lookups])
    transaction.outbox.add([_item(number, lookup) for number, lookup in zip(numbers, lookups, strict=True)])


def _next(chat: Chat | None, lookup: bytes) -> Chat:
    if chat is not None:
        return replace(chat, version=chat.version + 1, locked_state=bytes(STATE_BYTES), due=None)
    return Chat(
        lookup=lookup,
        channel="telegram",
        locked_address=bytes(60),
        locked_state=bytes(STATE_BYTES),
        version=1,
        due=NOW,
        words=None,
        recipient=None,
        case=None,
    )


def _item(number: int, lookup: bytes) -> OutboxItem:
    return OutboxItem(
        id=f"{number:026}",
        lane=lookup,
        channel="telegram",
        kind="show",
        locked_payload=bytes(SCREEN_BYTES),
        not_before=NOW,
    )


async def measure(name: str, database: Database, *, turns: int = TURNS) -> Figure:
    """Run turns, a tenth of them to warm up."""
    await database.start()
    warm = turns // 10 // BATCH * BATCH
    await _drive(database, range(0, warm, BATCH))
    cpu, wall = time.process_time(), time.perf_counter()
    await _drive(database, range(warm, warm + turns, BATCH))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    await database.close()
    return Figure(name, cpu / turns * 1e6, wall / turns * 1e6)


async def _drive(database: Database, starts: range) -> None:
    for start in starts:
        await database.transact(lambda transaction, start=start: turn(transaction, start))  # type: ignore[misc]


@contextmanager
def urls() -> Iterator[dict[str, str]]:
    """Yield a database of each kind, durable both."""
    given = os.environ.get("AFFIANT_TEST_POSTGRES")
    with tempfile.TemporaryDirectory() as folder:
        sqlite = f"sqlite:///{Path(folder) / 'bench.db'}"
        if given:
            yield {"SQLite": sqlite, "PostgreSQL": given}
            return
        with embedded_server(f"bench-{uuid.uuid4().hex}", durable=True) as postgres:
            yield {"SQLite": sqlite, "PostgreSQL": postgres}


def figures(*, turns: int = TURNS) -> list[Figure]:
    """Measure both."""
    measured = []
    with urls() as each:
        for name, url in each.items():
            upgrade(url)
            measured.append(asyncio.run(measure(name, open_database(url), turns=turns)))
    return measured


def main() -> None:
    """Print both."""
    for figure in figures():
        print(f"{figure.name:12} {figure.cpu:6.1f} us CPU/turn  {figure.wall:6.1f} us/turn end to end")


if __name__ == "__main__":
    main()
