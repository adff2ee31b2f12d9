"""/parts: a large part comes in pieces, over a bad line, through restarts, and is whole at the end (API.md §4)."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator

import pytest

from storage.clock import hour
from storage.database.unit import Transaction
from storage.ids import new_id
from storage.sealing.shape import sealed_size
from tests.gateway.public.conftest import Server, serving
from tests.support.clocks import HandClock
from tests.support.offices import TestOffice
from tests.support.page import Page, Part, Person

PIECE = 64 * 1024
OFFSET = "https://iana.org/assignments/http-problem-types#mismatching-upload-offset"
COMPLETED = "https://iana.org/assignments/http-problem-types#completed-upload"
LENGTH = "https://iana.org/assignments/http-problem-types#inconsistent-upload-length"


async def voice(page: Page, case: str, size: int = 300_000) -> Part:
    """Seal something that is too large for a request."""
    return (await page.office()).seal(case, "testimony", bytes(range(256)) * (size // 256), kind="file")


async def blobs(server: Server) -> int:
    later = server.clock.now().replace(year=2199)
    return len([name async for name in server.gateway.parts.blobs.names(before=later)])


async def offset(page: Page, path: str) -> tuple[int, str, str]:
    async with page.session.head(page.url + path) as answer:
        assert answer.status == 204
        told = answer.headers
        return int(told["Upload-Offset"]), told["Upload-Complete"], told["Upload-Length"]


async def test_it_is_handed_in_and_opens(server: Server, page: Page, office: TestOffice) -> None:
    to, case = await page.office(), new_id()
    part = await voice(page, case)
    upload = await page.upload(part, piece=PIECE)
    body = to.submission(case=case, parts=[*to.three(case)[1:], part.told(upload)])
    status, told = await page.hand_in(body)
    assert status == 201, told
    kept = {each.id: each for each in await server.database.read(lambda unit: unit.parts.of_case(case))}
    own = kept[part.header.part]
    assert (own.size, own.body, own.kind) == (len(part.ciphertext), None, "file")
    assert own.blob is not None
    stored = b"".join([chunk async for chunk in server.gateway.parts.blobs.read(own.blob)])
    assert stored == part.ciphertext
    assert office.open(stored, "testimony").body == bytes(range(256)) * (300_000 // 256)
    assert await blobs(server) == 1, "the pieces are gone"


async def test_one_piece_is_taken_as_it_is(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    await page.upload(part, piece=1024 * 1024)
    assert await blobs(server) == 1


async def test_a_restart_in_the_middle_changes_nothing(
    office: TestOffice, database_url: str, clock: HandClock, easy: None
) -> None:
    async with serving(office, database_url, clock) as before:
        part = await voice(before.page, new_id())
        path = await before.page.begin(len(part.ciphertext))
        await before.page.append(path, part.ciphertext[:PIECE], offset=0, complete=False)
    async with serving(office, database_url, clock) as after:
        assert await offset(after.page, path) == (PIECE, "?0", str(len(part.ciphertext)))
        answer = await after.page.append(path, part.ciphertext[PIECE:], offset=PIECE, complete=True)
        assert (answer.status, answer.headers["Upload-Complete"]) == (204, "?1")
        found = await after.database.read(lambda unit: unit.uploads.load([path[7:]]))
        assert found[path[7:]].sha256 == hashlib.sha256(part.ciphertext).digest()


async def breaking(content: bytes) -> AsyncIterator[bytes]:
    """Send some of it, then lose the line."""
    yield content
    await asyncio.sleep(0.05)
    raise ConnectionError


async def test_a_broken_line_keeps_what_came(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext))
    with pytest.raises(Exception):  # noqa: B017, PT011 -- how the client fails is the client's matter
        await page.append(path, breaking(part.ciphertext[:50_000]), offset=0, complete=False)
    for _ in range(200):  # until the server has noticed
        came, complete, _ = await offset(page, path)
        if came:
            break
        await asyncio.sleep(0.02)
    assert (came, complete) == (50_000, "?0")
    answer = await page.append(path, part.ciphertext[came:], offset=came, complete=True)
    assert answer.status == 204
    assert answer.headers["Repr-Digest"].startswith("sha-256=:")


async def test_the_end_may_be_said_again(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext))
    first = await page.append(path, part.ciphertext, offset=0, complete=True)
    again = await page.append(path, b"", offset=len(part.ciphertext), complete=True)
    assert (first.status, again.status) == (204, 204)
    assert first.headers["Repr-Digest"] == again.headers["Repr-Digest"]


async def test_a_death_before_the_end_was_written_is_made_up_for(server: Server, page: Page) -> None:
    """All bytes are there, nobody put them together: an empty end does."""
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext))
    await page.append(path, part.ciphertext[:PIECE], offset=0, complete=False)
    await page.append(path, part.ciphertext[PIECE:], offset=PIECE, complete=False)
    assert await offset(page, path) == (len(part.ciphertext), "?0", str(len(part.ciphertext)))
    answer = await page.append(path, b"", offset=len(part.ciphertext), complete=True)
    assert (answer.status, answer.headers["Upload-Complete"]) == (204, "?1")


async def test_two_tabs_that_append_the_same_are_one(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext))
    answers = await asyncio.gather(
        *(page.append(path, part.ciphertext[:PIECE], offset=0, complete=False) for _ in range(5))
    )
    assert sorted(answer.status for answer in answers) == [204, 409, 409, 409, 409]
    assert (await offset(page, path))[0] == PIECE
    assert await blobs(server) == 1


async def test_a_wrong_offset_names_the_right_one(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext))
    await page.append(path, part.ciphertext[:PIECE], offset=0, complete=False)
    headers = {"Upload-Offset": "9", "Upload-Complete": "?0", "Content-Type": "application/partial-upload"}
    async with page.session.patch(page.url + path, data=b"x" * PIECE, headers=headers) as answer:
        assert (answer.status, answer.headers["Upload-Offset"]) == (409, str(PIECE))
        told = await answer.json(content_type=None)
    assert (told["type"], told["expected-offset"], told["provided-offset"]) == (OFFSET, PIECE, 9)


async def test_what_does_not_fit_is_refused(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path, size = await page.begin(len(part.ciphertext)), len(part.ciphertext)
    cases = {
        "the end too early": (part.ciphertext[:PIECE], 0, True, 400),
        "more than was said": (part.ciphertext + bytes(10), 0, False, 400),
        "too small a piece": (part.ciphertext[:100], 0, False, 400),
    }
    for name, (data, at, complete, status) in cases.items():
        assert (await page.append(path, data, offset=at, complete=complete)).status == status, name
    await page.append(path, part.ciphertext, offset=0, complete=True)
    headers = {"Upload-Offset": str(size), "Upload-Complete": "?0", "Content-Type": "application/partial-upload"}
    status, told = await page.ask("PATCH", path, data=b"more" * 5000, headers=headers)
    assert (status, told["type"]) == (400, COMPLETED)
    for wrong in ({"Upload-Offset": "-1"}, {"Upload-Complete": "1"}, {"Upload-Offset": "0x10"}):
        assert (await page.ask("PATCH", path, data=b"", headers=headers | wrong))[0] == 400
    assert (await page.ask("PATCH", path, data=b"", headers=headers | {"Content-Type": "image/png"}))[0] == 415


async def test_a_stream_without_a_length_is_measured_as_it_comes(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext))

    async def endless() -> AsyncIterator[bytes]:
        yield part.ciphertext
        for _ in range(64):
            yield bytes(PIECE)

    status, _ = await page.ask(
        "PATCH",
        path,
        data=endless(),
        headers={"Upload-Offset": "0", "Upload-Complete": "?0", "Content-Type": "application/partial-upload"},
    )
    assert status == 413
    assert await offset(page, path) == (0, "?0", str(len(part.ciphertext)))
    assert await blobs(server) == 0


async def test_plaintext_is_not_even_written(server: Server, page: Page) -> None:
    path = await page.begin(sealed_size(300_000))
    answer = await page.append(path, b"RIFF, a voice that anybody may hear" * 1000, offset=0, complete=False)
    assert answer.status == 422
    assert await blobs(server) == 0


async def test_first_bytes_in_crumbs_are_held_until_there_are_enough(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext))

    async def crumbs() -> AsyncIterator[bytes]:
        for place in range(0, 60, 7):
            yield part.ciphertext[place : min(place + 7, 60)]
            await asyncio.sleep(0.01)
        yield part.ciphertext[60:PIECE]

    headers = {"Upload-Offset": "0", "Upload-Complete": "?0", "Content-Type": "application/partial-upload"}
    assert (await page.ask("PATCH", path, data=crumbs(), headers=headers))[0] == 204
    assert (await page.append(path, part.ciphertext[PIECE:], offset=PIECE, complete=True)).status == 204


async def test_creation_is_limited_and_costs(server: Server, page: Page) -> None:
    size = str(sealed_size(300_000))
    good = {"Upload-Complete": "?0", "Upload-Length": size}
    assert (await page.ask("POST", "/parts", headers=good))[0] == 401
    for wrong, status in (
        ({"Upload-Length": str(sealed_size(200_000_000))}, 413),
        ({"Upload-Length": str(int(size) + 1)}, 422),
        ({"Upload-Length": "many"}, 400),
        ({"Upload-Complete": "?1"}, 400),
    ):
        assert (await page.ask("POST", "/parts", headers=good | wrong | await page.proof()))[0] == status
    proof = await page.proof()
    assert (await page.ask("POST", "/parts", headers=good | proof))[0] == 201
    status, told = await page.ask("POST", "/parts", headers=good | proof)
    assert (status, told["type"]) == (401, "urn:affiant:proof-spent")


async def test_an_upload_given_up_is_gone(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext))
    await page.append(path, part.ciphertext[:PIECE], offset=0, complete=False)
    assert (await page.ask("DELETE", path))[0] == 204
    assert (await page.ask("DELETE", path))[0] == 404
    assert await blobs(server) == 0


async def test_nobody_hands_in_what_is_unfinished_somebody_elses_or_another_thing(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    case = new_id()
    await page.save(person, to.draft(person, case, b"{}"))
    part = await voice(page, case)
    own = await page.upload(part, person)
    path = await page.begin(len(part.ciphertext))
    await page.append(path, part.ciphertext[:PIECE], offset=0, complete=False)
    free = await page.upload(await voice(page, case))
    for upload, name in ((own, "no-upload"), (path[7:], "no-upload"), (new_id(), "no-upload"), (free, "not-the-hash")):
        body = to.submission(case=case, parts=[part.told(upload)])
        status, told = await page.hand_in(body)
        assert (status, told["type"]) == (422, f"urn:affiant:{name}")
    body = to.submission(case=case, person=person, parts=[part.told(own)])
    assert (await page.hand_in(body, person))[0] == 201
    assert (await page.ask("HEAD", f"/parts/{own}"))[0] == 404


async def test_one_upload_becomes_one_part(server: Server, page: Page) -> None:
    to, case = await page.office(), new_id()
    part = await voice(page, case)
    upload = await page.upload(part)
    bodies = []
    for _ in range(4):
        told = {**part.told(upload), "part": new_id()}
        bodies.append(to.submission(parts=[told]))
    outcomes = await asyncio.gather(*(page.hand_in(body) for body in bodies))
    assert sorted(status for status, _ in outcomes) == [201, 422, 422, 422]


async def test_its_time_is_over_after_a_day_or_with_the_draft(server: Server, page: Page) -> None:
    to, person = await page.office(), Person()
    await page.save(person, to.draft(person, new_id(), b"{}"))
    part = await voice(page, new_id())
    strange, own = await page.upload(part), await page.upload(part, person)
    server.clock.advance(hours=26)
    await server.sweep()
    assert (await page.ask("HEAD", f"/parts/{strange}"))[0] == 404
    assert (await page.ask("HEAD", f"/parts/{own}"))[0] == 204
    assert await blobs(server) == 1
    server.clock.advance(days=8)
    assert (await page.ask("HEAD", f"/parts/{own}"))[0] == 404
    await server.sweep()
    assert await blobs(server) == 0


async def test_the_sweep_of_orphans_leaves_what_is_on_its_way(server: Server, page: Page) -> None:
    part = await voice(page, new_id())
    path = await page.begin(len(part.ciphertext), None)
    await page.append(path, part.ciphertext[:PIECE], offset=0, complete=False)

    def prolong(unit: Transaction) -> None:
        upload = unit.uploads.load([path[7:]])[path[7:]]
        assert upload.due > hour(server.clock.now())

    await server.database.transact(prolong)
    server.clock.at = server.clock.at.replace(year=2100)  # every blob is old now, and so is the upload: it is not asked
    names = [name async for name in server.gateway.parts.blobs.names(before=server.clock.now())]
    owned = await server.database.read(lambda unit: unit.uploads.owned(names))
    assert owned == set(names) != set()
