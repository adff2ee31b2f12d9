"""POST /intake: all parts or none, once, and the receipt says what is kept (API.md §5)."""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any

from storage.custody.verify import Sound, verify
from storage.database.unit import Transaction
from storage.ids import new_id
from storage.records import CustodyLeaf, Part
from tests.gateway.public.conftest import Server
from tests.support.offices import TestOffice
from tests.support.page import Page, Person

Body = dict[str, Any]


async def parts(server: Server, case: str) -> list[Part]:
    return await server.database.read(lambda unit: unit.parts.of_case(case))


async def log(server: Server) -> list[CustodyLeaf]:
    def read(unit: Transaction) -> tuple[list[CustodyLeaf], object]:
        leaves = list(unit.custody.walk())
        return leaves, verify(leaves, unit.custody.head())

    leaves, verdict = await server.database.read(read)
    assert isinstance(verdict, Sound)
    return leaves


def sent(body: Body) -> list[Body]:
    """Return the receipt's lines for everything that was sent."""
    return [{"kind": "part-accepted", "part": part["part"], "sha256": part["sha256"]} for part in body["parts"]]


async def test_what_was_handed_in_is_there_and_opens_with_an_officers_key_alone(
    server: Server, page: Page, office: TestOffice
) -> None:
    to = await page.office()
    body = to.submission()
    body["parts"][0] = to.seal(body["case"], "testimony", "말할 것이 있었다".encode()).told()
    status, told = await page.hand_in(body)
    assert (status, told["case"], told["entries"]) == (201, body["case"], sent(body))
    kept = {part.id: part for part in await parts(server, body["case"])}
    assert {part.state for part in kept.values()} == {"kept"}
    for part in body["parts"]:
        assert kept[part["part"]].body == b64decode(part["body"])
    said = kept[body["parts"][0]["part"]].body
    assert said is not None
    assert office.open(said, "testimony").body == "말할 것이 있었다".encode()


