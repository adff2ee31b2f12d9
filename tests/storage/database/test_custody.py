"""The custody log's rows: appended with the act, and wrong wherever somebody touched them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gateway.commands.custody import derive
from storage.custody import chain
from storage.custody.entry import entry
from storage.custody.verify import Broken, Sound
from storage.database.engine import Database
from storage.database.tables import custody_entries as rows
from storage.database.tables import custody_head
from storage.database.unit import Transaction
from storage.errors import IntegrityFailureError
from storage.records import CustodyHead
from tests.storage.database.records import NOW, part

SIZE = 12
SECOND = timedelta(seconds=1)


async def fill(database: Database, size: int = SIZE) -> None:
    for number in range(size):
        await database.transact(
            lambda tx, number=number: tx.custody.append([entry("moved", case=f"c{number}")], NOW + number * SECOND)  # type: ignore[misc]
        )


def touch(url: str, *statements: sa.Executable) -> None:
    """Change rows behind the program's back."""
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)
    engine.dispose()


async def test_entries_get_their_places_in_order(database: Database) -> None:
    entries = [entry("moved", case=str(number)) for number in range(70)]
    assert await database.transact(lambda tx: tx.custody.append(entries[:3], NOW)) == range(3)
    assert await database.transact(lambda tx: tx.custody.append([], NOW)) == range(0)
    assert await database.transact(lambda tx: tx.custody.append(entries[3:], NOW)) == range(3, 70)
    leaves = await database.read(lambda tx: list(tx.custody.walk(page=16)))
    assert [leaf.entry for leaf in leaves] == entries
    head, expected = chain.append(CustodyHead(), entries, 1_795_518_605)
    assert tuple(leaves) == expected
    assert await database.read(lambda tx: tx.custody.head()) == head


async def test_the_log_is_sound_and_its_root_is_told(database: Database) -> None:
    await fill(database)
    verdict = await database.read(derive)
    assert isinstance(verdict, Sound)
    assert verdict.size == SIZE


async def test_an_act_that_fails_leaves_no_entry(database: Database) -> None:
    def work(tx: Transaction) -> None:
        tx.parts.add([part("p")])
        tx.custody.append([entry("part-dropped", case="c", part="p")], NOW)
        tx.parts.add([part("p")])  # the same key again

    assert isinstance((await asyncio.gather(database.transact(work), return_exceptions=True))[0], Exception)
    assert await database.read(derive) == Sound(0, chain.root(()))
    assert await database.read(lambda tx: tx.parts.of_case("case")) == []


async def test_those_who_append_at_once_get_places_one_after_the_other(database: Database) -> None:
    async with asyncio.TaskGroup() as tasks:
        for number in range(24):
            entries = [entry("moved", case=f"{number}-{each}") for each in range(3)]
            tasks.create_task(database.transact(lambda tx, entries=entries: tx.custody.append(entries, NOW)))  # type: ignore[misc]
    verdict = await database.read(derive)
    assert isinstance(verdict, Sound)
    assert verdict.size == 72


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", 1), ("kind", "erased"), ("body", b'{"case":"x"}'), ("leaf_hash", bytes(32)), ("link", bytes(32))],
)
async def test_a_changed_column_is_named(database: Database, database_url: str, column: str, value: object) -> None:
    await fill(database)
    touch(database_url, sa.update(rows).where(rows.c.index == 7).values({column: value}))
    verdict = await database.read(derive)
    assert isinstance(verdict, Broken)
    assert verdict.index == 7


async def test_a_deleted_row_is_named(database: Database, database_url: str) -> None:
    await fill(database)
    touch(database_url, sa.delete(rows).where(rows.c.index == 4))
    assert await database.read(derive) == Broken(4, "entry 5 stands here")


async def test_a_truncated_log_is_named(database: Database, database_url: str) -> None:
    await fill(database)
    touch(database_url, sa.delete(rows).where(rows.c.index >= 9))
    assert await database.read(derive) == Broken(9, "the head counts 12 entries, the log has 9")


async def test_a_row_before_the_first_is_named(database: Database, database_url: str) -> None:
    await fill(database)
    slipped = sa.insert(rows).values(index=-1, at=1, kind="moved", body=b"{}", leaf_hash=b"", link=b"")
    touch(database_url, slipped)
    assert await database.read(derive) == Broken(0, "entry -1 stands here")


async def test_swapped_rows_are_named(database: Database, database_url: str) -> None:
    await fill(database)
    moves = ((3, 100), (4, 3), (100, 4))
    touch(database_url, *(sa.update(rows).where(rows.c.index == old).values(index=new) for old, new in moves))
    assert await database.read(derive) == Broken(3, "its link does not follow from the entry before")


async def test_a_missing_head_is_an_integrity_failure(database: Database, database_url: str) -> None:
    touch(database_url, sa.delete(custody_head))
    with pytest.raises(IntegrityFailureError, match="no head"):
        await database.read(derive)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("damage", ["at='later'", "kind=x'ff'", "kind=CAST(x'ff' AS TEXT)", "body='text'", "link=5"])
async def test_in_sqlite_even_a_column_of_another_type_is_named(
    database: Database, database_url: str, damage: str
) -> None:
    await fill(database)
    touch(database_url, sa.text(f'UPDATE custody_entries SET {damage} WHERE "index"=7'))
    verdict = await database.read(derive)
    assert isinstance(verdict, Broken)
    assert verdict.index == 7
