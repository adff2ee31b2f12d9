"""Places that return words lead to, and the tables that belong to them, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from storage.database.engine import Database
from storage.database.unit import Transaction
from storage.records import Draft, Message, Return, Standby, Submission, Upload
from tests.storage.database.records import NOW, case, later, lookup, part

FAR = later(10**9)
HOUR = NOW.replace(minute=0, second=0, microsecond=0)


def place(name: str, *, of: str | None = None, due: float | None = None) -> Return:
    return Return(
        key=lookup(name),
        lookup=lookup("lookup of " + name),
        recipient=None if of is None else "age1pq1recipient",
        case=of,
        due=None if due is None else later(due),
    )


def draft(name: str, *, version: int = 1, due: float = 60) -> Draft:
    return Draft(place=lookup(name), body=b"age \x00 draft", version=version, silence="keep", due=later(due))


def standby(name: str, *, of: str = "case", due: float = 60) -> Standby:
    return Standby(
        place=lookup(name),
        case=of,
        form="f" * 64,
        urgent=True,
        recipient="age1pq1recipient",
        scopes=("store", "contact"),
        language="ko-KP",
        days=7,
        due=later(due),
    )


def upload(id_: str, *, of: str | None = None, length: int = 100, due: float = 60) -> Upload:
    return Upload(id=id_, place=None if of is None else lookup(of), length=length, offset=0, segments=0, due=later(due))


def message(id_: str, *, at: str = "ada") -> Message:
    return Message(id=id_, place=lookup(at), sender="office", at=NOW, body=b"age \x00 message")


# --- places -----------------------------------------------------------------------------------------------


async def test_a_place_is_found_by_its_key_until_its_time_is_over(database: Database) -> None:
    ada, bo = place("ada", due=60), place("bo", of="case")
    await database.transact(lambda unit: unit.returns.save([ada, bo]))

    def load(unit: Transaction) -> dict[bytes, Return]:
        return unit.returns.load([ada.key, bo.key, lookup("nobody")], now=later(59))

    assert await database.read(load) == {ada.key: ada, bo.key: bo}
    found = await database.read(lambda unit: unit.returns.load([ada.key, bo.key], now=later(60)))
    assert found == {bo.key: bo}
    assert await database.read(lambda unit: unit.returns.get(ada.key)) == ada
    assert await database.read(lambda unit: unit.returns.get(lookup("nobody"))) is None


async def test_its_time_comes_and_can_be_put_off(database: Database) -> None:
    await database.transact(lambda unit: unit.returns.save([place("ada", due=60), place("bo", due=10), place("cy")]))
    assert await database.read(lambda unit: unit.returns.due(later(60), 9)) == [lookup("bo"), lookup("ada")]
    assert await database.read(lambda unit: unit.returns.due(later(60), 1)) == [lookup("bo")]
    await database.transact(lambda unit: unit.returns.save([place("bo", due=90)]))
    assert await database.read(lambda unit: unit.returns.due(later(60), 9)) == [lookup("ada")]


async def test_staff_find_where_to_write(database: Database) -> None:
    ada = place("ada", of="one")
    await database.transact(lambda unit: unit.returns.save([ada, place("bo", of="two")]))
    assert await database.read(lambda unit: unit.returns.of_cases(["one", "three"])) == [ada]


async def test_forgetting_a_place_takes_all_that_stands_there_and_nothing_of_its_neighbours(database: Database) -> None:
    def write(unit: Transaction) -> None:
        unit.returns.save([place("ada"), place("bo")])
        for name in ("ada", "bo"):
            unit.drafts.save(draft(name))
            unit.standbys.save([standby(name)])
            unit.messages.add([message("m-" + name, at=name)])
            unit.uploads.open(upload("u-" + name, of=name))
            unit.uploads.advance("u-" + name, before=0, blob="b-" + name, size=10)

    await database.transact(write)
    freed = await database.transact(lambda unit: unit.returns.forget([lookup("ada")]))
    assert freed == ("b-ada",)

    def look(unit: Transaction, name: str) -> list[bool]:
        key = lookup(name)
        return [
            unit.returns.get(key) is not None,
            unit.drafts.get(key) is not None,
            bool(unit.standbys.load([key])),
            bool(unit.messages.of_place(key)),
            bool(unit.uploads.load(["u-" + name])),
        ]

    assert await database.read(lambda unit: look(unit, "ada")) == [False] * 5
    assert await database.read(lambda unit: look(unit, "bo")) == [True] * 5


async def test_erasing_a_case_ends_its_places_too(database: Database) -> None:
    def write(unit: Transaction) -> None:
        unit.cases.add([case("one"), case("two")])
        unit.parts.add([part("p", case="one", blob="b-part")])
        unit.returns.save([place("ada", of="one"), place("bo", of="two")])
        unit.uploads.open(upload("u", of="ada"))
        unit.uploads.advance("u", before=0, blob="b-upload", size=10)

    await database.transact(write)
    assert await database.transact(lambda unit: unit.cases.erase(["one"])) == ("b-part", "b-upload")
    assert await database.read(lambda unit: unit.returns.get(lookup("ada"))) is None
    assert await database.read(lambda unit: unit.returns.get(lookup("bo"))) is not None
    assert sorted(await database.read(lambda unit: unit.cases.load(["one", "two", "three"]))) == ["one", "two"]


# --- drafts and standbys ---------------------------------------------------------------------------------------


async def test_a_draft_is_replaced_whole(database: Database) -> None:
    await database.transact(lambda unit: unit.drafts.save(draft("ada")))
    after = replace(draft("ada", version=2), body=b"another", silence="destroy", due=later(99))
    await database.transact(lambda unit: unit.drafts.save(after))
    assert await database.read(lambda unit: unit.drafts.get(lookup("ada"))) == after
    assert await database.read(lambda unit: unit.drafts.due(FAR, 9)) == [(lookup("ada"), "destroy")]
    await database.transact(lambda unit: unit.drafts.delete([lookup("ada"), lookup("nobody")]))
    assert await database.read(lambda unit: unit.drafts.get(lookup("ada"))) is None


async def test_a_standby_comes_back_as_it_was(database: Database) -> None:
    bare = replace(standby("bo", due=10), recipient=None, scopes=(), urgent=False)
    await database.transact(lambda unit: unit.standbys.save([standby("ada"), bare]))
    found = await database.read(lambda unit: unit.standbys.load([lookup("ada"), lookup("bo"), lookup("nobody")]))
    assert found == {lookup("ada"): standby("ada"), lookup("bo"): bare}
    assert await database.read(lambda unit: unit.standbys.due(FAR, 9)) == [lookup("bo"), lookup("ada")]
    await database.transact(lambda unit: unit.standbys.delete([lookup("ada")]))
    assert list(await database.read(lambda unit: unit.standbys.load([lookup("ada"), lookup("bo")]))) == [lookup("bo")]


# --- messages, submissions, proofs -----------------------------------------------------------------------------


async def test_messages_keep_their_order_and_tell_the_hour_only(database: Database) -> None:
    for nth in (3, 1, 2):
        await database.transact(lambda unit, nth=nth: unit.messages.add([message(f"m{nth}")]))  # type: ignore[misc]
    own = Message(id="own", place=lookup("ada"), sender="person", at=NOW, part="p")
    await database.transact(lambda unit: unit.messages.add([own]))
    found = await database.read(lambda unit: unit.messages.of_place(lookup("ada")))
    assert [each.id for each in found] == ["m3", "m1", "m2", "own"]
    assert {each.at for each in found} == {HOUR}
    await database.transact(lambda unit: unit.messages.see(lookup("bo"), ["m1"]))
    await database.transact(lambda unit: unit.messages.see(lookup("ada"), ["m2", "unknown"]))
    found = await database.read(lambda unit: unit.messages.of_place(lookup("ada")))
    assert [each.id for each in found if each.seen] == ["m2"]


async def test_submissions_are_known_for_a_while(database: Database) -> None:
    one = Submission(id="one", digest=lookup("digest"), first=7, received=NOW)
    await database.transact(lambda unit: unit.submissions.add([one]))
    found = await database.read(lambda unit: unit.submissions.load(["one", "two"]))
    assert found == {"one": replace(one, received=HOUR)}
    await database.transact(lambda unit: unit.submissions.forget(NOW))
    assert await database.read(lambda unit: unit.submissions.load(["one"])) != {}
    await database.transact(lambda unit: unit.submissions.forget(NOW + timedelta(hours=1)))
    assert await database.read(lambda unit: unit.submissions.load(["one"])) == {}


async def test_a_proof_is_spent_once_however_many_try(database: Database) -> None:
    tokens = {lookup("one"): later(60), lookup("two"): later(60)}
    outcomes = await asyncio.gather(*(database.transact(lambda unit: unit.proofs.spend(tokens)) for _ in range(8)))
    assert sorted(len(fresh) for fresh in outcomes) == [0] * 7 + [2]
    await database.transact(lambda unit: unit.proofs.forget(later(60)))
    assert await database.transact(lambda unit: unit.proofs.spend(tokens)) == frozenset()
    await database.transact(lambda unit: unit.proofs.forget(later(61)))
    assert await database.transact(lambda unit: unit.proofs.spend(tokens)) == set(tokens)


async def test_who_holds_a_key_keeps_the_others_waiting(database: Database) -> None:
    """Read, think, write: without holding, some of the eight would be lost."""

    def add(unit: Transaction) -> None:
        unit.hold([lookup("ada")])
        before = unit.drafts.get(lookup("ada"))
        unit.drafts.save(draft("ada", version=1 if before is None else before.version + 1))

    await asyncio.gather(*(database.transact(add) for _ in range(8)))
    found = await database.read(lambda unit: unit.drafts.get(lookup("ada")))
    assert found is not None
    assert found.version == 8