async def test_the_log_tells_of_every_part_where_the_receipt_says(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    await page.hand_in(to.submission())
    body = to.submission(person=person, urgent=True)
    _, told = await page.hand_in(body, person)
    leaves = await log(server)
    own = leaves[told["first"] :]
    assert [leaf.entry.kind for leaf in own] == [
        *["part-accepted"] * 3, "consent-given", "case-opened", "escalated", "words-issued",
    ]  # fmt: skip
    for line, leaf in zip(told["entries"], own, strict=False):
        assert line["part"].encode() in leaf.entry.body
        assert line["sha256"].encode() in leaf.entry.body


async def test_the_case_tells_its_hour_and_its_way_back_and_no_more(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    body = to.submission(person=person)
    await page.hand_in(body, person)
    case = await server.database.read(lambda unit: unit.cases.get(body["case"]))
    assert case is not None
    assert (case.channel, case.form, case.urgent, case.status) == ("page", to.form, False, "received")
    assert (case.words, case.recipient) == (person.lookup, person.recipient)
    assert (case.received.minute, case.received.second) == (0, 0)


async def test_an_urgent_one_calls_a_human(server: Server, page: Page) -> None:
    to = await page.office()
    await page.hand_in(to.submission())
    await page.hand_in(to.submission(urgent=True))
    counts = await server.database.read(lambda unit: unit.outbox.counts())
    assert counts["alert"] == 1


# --- again -----------------------------------------------------------------------------------------------


async def test_the_same_again_is_answered_the_same_and_kept_once(server: Server, page: Page) -> None:
    to = await page.office()
    body, proof = to.submission(), await page.proof()
    status, first = await page.hand_in(body, proof=proof)
    size = len(await log(server))
    again, second = await page.hand_in(body, proof=proof)
    without, third = await page.hand_in(body, proof={})
    assert (status, again, without) == (201, 200, 200)
    assert first == second == third
    assert len(await log(server)) == size
    assert len(await parts(server, body["case"])) == 3


CHANGES: dict[str, Callable[[Body], object]] = {
    "a part less": lambda body: body["parts"].pop(),
    "urgent": lambda body: body.update(urgent=True),
    "another consent": lambda body: body["consents"].pop(),
    "another case": lambda body: body.update(case=new_id()),
    "another revision": lambda body: body["parts"][0].update(revision=1),
}


async def test_other_content_under_the_same_name_is_refused(server: Server, page: Page) -> None:
    to = await page.office()
    for change in CHANGES.values():
        body = to.submission()
        await page.hand_in(body)
        change(body)
        status, told = await page.hand_in(body)
        assert (status, told["type"]) == (409, "urn:affiant:taken")


async def test_sixteen_at_once_are_kept_once(server: Server, page: Page) -> None:
    """A page that repeats itself on a bad line, from several tabs."""
    to = await page.office()
    body = to.submission()
    proofs = [await page.proof() for _ in range(4)]
    outcomes = await asyncio.gather(*(page.hand_in(body, proof=proofs[nth % 4]) for nth in range(16)))
    assert sorted(status for status, _ in outcomes) == [200] * 15 + [201]
    assert len({str(told) for _, told in outcomes}) == 1
    assert len(await parts(server, body["case"])) == 3


async def test_many_people_at_once_are_all_taken_and_nothing_is_mixed_up(server: Server, page: Page) -> None:
    to = await page.office()
    bodies = [to.submission() for _ in range(24)]
    proofs = [await page.proof() for _ in bodies]
    outcomes = await asyncio.gather(
        *(page.hand_in(body, proof=proof) for body, proof in zip(bodies, proofs, strict=True))
    )
    assert {status for status, _ in outcomes} == {201}
    assert [told["entries"] for _, told in outcomes] == [sent(body) for body in bodies]
    firsts = [told["first"] for _, told in outcomes]
    assert len(set(firsts)) == len(firsts)
    leaves = await log(server)
    for body, (_, told) in zip(bodies, outcomes, strict=True):
        assert body["case"].encode() in leaves[told["first"]].entry.body


async def test_a_case_or_a_part_that_is_somebody_elses_is_taken(server: Server, page: Page) -> None:
    to = await page.office()
    first = to.submission()
    await page.hand_in(first)
    same_case = to.submission(case=first["case"])
    same_part = to.submission()
    stolen = to.seal(same_part["case"], "testimony", b"x", part=first["parts"][0]["part"])
    same_part["parts"][0] = stolen.told()
    for body in (same_case, same_part):
        status, told = await page.hand_in(body)
        assert (status, told["type"]) == (409, "urn:affiant:taken")
    assert len(await parts(server, first["case"])) == 3
    assert await parts(server, same_part["case"]) == []


async def test_one_that_is_refused_takes_nothing_of_the_others_with_it(server: Server, page: Page) -> None:
    to = await page.office()
    bodies = [to.submission() for _ in range(6)]
    for body in bodies[::2]:
        body["parts"][1] = {**body["parts"][1], "body": None, "upload": new_id()}
    outcomes = await asyncio.gather(*(page.hand_in(body) for body in bodies))
    assert [status for status, _ in outcomes] == [422, 201] * 3
    for body, (status, _) in zip(bodies, outcomes, strict=True):
        assert len(await parts(server, body["case"])) == (3 if status == 201 else 0)


# --- proof of work ----------------------------------------------------------------------------------------


async def test_a_newcomer_works_for_it(server: Server, page: Page) -> None:
    to = await page.office()
    status, told = await page.hand_in(to.submission(), proof={})
    assert (status, told["type"]) == (401, "urn:affiant:proof-needed")


async def test_a_proof_pays_for_one_act(server: Server, page: Page) -> None:
    to, proof = await page.office(), await page.proof()
    bodies = [to.submission() for _ in range(5)]
    outcomes = await asyncio.gather(*(page.hand_in(body, proof=proof) for body in bodies))
    assert sorted(status for status, _ in outcomes) == [201, 401, 401, 401, 401]
    assert {told["type"] for status, told in outcomes if status == 401} == {"urn:affiant:proof-spent"}


async def test_a_refused_submission_costs_no_proof(server: Server, page: Page) -> None:
    to, proof = await page.office(), await page.proof()
    bad = to.submission()
    bad["parts"][0] = {**bad["parts"][0], "body": None, "upload": new_id()}
    assert (await page.hand_in(bad, proof=proof))[0] == 422
    assert (await page.hand_in(to.submission(), proof=proof))[0] == 201


async def test_who_comes_back_needs_none(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    case = new_id()
    await page.save(person, to.draft(person, case, b"{}"))
    status, _ = await page.hand_in(to.submission(case=case, person=person), person, proof={})
    assert status == 201


async def test_a_proof_that_is_too_old_is_worth_nothing(server: Server, page: Page) -> None:
    to, proof = await page.office(), await page.proof()
    server.clock.advance(minutes=11)
    assert (await page.hand_in(to.submission(), proof=proof))[0] == 401


# --- adding ------------------------------------------------------------------------------------------------


async def test_more_may_be_added_with_the_words_and_without_them_not(server: Server, page: Page) -> None:
    to, person, stranger = await page.office(), Person(), Person()
    body = to.submission(person=person)
    await page.hand_in(body, person)
    more = to.submission(
        case=body["case"], person=person, parts=[to.seal(body["case"], "testimony", b"and this").told()]
    )
    for who in (stranger, None):
        status, told = await page.hand_in(more | {"recipient": who.recipient if who else None}, who)
        assert (status, told["type"]) == (409, "urn:affiant:taken")
    status, told = await page.hand_in(more, person, proof={})
    assert (status, told["entries"]) == (201, sent(more))
    assert len(await parts(server, body["case"])) == 4
    other = to.submission(person=person)
    assert (await page.hand_in(other, person))[0] == 409, "a place leads to one case"


# --- what a page with a fault would send ---------------------------------------------------------------------


def plain(part: Body) -> None:
    part["body"] = b64encode(b"what there was to say, in clear").decode()


def unpadded(part: Body) -> None:
    part["body"] = b64encode(b64decode(part["body"]) + b"x").decode()


def armored(part: Body) -> None:
    part["body"] = b64encode(b"-----BEGIN AGE ENCRYPTED FILE-----" + b64decode(part["body"])[34:]).decode()


FAULTS: dict[str, tuple[Callable[[Body], object], int, str]] = {
    "plaintext": (lambda body: plain(body["parts"][0]), 422, "not-sealed"),
    "a length that tells": (lambda body: unpadded(body["parts"][0]), 422, "not-sealed"),
    "armor": (lambda body: armored(body["parts"][0]), 422, "not-sealed"),
    "another hash": (lambda body: body["parts"][0].update(sha256="0" * 64), 422, "not-the-hash"),
    "a compartment that is none": (lambda body: body["parts"][0].update(compartment="attic"), 422, "old-office"),
    "an epoch to come": (lambda body: body["parts"][0].update(epoch=2), 422, "old-office"),
    "another form": (lambda body: body.update(form="0" * 64), 422, "old-form"),
    "no upload": (lambda body: body["parts"][0].update(body=None, upload=new_id()), 422, "no-upload"),
    "neither": (lambda body: body["parts"][0].pop("body"), 422, "no-upload"),
    "body and upload": (lambda body: body["parts"][0].update(upload=new_id()), 400, "malformed"),
    "a part twice": (lambda body: body["parts"].append(body["parts"][0]), 400, "malformed"),
    "nothing": (lambda body: body.update(parts=[]), 400, "malformed"),
    "no consent to store": (lambda body: body.update(consents=[]), 400, "malformed"),
    "store refused": (lambda body: body["consents"][0].update(answer="no"), 400, "malformed"),
    "a consent twice": (lambda body: body["consents"].append(body["consents"][0]), 400, "malformed"),
    "a consent that is none": (lambda body: body["consents"][0].update(scope="everything"), 400, "malformed"),
    "a language that is none of the form's": (lambda body: body.update(language="tlh"), 400, "malformed"),
    "a member too many": (lambda body: body.update(name="somebody"), 400, "malformed"),
    "an identifier that is none": (lambda body: body.update(case="../../etc/passwd"), 400, "malformed"),
    "an identifier with a line behind it": (lambda body: body.update(case=body["case"] + "\n"), 400, "malformed"),
    "a recipient without words": (lambda body: body.update(recipient=Person().recipient), 400, "malformed"),
    "a standby without words": (lambda body: body.update(standby={"days": 7}), 400, "malformed"),
    "another version": (lambda body: body.update(v=2), 400, "malformed"),
}


async def test_a_faulty_page_hands_in_nothing(server: Server, page: Page) -> None:
    to = await page.office()
    found = {}
    for fault, (change, _, _) in FAULTS.items():
        body = to.submission()
        change(body)
        status, told = await page.hand_in(body)
        assert told.keys() == {"type", "title", "status"}
        found[fault] = (status, told["type"])
    assert found == {fault: (status, f"urn:affiant:{name}") for fault, (_, status, name) in FAULTS.items()}
    assert await log(server) == []


async def test_too_many_parts_and_too_large_a_part_are_told(server: Server, page: Page) -> None:
    to = await page.office()
    body = to.submission()
    small = to.seal(body["case"], "triage", b"{}").told()
    body["parts"] = [{**small, "part": new_id()} for _ in range(65)]
    status, told = await page.hand_in(body)
    assert (status, told["type"]) == (413, "urn:affiant:too-large")
    body["parts"] = [to.seal(body["case"], "testimony", bytes(140_000)).told()]
    assert (await page.hand_in(body))[0] == 413
    status, told = await page.ask(
        "POST", "/intake", data=BytesIO(bytes(1_100_000)), headers={"Content-Type": "application/json"}
    )
    assert (status, told["type"]) == (413, "urn:affiant:too-large")
    assert (await page.ask("POST", "/intake", data=b"{}", headers={"Content-Type": "text/plain"}))[0] == 415
