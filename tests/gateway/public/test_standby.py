""" "If I do not come back": kept or destroyed, as the person wished, when the silence is over (API.md §5.2)."""

from __future__ import annotations

from typing import Any

from storage.custody.verify import Sound, verify
from storage.ids import new_id
from tests.gateway.public.conftest import Server
from tests.support.page import Office, Page, Person

Body = dict[str, Any]


async def waiting(server: Server, page: Page, *, silence: str = "keep", days: int = 7) -> tuple[Office, Person, Body]:
    """Save a draft and hand in a standby for it."""
    to, person, case = await page.office(), Person(), new_id()
    await page.save(person, to.draft(person, case, b"{}"), silence=silence)
    body = to.submission(case=case, person=person, standby={"days": days})
    status, told = await page.hand_in(body, person, proof={})
    assert (status, len(told["entries"])) == (201, 3)
    return to, person, body


async def states(server: Server, case: str) -> list[str]:
    parts = await server.database.read(lambda unit: unit.parts.of_case(case))
    return sorted(part.state for part in parts)


async def kinds(server: Server) -> list[str]:
    leaves, head = await server.database.read(lambda unit: (list(unit.custody.walk()), unit.custody.head()))
    assert isinstance(verify(leaves, head), Sound)
    return [leaf.entry.kind for leaf in leaves]


async def is_open(server: Server, case: str) -> bool:
    return await server.database.read(lambda unit: unit.cases.get(case)) is not None


async def test_it_waits(server: Server, page: Page) -> None:
    _, person, body = await waiting(server, page)
    server.clock.advance(days=6)
    await server.sweep()
    assert not await is_open(server, body["case"])
    assert await states(server, body["case"]) == ["draft"] * 3
    assert (await page.ask("GET", f"/mailbox/{person.path}", person))[1]["case"] is None


async def test_after_the_silence_it_becomes_a_case(server: Server, page: Page) -> None:
    _, person, body = await waiting(server, page)
    server.clock.advance(days=7, hours=2)
    await server.sweep()
    assert await is_open(server, body["case"])
    assert await states(server, body["case"]) == ["kept"] * 3
    assert (await kinds(server))[3:] == ["expired", "consent-given", "case-opened", "words-issued"]
    status, told = await page.ask("GET", f"/mailbox/{person.path}", person)
    assert (status, told["case"]) == (200, body["case"])
    assert (await page.ask("GET", f"/draft/{person.path}", person))[0] == 404
    await server.sweep()
    assert (await kinds(server)).count("case-opened") == 1


async def test_a_longer_silence_than_the_drafts_ends_with_the_draft(server: Server, page: Page) -> None:
    """The draft is over after seven days; what its person wished is done then."""
    _, _, body = await waiting(server, page, days=30)
    server.clock.advance(days=7, hours=2)
    await server.sweep()
    assert await is_open(server, body["case"])


async def test_who_wished_so_is_forgotten(server: Server, page: Page) -> None:
    _, person, body = await waiting(server, page, silence="destroy", days=30)
    server.clock.advance(days=7, hours=2)
    await server.sweep()
    assert not await is_open(server, body["case"])
    assert await states(server, body["case"]) == []
    assert (await kinds(server))[-1] == "erased"
    assert (await page.ask("GET", f"/mailbox/{person.path}", person))[0] == 404


async def test_every_save_puts_it_off(server: Server, page: Page) -> None:
    to, person, body = await waiting(server, page)
    server.clock.advance(days=6)
    await page.save(person, to.draft(person, body["case"], b"more"), over='"1"', silence="keep")
    server.clock.advance(days=6)
    await server.sweep()
    assert not await is_open(server, body["case"])


async def test_a_later_one_replaces_it_and_names_what_stays(server: Server, page: Page) -> None:
    to, person, body = await waiting(server, page)
    stays = {name: body["parts"][0][name] for name in body["parts"][0] if name != "body"}
    manifest = to.seal(body["case"], "triage", b"{}", kind="manifest", revision=1).told()
    again = to.submission(case=body["case"], person=person, standby={"days": 7}, parts=[stays, manifest])
    status, told = await page.hand_in(again, person, proof={})
    assert (status, [line["part"] for line in told["entries"]]) == (201, [manifest["part"]])
    assert (await kinds(server))[3:] == ["part-accepted", "part-dropped", "part-dropped"]
    assert await states(server, body["case"]) == ["draft"] * 2


async def test_handing_in_replaces_it(server: Server, page: Page) -> None:
    to, person, body = await waiting(server, page)
    stays = {name: body["parts"][0][name] for name in body["parts"][0] if name != "body"}
    final = to.submission(case=body["case"], person=person, parts=[stays, *to.three(body["case"])[1:]], urgent=False)
    status, _ = await page.hand_in(final, person, proof={})
    assert status == 201
    assert await states(server, body["case"]) == ["kept"] * 3
    server.clock.advance(days=40)
    await server.sweep()
    assert (await kinds(server)).count("case-opened") == 1
    assert await states(server, body["case"]) == ["kept"] * 3


async def test_what_stays_must_be_there_and_be_the_same(server: Server, page: Page) -> None:
    to, person, body = await waiting(server, page)
    stays = {name: body["parts"][0][name] for name in body["parts"][0] if name != "body"}
    for wrong in ({"part": new_id()}, {"sha256": "0" * 64}):
        final = to.submission(case=body["case"], person=person, parts=[stays | wrong])
        status, told = await page.hand_in(final, person, proof={})
        assert (status, told["type"]) == (422, "urn:affiant:no-upload")


async def test_destroying_the_draft_destroys_it(server: Server, page: Page) -> None:
    _, person, body = await waiting(server, page)
    assert (await page.ask("DELETE", f"/draft/{person.path}", person))[0] == 204
    assert await states(server, body["case"]) == []
    assert (await kinds(server))[-1] == "erased"


async def test_nobody_else_adds_to_it_or_takes_it_over(server: Server, page: Page) -> None:
    to, _, body = await waiting(server, page)
    for who in (Person(), None):
        status, _ = await page.hand_in(to.submission(case=body["case"], person=who), who)
        assert status == 409


async def test_starting_anew_destroys_what_stood_by_before(server: Server, page: Page) -> None:
    to, person, body = await waiting(server, page)
    anew = to.submission(person=person, standby={"days": 7})
    assert (await page.hand_in(anew, person, proof={}))[0] == 201
    assert await states(server, body["case"]) == []
    assert await states(server, anew["case"]) == ["draft"] * 3


async def test_a_standby_alone_makes_its_place(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    body = to.submission(person=person, standby={"days": 2})
    assert (await page.hand_in(body, person))[0] == 201
    server.clock.advance(days=2, hours=2)
    await server.sweep()
    assert await is_open(server, body["case"])
