"""Unknown, wrong and expired lookups answer alike: the same bytes, by the same way through the server (API.md §1.1)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import product
from math import sqrt
from statistics import fmean, variance
from time import perf_counter
from typing import Any

import pytest

from storage.database.statements import Session
from storage.ids import new_id
from tests.gateway.public.conftest import Server
from tests.support.page import Page, Person

SOAK = bool(os.environ.get("AFFIANT_SOAK"))
HIDDEN = ("Date",)
"""Headers that differ between any two answers."""

Answer = tuple[int, bytes, Mapping[str, str]]


async def strangers(server: Server, page: Page) -> dict[str, Person]:
    """Return people whose words lead nowhere, each in another way."""
    to, expired, known = await page.office(), Person(), Person()
    await page.save(expired, to.draft(expired, new_id(), b"{}"))
    server.clock.advance(days=8)
    await page.save(known, to.draft(known, new_id(), b"{}"))
    return {
        "unknown": Person(),
        "expired": expired,
        "wrong access": Person(lookup=known.lookup),
        "wrong lookup": Person(access=known.access),
    }


REQUESTS: dict[str, dict[str, Any]] = {
    "GET /draft": {},
    "DELETE /draft": {},
    "PUT /draft": {"headers": {"If-Match": '"1"', "Draft-Silence": "keep", "Content-Type": "application/age"}},
    "GET /mailbox": {},
    "POST /mailbox": {"json": {"v": 1, "act": "erase"}},
}


async def ask(page: Page, request: str, person: Person, body: bytes) -> Answer:
    method, path = request.split()
    more = dict(REQUESTS[request])
    if method == "PUT":
        more["data"] = body
    headers = {**person.headers, **more.pop("headers", {})}
    url = f"{page.url}{path}/{person.path}"
    async with page.session.request(method, url, headers=headers, **more) as answer:
        told = {name: value for name, value in answer.headers.items() if name not in HIDDEN}
        return answer.status, await answer.read(), told


async def test_nobody_can_tell_them_apart(server: Server, page: Page) -> None:
    to = await page.office()
    people = await strangers(server, page)
    body = to.draft(Person(), new_id(), b"{}")
    for request in REQUESTS:
        answers = [await ask(page, request, person, body) for person in people.values()]
        assert answers[0][0] == 404
        assert [answer for answer in answers if answer != answers[0]] == [], request


async def test_what_is_no_credential_is_no_different(server: Server, page: Page) -> None:
    person = Person()
    expected = (await ask(page, "GET /draft", person, b""))[:2]
    shown = person.headers["Authorization"]
    for wrong in ("", "Bearer", shown[:-1], shown + "A", shown.replace("Bearer", "Basic"), shown.replace(".", ",")):
        answer = await page.ask("GET", f"/draft/{person.path}", headers={"Authorization": wrong})
        assert answer[0] == expected[0]
    other = Person()
    assert (await page.ask("GET", f"/draft/{other.path}", person))[0] == 404, "a path that is another's"


async def test_they_take_the_same_way_through_the_database(
    server: Server, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked is the same, statement by statement: nothing is there to be timed."""
    people = await strangers(server, page)
    body = (await page.office()).draft(Person(), new_id(), b"{}")
    asked: list[str] = []
    keyed = Session.keyed

    def listening(self: Session, statement: Any, keys: Any, **values: Any) -> Any:
        asked.append(statement.text(self.dialect, 1).sql)
        return keyed(self, statement, keys, **values)

    monkeypatch.setattr(Session, "keyed", listening)
    for request in REQUESTS:
        ways = []
        for person in people.values():
            asked.clear()
            await ask(page, request, person, body)
            ways.append(tuple(asked))
        assert len(set(ways)) == 1, request
        assert len(ways[0]) > 0, request


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="takes minutes: make soak")
async def test_their_times_cannot_be_told_apart(server: Server, page: Page) -> None:
    """Welch's t over two times 100,000, taken in turn."""
    people = await strangers(server, page)
    times: dict[str, list[float]] = {name: [] for name in ("unknown", "wrong access")}
    for _, name in product(range(100_000), times):
        before = perf_counter()
        await ask(page, "GET /draft", people[name], b"")
        times[name].append(perf_counter() - before)
    one, other = times.values()
    error = sqrt(variance(one) / len(one) + variance(other) / len(other))
    assert abs((fmean(one) - fmean(other)) / error) < 4.5
