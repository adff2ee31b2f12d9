"""The inbox: an update is new once."""

from __future__ import annotations

import asyncio

from storage.database.engine import Database
from storage.database.unit import Transaction
from tests.storage.database.records import NOW, later

HOUR = 3600


async def admit(database: Database, *updates: tuple[str, str], after: float = 0) -> set[tuple[str, str]]:
    return await database.transact(lambda tx: tx.inbox.admit(updates, now=later(after)))


async def test_an_update_is_new_once(database: Database) -> None:
    assert await admit(database, ("telegram", "1"), ("telegram", "2")) == {("telegram", "1"), ("telegram", "2")}
    assert await admit(database, ("telegram", "2"), ("telegram", "3")) == {("telegram", "3")}


async def test_channels_count_by_themselves(database: Database) -> None:
    await admit(database, ("telegram", "1"))
    assert await admit(database, ("terminal", "1")) == {("terminal", "1")}


async def test_twice_in_one_batch_is_new_once(database: Database) -> None:
    assert await admit(database, ("telegram", "1"), ("telegram", "1")) == {("telegram", "1")}


async def test_no_updates_at_all(database: Database) -> None:
    assert await admit(database) == set()


async def test_a_turn_that_failed_leaves_its_update_new(database: Database) -> None:
    def work(tx: Transaction) -> None:
        tx.inbox.admit([("telegram", "1")], now=NOW)
        raise ZeroDivisionError

    result = await asyncio.gather(database.transact(work), return_exceptions=True)
    assert isinstance(result[0], ZeroDivisionError)
    assert await admit(database, ("telegram", "1")) == {("telegram", "1")}


async def test_old_ones_are_forgotten_by_the_hour(database: Database) -> None:
    await admit(database, ("telegram", "old"))
    await admit(database, ("telegram", "young"), after=HOUR)
    await database.transact(lambda tx: tx.inbox.forget(later(HOUR)))
    assert await admit(database, ("telegram", "old"), ("telegram", "young")) == {("telegram", "old")}
