"""/mailbox: answers of the office and to it, changed consents, and the end of it all (API.md §7)."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode

from storage.custody.verify import Sound, verify
from storage.ids import new_id
from storage.records import Message
from storage.sealing.envelope import PartHeader, seal
from tests.gateway.public.conftest import Server
from tests.support.offices import TestOffice
from tests.support.opening import open_part
from tests.support.page import Office, Page, Person


async def handed_in(page: Page) -> tuple[Office, Person, str]:
    to, person = await page.office(), Person()
    body = to.submission(person=person)
    assert (await page.hand_in(body, person))[0] == 201
    return to, person, body["case"]


async def write(server: Server, case: str, text: bytes) -> str:
    """Write to the person, as the console will."""
    (place,) = await server.database.read(lambda unit: unit.returns.of_cases([case]))
    assert place.recipient is not None
    header = PartHeader(
        part=new_id(), case=case, compartment="mailbox", epoch=1, kind="text", form="5f" * 32, revision=0
    )
    person = next(one for one in PEOPLE if one.recipient == place.recipient)
    sealed = seal(header, text, [person.identity.recipient]).ciphertext
    message = Message(id=header.part, place=place.key, sender="office", at=server.clock.now(), body=sealed)
    await server.database.transact(lambda unit: unit.messages.add([message]))
    return header.part


PEOPLE: list[Person] = []


async def entries(server: Server) -> list[tuple[str, dict[str, object]]]:
    leaves, head = await server.database.read(lambda unit: (list(unit.custody.walk()), unit.custody.head()))
    assert isinstance(verify(leaves, head), Sound)
    return [(leaf.entry.kind, json.loads(leaf.entry.body)) for leaf in leaves]


async def test_what_the_office_wrote_opens_with_the_words_alone(server: Server, page: Page) -> None:
    _, person, case = await handed_in(page)
    PEOPLE.append(person)
    written = await write(server, case, "월요일에 오십시오".encode())
    status, told = await page.ask("GET", f"/mailbox/{person.path}", person)
    assert (status, told["case"], told["received"]) == (200, case, "2026-03-02T12:00:00Z")
    (message,) = told["messages"]
    assert (message["message"], message["from"], message["seen"]) == (written, "office", False)
    opened = open_part(b64decode(message["body"]), person.identity, part=written, case=case, compartment="mailbox")
    assert opened.body == "월요일에 오십시오".encode()
    assert (await page.act(person, act="seen", messages=[written]))[0] == 204
    assert (await page.ask("GET", f"/mailbox/{person.path}", person))[1]["messages"][0]["seen"] is True


async def test_nobody_marks_what_is_not_theirs(server: Server, page: Page) -> None:
    _, person, case = await handed_in(page)
    PEOPLE.append(person)
    written = await write(server, case, b"x")
    _, other, _ = await handed_in(page)
    assert (await page.act(other, act="seen", messages=[written]))[0] == 204
    assert (await page.ask("GET", f"/mailbox/{person.path}", person))[1]["messages"][0]["seen"] is False


async def test_an_answer_is_sealed_to_the_office_and_kept_once(server: Server, page: Page, office: TestOffice) -> None:
    to, person, case = await handed_in(page)
    part = to.seal(case, "contact", b"Monday is well")
    said = new_id()
    outcomes = await asyncio.gather(*(page.act(person, act="answer", message=said, part=part.told()) for _ in range(4)))
    assert {status for status, _ in outcomes} == {200}
    assert len({str(told) for _, told in outcomes}) == 1
    assert outcomes[0][1]["entries"][0]["part"] == part.header.part
    parts = await server.database.read(lambda unit: unit.parts.of_case(case))
    (kept,) = [each for each in parts if each.id == part.header.part]
    assert kept.body is not None
    assert office.open(kept.body, "contact").body == b"Monday is well"
    _, told = await page.ask("GET", f"/mailbox/{person.path}", person)
    assert [message["part"] for message in told["messages"]] == [part.header.part]
    log = await entries(server)
    assert log[outcomes[0][1]["first"]][1]["part"] == part.header.part


async def test_other_content_under_its_name_is_taken(server: Server, page: Page) -> None:
    to, person, case = await handed_in(page)
    said, part = new_id(), to.seal(case, "contact", b"one")
    await page.act(person, act="answer", message=said, part=part.told())
    other = to.seal(case, "contact", b"two").told()
    assert (await page.act(person, act="answer", message=said, part=other))[0] == 409
    assert (await page.act(person, act="answer", message=new_id(), part=part.told()))[0] == 409


async def test_a_consent_is_withdrawn_alone_and_given_again(server: Server, page: Page) -> None:
    to, person, case = await handed_in(page)
    before = len(await entries(server))
    ledger = to.seal(case, "contact", b"[]", kind="manifest", revision=1).told()
    changes = [{"scope": "interview", "answer": "no"}, {"scope": "contact", "answer": "yes"}]
    status, told = await page.act(person, act="consents", message=new_id(), consents=changes, part=ledger)
    assert (status, told["first"]) == (200, before)
    new = (await entries(server))[before:]
    assert [(kind, body.get("scope")) for kind, body in new] == [
        ("part-accepted", None), ("consent-withdrawn", "interview"), ("consent-given", "contact"),
    ]  # fmt: skip
    assert (await page.act(person, act="consents", message=new_id(), consents=changes, part=None))[0] == 200


async def test_before_there_is_a_case_there_is_nothing_to_answer(server: Server, page: Page) -> None:
    to, person, case = await page.office(), Person(), new_id()
    await page.save(person, to.draft(person, case, b"{}"))
    assert (await page.ask("GET", f"/mailbox/{person.path}", person))[1] == {
        "v": 1, "case": None, "received": None, "messages": [],
    }  # fmt: skip
    told = to.seal(case, "contact", b"hello").told()
    assert (await page.act(person, act="answer", message=new_id(), part=told))[0] == 404


async def test_erased_is_everything(server: Server, page: Page) -> None:
    to, person, case = await handed_in(page)
    PEOPLE.append(person)
    await write(server, case, b"x")
    await page.act(person, act="answer", message=new_id(), part=to.seal(case, "contact", b"x").told())
    await page.save(person, to.draft(person, case, b"more"), proof=False)
    voice = to.seal(case, "testimony", bytes(200_000), kind="file")
    for upload in (await page.upload(voice, person), await page.upload(voice, person)):
        told = {**voice.told(upload), "part": new_id()}
        await page.hand_in(to.submission(case=case, person=person, parts=[told]), person, proof={})
    await page.upload(voice, person)
    assert (await page.act(person, act="erase"))[0] == 204
    assert await server.database.read(lambda unit: unit.parts.of_case(case)) == []
    left = await server.database.read(lambda unit: unit.cases.get(case))
    assert left is not None
    assert (left.status, left.words, left.recipient, left.form) == ("erased", None, None, "")
    assert await server.database.read(lambda unit: unit.returns.of_cases([case])) == []
    assert (await entries(server))[-1] == ("erased", {"case": case})
    for method, path in (("GET", "mailbox"), ("GET", "draft"), ("DELETE", "draft")):
        assert (await page.ask(method, f"/{path}/{person.path}", person))[0] == 404
    assert (await page.act(person, act="erase"))[0] == 404
    everything = server.clock.now().replace(year=2199)
    assert [name async for name in server.gateway.parts.blobs.names(before=everything)] == []


async def test_what_was_never_handed_in_is_erased_too(server: Server, page: Page) -> None:
    to, person, case = await page.office(), Person(), new_id()
    await page.save(person, to.draft(person, case, b"{}"))
    body = to.submission(case=case, person=person, standby={"days": 7})
    await page.hand_in(body, person, proof={})
    assert (await page.act(person, act="erase"))[0] == 204
    assert await server.database.read(lambda unit: unit.parts.of_case(case)) == []
    assert (await page.ask("GET", f"/draft/{person.path}", person))[0] == 404


async def test_staff_erasing_the_case_ends_the_way_back(server: Server, page: Page) -> None:
    """And so does the chat's stop word, when the case was moved there."""
    _, person, case = await handed_in(page)
    await server.database.transact(lambda unit: unit.cases.erase([case]))
    assert (await page.ask("GET", f"/mailbox/{person.path}", person))[0] == 404


async def test_an_erased_case_cannot_be_opened_anew(server: Server, page: Page) -> None:
    to, person, case = await handed_in(page)
    await page.act(person, act="erase")
    assert (await page.hand_in(to.submission(case=case, person=person), person))[0] == 409


async def test_acts_that_are_none(server: Server, page: Page) -> None:
    to, person, case = await handed_in(page)
    for wrong in (
        {"act": "publish"},
        {},
        {"act": "erase", "case": case},
        {"act": "seen", "messages": []},
        {"act": "seen", "messages": ["x"]},
        {"act": "consents", "message": new_id(), "consents": []},
        {"act": "consents", "message": new_id(), "consents": [{"scope": "contact", "answer": "yes"}] * 2},
        {"act": "answer", "message": new_id()},
        {"act": "answer", "message": new_id(), "part": to.seal(case, "contact", b"x").told(new_id())},
    ):
        status, told = await page.act(person, **wrong)
        assert (status, told["type"]) == (400, "urn:affiant:malformed"), wrong
