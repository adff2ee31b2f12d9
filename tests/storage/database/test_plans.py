"""How the databases find rows: by an index, in every statement that a turn or a delivery runs.

A scan goes unnoticed in a test with ten rows; with a hundred thousand in the outbox it is the whole time.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sqlalchemy as sa
from psycopg import RawCursor

from storage.database import cases, chats, custody, inbox, outbox, parts, postgres, schema, sqlite
from storage.database.statements import Fixed, Keyed, Limited
from storage.database.tables import metadata

ROOMS = (cases, chats, custody, inbox, outbox, parts)
MAY_SCAN = {"_TALLY"}
"""Counting everything is the doctor's, who is patient."""
STATEMENTS = [
    pytest.param(statement, id=f"{room.__name__.rpartition('.')[2]}{name}")
    for room in ROOMS
    for name, statement in sorted(vars(room).items())
    if isinstance(statement, Fixed | Keyed | Limited) and name not in MAY_SCAN
]


def test_there_are_statements_to_look_at() -> None:
    assert len(STATEMENTS) > 25


@pytest.mark.parametrize("statement", STATEMENTS)
def test_sqlite_scans_no_table(statement: Fixed | Keyed | Limited, sqlite_template: Path) -> None:
    compiled = statement.text(sqlite._DIALECT, 4)
    connection = sqlite.connect(sqlite_template)
    plan = connection.execute("EXPLAIN QUERY PLAN " + compiled.sql, [None] * len(compiled.order)).fetchall()
    connection.close()
    steps = [row[3] for row in plan]
    assert [step for step in steps if step.startswith("SCAN ") and step.split()[1] in metadata.tables] == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_finds_lanes_and_items_by_index_among_many(database_url: str) -> None:
    """PostgreSQL plans by what it has seen: fill, analyse, then ask for the plans of a claim and a settlement."""
    shuffled = random.Random(7)
    engine = sa.create_engine(schema.parse(database_url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO lanes SELECT decode(md5(n::text), 'hex'), 'telegram', n, 0, 1, NULL, false"
                " FROM generate_series(1, 20000) n"
            )
        )
        connection.execute(
            sa.text(
                "INSERT INTO outbox (id, lane, channel, kind, locked_payload, not_before, state, attempts)"
                " SELECT n::text, decode(md5(n::text), 'hex'), 'telegram', 'show', '', n, 'waiting', 0"
                " FROM generate_series(1, 20000) n"
            )
        )
        connection.execute(sa.text("ANALYZE"))
        driver = connection.connection.driver_connection
        assert driver is not None
        for statement in (outbox._CLAIM, outbox._ITEMS, outbox._ABANDON, outbox._REMAINING, outbox._LOCK, outbox._NEXT):
            compiled = statement.text(postgres._DIALECT, 4)
            cursor = RawCursor(driver)
            values = [_value(kind, shuffled) for kind in compiled.types]
            cursor.execute(b"EXPLAIN " + compiled.sql.encode(), values)
            plan = [str(row[0]) for row in cursor.fetchall()]
            assert not [step for step in plan if "Seq Scan" in step], plan


def _value(kind: type, shuffled: random.Random) -> bytes | str | int:
    if kind is bytes:
        return shuffled.randbytes(16)
    return "telegram" if kind is str else 30
