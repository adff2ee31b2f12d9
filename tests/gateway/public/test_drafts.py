"""/draft: kept for the person alone, for as long as they said (API.md §6)."""

from __future__ import annotations

import asyncio

from storage.ids import new_id
from tests.gateway.public.conftest import Server
from tests.support.page import Page, Person, opened_draft


async def test_it_comes_back_on_another_device_and_opens_for_its_person_alone(server: Server, page: Page) -> None:
    to, person, case = await page.office(), Person(), new_id()
    body = to.draft(person, case, "아직 다 못 했다".encode())
    answer = await page.save(person, body)
    assert (answer.status, answer.headers["ETag"], answer.headers["Draft-Expires"]) == (
        201, '"1"', "2026-03-09T13:00:00Z",
    )  # fmt: skip
    async with page.session.get(f"{page.url}/draft/{person.path}", headers=person.headers) as found:
        assert (found.status, found.headers["ETag"], found.headers["Draft-Silence"]) == (200, '"1"', "destroy")
        assert found.content_type == "application/age"
        assert opened_draft(await found.read(), person).body == "아직 다 못 했다".encode()


async def test_the_same_again_need_not_be_sent_again(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    await page.save(person, to.draft(person, new_id(), b"{}"))
    ask = page.ask("GET", f"/draft/{person.path}", person, headers={"If-None-Match": '"1"'})
    assert await ask == (304, b"")


async def test_two_tabs_cannot_overwrite_each_other(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    drafts = [to.draft(person, new_id(), text) for text in (b"first", b"left", b"right")]
    await page.save(person, drafts[0])
    left, right = await asyncio.gather(*(page.save(person, draft, over='"1"') for draft in drafts[1:]))
    assert sorted([left.status, right.status]) == [204, 412]
    loser = left if left.status == 412 else right
    assert loser.headers["ETag"] == '"2"'
    assert (await page.save(person, drafts[0], over='"2"')).status == 204


async def test_a_first_one_is_first_once(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    body = to.draft(person, new_id(), b"{}")
    answers = await asyncio.gather(*(page.save(person, body) for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [201, 412, 412, 412]


async def test_what_a_save_must_say(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    body = to.draft(person, new_id(), b"{}")
    path = f"/draft/{person.path}"
    good = {"Content-Type": "application/age", "Draft-Silence": "keep", "If-None-Match": "*", **await page.proof()}
    wrongs: list[tuple[dict[str, str], bytes, int]] = [
        ({"Content-Type": "text/plain"}, body, 415),
        ({"Draft-Silence": "publish"}, body, 400),
        ({"If-None-Match": '"1"'}, body, 428),
        ({"If-None-Match": "", "If-Match": "*"}, body, 400),
        ({"If-None-Match": "", "If-Match": '"0"'}, body, 400),
        ({"If-None-Match": "", "If-Match": '"1"'}, body, 404),
        ({}, b"{}", 422),
        ({}, body + b"x", 422),
        ({}, to.draft(person, new_id(), bytes(300_000)), 413),
        ({"Proof": "x"}, body, 401),
    ]
    for change, content, status in wrongs:
        found, _ = await page.ask("PUT", path, person, data=content, headers=good | change)
        assert found == status, change
    assert (await page.ask("PUT", path, person, data=body, headers=good))[0] == 201
    assert (await page.ask("PUT", path, person, data=body, headers=good | {"If-None-Match": "", "If-Match": '"9"'}))[
        0
    ] == 412


async def test_its_place_is_found_with_both_halves_of_the_credential_only(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    await page.save(person, to.draft(person, new_id(), b"{}"))
    thief = Person(lookup=person.lookup)
    for method in ("GET", "DELETE"):
        assert (await page.ask(method, f"/draft/{person.path}", thief))[0] == 404
        assert (await page.ask(method, f"/draft/{person.path}"))[0] == 404
    assert (await page.save(thief, to.draft(thief, new_id(), b"mine"))).status == 201, "a place of the thief's own"
    async with page.session.get(f"{page.url}/draft/{person.path}", headers=person.headers) as found:
        assert opened_draft(await found.read(), person).body == b"{}"


async def test_after_its_days_it_is_destroyed(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    await page.save(person, to.draft(person, new_id(), b"{}"))
    server.clock.advance(days=7)
    assert (await page.ask("GET", f"/draft/{person.path}", person))[0] == 200
    server.clock.advance(hours=2)
    assert (await page.ask("GET", f"/draft/{person.path}", person))[0] == 404
    await server.sweep()
    assert await server.database.read(lambda unit: unit.drafts.get(b"") is None)
    counts = await server.database.read(lambda unit: len(unit.drafts.due(server.clock.now().replace(year=2200), 9)))
    assert counts == 0


async def test_each_save_gives_it_its_days_again(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    body = to.draft(person, new_id(), b"{}")
    await page.save(person, body)
    server.clock.advance(days=6)
    await page.save(person, body, over='"1"')
    server.clock.advance(days=6)
    await server.sweep()
    assert (await page.ask("GET", f"/draft/{person.path}", person))[0] == 200


async def test_destroyed_is_destroyed(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    await page.save(person, to.draft(person, new_id(), b"{}"))
    assert (await page.ask("DELETE", f"/draft/{person.path}", person))[0] == 204
    for method in ("GET", "DELETE"):
        assert (await page.ask(method, f"/draft/{person.path}", person))[0] == 404
    assert (await page.ask("GET", f"/mailbox/{person.path}", person))[0] == 404


async def test_what_was_handed_in_leaves_no_draft(server: Server, page: Page) -> None:
    to, person, case = await page.office(), Person(), new_id()
    await page.save(person, to.draft(person, case, b"{}"))
    await page.hand_in(to.submission(case=case, person=person), person)
    for method in ("GET", "DELETE"):
        assert (await page.ask(method, f"/draft/{person.path}", person))[0] == 404
    assert (await page.save(person, to.draft(person, case, b"more"), proof=False)).status == 201, "to add something"
    assert (await page.ask("DELETE", f"/draft/{person.path}", person))[0] == 204
    assert (await page.ask("GET", f"/mailbox/{person.path}", person))[1]["case"] == case


async def test_one_place_cannot_keep_the_others_waiting(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    body = to.draft(person, new_id(), b"{}")
    await page.save(person, body)
    for version in range(1, 60):
        assert (await page.save(person, body, over=f'"{version}"')).status == 204
    answer = await page.save(person, body, over='"60"')
    assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
    server.clock.advance(seconds=1)
    assert (await page.save(person, body, over='"60"')).status == 204
