"""Parts and cases: kept, dropped, erased, and the blobs that nobody owns then."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from storage.database.cases import ERASED
from storage.database.engine import Database
from storage.database.tables import parts
from tests.storage.database.records import case, part


async def test_parts_come_back_equal_in_the_order_of_their_ids(database: Database) -> None:
    kept = [part("b", blob="blob-b"), part("a"), part("x", case="another")]
    await database.transact(lambda tx: tx.parts.add(kept))
    assert await database.read(lambda tx: tx.parts.of_case("case")) == [kept[1], kept[0]]


async def test_submission_keeps_the_parts_of_its_cases_only(database: Database) -> None:
    await database.transact(lambda tx: tx.parts.add([part("a"), part("b", case="other"), part("c", case="third")]))
    await database.transact(lambda tx: tx.parts.keep(["case", "third"]))
    assert await database.read(lambda tx: tx.parts.of_case("case")) == [replace(part("a"), state="kept")]
    assert await database.read(lambda tx: tx.parts.of_case("other")) == [part("b", case="other")]


async def test_dropping_tells_the_blobs_to_delete(database: Database) -> None:
    await database.transact(lambda tx: tx.parts.add([part("a"), part("b", blob="blob-b"), part("c", blob="blob-c")]))
    assert await database.transact(lambda tx: tx.parts.drop(["a", "b", "no such part"])) == ("blob-b",)
    assert await database.read(lambda tx: tx.parts.of_case("case")) == [part("c", blob="blob-c")]
    assert await database.read(lambda tx: tx.parts.owned(["blob-b", "blob-c", "streaming"])) == {"blob-c"}


async def test_erasing_a_case_leaves_a_tombstone_that_tells_nothing(database: Database) -> None:
    await database.transact(lambda tx: tx.parts.add([part("a"), part("b", blob="blob-b")]))
    await database.transact(lambda tx: tx.cases.add([case("case")]))
    assert await database.read(lambda tx: tx.cases.get("case")) == case("case")
    assert await database.transact(lambda tx: tx.cases.erase(["case"])) == ("blob-b",)
    assert await database.read(lambda tx: tx.parts.of_case("case")) == []
    tombstone = await database.read(lambda tx: tx.cases.get("case"))
    assert tombstone is not None
    assert (tombstone.id, tombstone.status) == ("case", ERASED)
    assert (tombstone.form, tombstone.channel, tombstone.urgent) == ("", "", False)
    assert (tombstone.received.timestamp(), tombstone.words, tombstone.recipient) == (0, None, None)


async def test_erasing_a_case_that_was_never_submitted_erases_its_parts(database: Database) -> None:
    await database.transact(lambda tx: tx.parts.add([part("a", blob="blob-a")]))
    assert await database.transact(lambda tx: tx.cases.erase(["case"])) == ("blob-a",)
    assert await database.read(lambda tx: tx.cases.get("case")) is None


async def test_a_part_in_both_places_or_in_none_is_refused(database_url: str) -> None:
    engine = sa.create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    row = {"id": "a", "case": "c", "compartment": "t", "epoch": 1, "kind": "text", "revision": 1, "size": 1}
    for body, blob in ((None, None), (b"body", "blob")):
        values = row | {"sha256": b"h", "state": "draft", "body": body, "blob": blob}
        with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(parts).values(values))
    engine.dispose()
