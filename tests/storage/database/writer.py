"""A process that writes until it is killed, and says on its standard output what has been acknowledged.

Run as `python -m tests.storage.database.writer URL RUN`; test_crash.py kills it.
"""

from __future__ import annotations

import asyncio
import sys

from storage.custody.entry import entry
from storage.database.engine import Database, open_database
from storage.database.unit import Transaction
from tests.storage.database.records import NOW, chat, item, lookup

CHATS = 7


def turn(tx: Transaction, run: str, number: int) -> None:
    """One turn: everything that a turn of the conversation writes."""
    name = f"chat {number % CHATS}"
    if not tx.inbox.admit([(run, str(number))], now=NOW):
        raise AssertionError("a turn was done already")
    found = tx.chats.load([lookup(name)]).get(lookup(name))
    tx.chats.save([chat(name, version=1 if found is None else found.version + 1)])
    tx.outbox.add([item(f"{run}-{number}", lane=name)])
    tx.custody.append([entry("moved", case=f"{run}-{number}")], NOW)


async def write(database: Database, run: str) -> None:
    """Write turns, several at once, for ever."""
    await database.start()
    number = 0
    while True:
        batch = range(number, number + 4)
        await asyncio.gather(*(_one(database, run, each) for each in batch))
        number += len(batch)


async def _one(database: Database, run: str, number: int) -> None:
    await database.transact(lambda tx: turn(tx, run, number))
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(write(open_database(sys.argv[1]), sys.argv[2]))
