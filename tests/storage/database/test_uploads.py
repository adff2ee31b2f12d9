"""Uploads in pieces: the offset only grows, by one writer at a time, and every blob has an owner (both databases)."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from storage.database.engine import Database
from storage.database.unit import Transaction
from storage.records import Segment, Upload
from tests.storage.database.records import later, lookup
from tests.storage.database.test_returns import FAR, upload


async def get(database: Database, id_: str = "u") -> Upload:
    return (await database.read(lambda unit: unit.uploads.load([id_])))[id_]


async def append(database: Database, before: int, blob: str, size: int = 10) -> bool:
    return await database.transact(lambda unit: unit.uploads.advance("u", before=before, blob=blob, size=size))


async def test_it_grows_piece_by_piece(database: Database) -> None:
    await database.transact(lambda unit: unit.uploads.open(upload("u", of="ada")))
    assert await get(database) == upload("u", of="ada")
    assert await append(database, 0, "a", 30)
    assert await append(database, 30, "b")
    assert not await append(database, 30, "c"), "somebody was there before"
    assert await get(database) == replace(upload("u", of="ada"), offset=40, segments=2)
    assert await database.read(lambda unit: unit.uploads.segments("u")) == [
        Segment(upload="u", number=1, blob="a", size=30),
        Segment(upload="u", number=2, blob="b", size=10),
    ]


async def test_of_many_that_append_at_one_place_one_does(database: Database) -> None:
    await database.transact(lambda unit: unit.uploads.open(upload("u")))
    outcomes = await asyncio.gather(*(append(database, 0, f"b{nth}") for nth in range(8)))
    assert sorted(outcomes) == [False] * 7 + [True]
    assert (await get(database)).offset == 10


async def test_whole_it_owns_one_blob_and_takes_no_more(database: Database) -> None:
    await database.transact(lambda unit: unit.uploads.open(upload("u")))
    await append(database, 0, "a")
    await append(database, 10, "b")

    def finish(unit: Transaction) -> tuple[str, ...] | None:
        return unit.uploads.finish("u", blob="whole", sha256=lookup("hash"))

    freed = await database.transact(finish)
    assert sorted(freed or ()) == ["a", "b"]
    assert await database.transact(finish) is None
    assert not await append(database, 20, "c")
    found = await get(database)
    assert (found.blob, found.sha256, found.segments) == ("whole", lookup("hash"), 0)
    assert await database.read(lambda unit: unit.uploads.segments("u")) == []


async def test_one_piece_is_the_whole_and_is_not_freed(database: Database) -> None:
    await database.transact(lambda unit: unit.uploads.open(upload("u")))
    await append(database, 0, "a", 100)
    freed = await database.transact(lambda unit: unit.uploads.finish("u", blob="a", sha256=lookup("hash")))
    assert freed == ()


async def test_dropping_frees_its_blobs_and_adopting_does_not(database: Database) -> None:
    for id_ in ("u", "v", "w"):
        await database.transact(lambda unit, id_=id_: unit.uploads.open(upload(id_)))  # type: ignore[misc]
    await append(database, 0, "a")
    await append(database, 10, "b")

    def wholes(unit: Transaction) -> None:
        unit.uploads.finish("v", blob="whole", sha256=lookup("v"))
        unit.uploads.finish("w", blob="other", sha256=lookup("w"))

    await database.transact(wholes)
    assert await database.read(lambda unit: unit.uploads.owned(["a", "b", "whole", "other", "stray"])) == {
        "a", "b", "whole", "other",
    }  # fmt: skip
    assert sorted(await database.transact(lambda unit: unit.uploads.drop(["u", "v"]))) == ["a", "b", "whole"]
    await database.transact(lambda unit: unit.uploads.adopt(["w"]))
    assert await database.read(lambda unit: unit.uploads.load(["u", "v", "w"])) == {}
    assert await database.read(lambda unit: unit.uploads.owned(["a", "b", "whole", "other"])) == frozenset()


async def test_places_have_their_uploads_counted_and_prolonged(database: Database) -> None:
    def write(unit: Transaction) -> None:
        for id_, of in (("u", "ada"), ("v", "ada"), ("w", "bo"), ("x", None)):
            unit.uploads.open(upload(id_, of=of, length=50))

    assert await database.read(lambda unit: unit.uploads.promised()) == 0
    await database.transact(write)
    assert await database.read(lambda unit: unit.uploads.promised()) == 200
    assert await database.read(lambda unit: unit.uploads.count(lookup("ada"))) == 2
    assert sorted(await database.read(lambda unit: unit.uploads.of_places([lookup("ada"), lookup("bo")]))) == [
        "u", "v", "w",
    ]  # fmt: skip
    await database.transact(lambda unit: unit.uploads.extend(lookup("ada"), later(999)))
    assert sorted(await database.read(lambda unit: unit.uploads.due(later(60), 9))) == ["w", "x"]
    assert len(await database.read(lambda unit: unit.uploads.due(FAR, 9))) == 4
    assert len(await database.read(lambda unit: unit.uploads.due(FAR, 3))) == 3
