"""SIGKILL at every commit point of the safe page: what was acknowledged is kept, once; who repeats gets a receipt."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

import aiohttp
import pytest

from storage.ids import new_id
from storage.sealing.signing import fingerprint
from tests.support.crashing import PAGE_POINTS
from tests.support.databases import KINDS
from tests.support.evidence import affiant, rows
from tests.support.offices import TestOffice
from tests.support.page import Office, Page, Part, Person
from tests.support.processes import EndedError, GatewayProcess, Nursery

T = TypeVar("T")

SOAK = bool(os.environ.get("AFFIANT_SOAK"))
DEATHS = 20 if SOAK else 2
PIECE = 128 * 1024
_PATIENCE = 200


class Mortal:
    """A gateway that dies at one point every second time it comes there, and is started again."""

    def __init__(self, process: GatewayProcess, point: str) -> None:
        self.process = process
        self.point = point
        self.deaths = 0

    async def start(self) -> None:
        self.process.fate = f"{self.point}:2" if self.deaths < DEATHS else ""
        with suppress(EndedError):
            await self.process.start()

    async def watch(self) -> None:
        """Start it again whenever it has died, until it has died often enough."""
        while self.deaths < DEATHS:
            await self.process.died()
            self.deaths += 1
            await self.start()


async def insist(attempt: Callable[[], Awaitable[T | None]]) -> T:
    """Try until there is an answer, as a page does whose line breaks."""
    for _ in range(_PATIENCE):
        with suppress(aiohttp.ClientError, TimeoutError):
            answer = await attempt()
            if answer is not None:
                return answer
        await asyncio.sleep(0.05)
    raise AssertionError("no answer, however often")


class Browser:
    """Somebody's page, on a line to a mortal gateway."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.person = Person()
        self.case = new_id()

    async def save(self, office: Office) -> None:
        """Save the draft; a 412 says that it was saved already."""
        body = office.draft(self.person, self.case, b"{}")

        async def attempt() -> int | None:
            status = (await self.page.save(self.person, body)).status
            return status if status in {201, 412} else None

        await insist(attempt)

    async def upload(self, part: Part) -> str:
        """Upload a part; whatever happens, go on from where the server says it is."""

        async def begin() -> str | None:
            return await self.page.begin(len(part.ciphertext), self.person)

        async def state(path: str) -> tuple[int, bool] | None:
            async with self.page.session.head(self.page.url + path) as answer:
                told = answer.headers
                return (int(told["Upload-Offset"]), told["Upload-Complete"] == "?1") if answer.ok else None

        path = await insist(begin)
        while True:
            offset, complete = await insist(lambda: state(path))
            if complete:
                return path.rpartition("/")[2]
            piece = part.ciphertext[offset : offset + PIECE]
            with suppress(aiohttp.ClientError):
                last = offset + len(piece) == len(part.ciphertext)
                await self.page.append(path, piece, offset=offset, complete=last)

    async def hand_in(self, body: dict[str, Any]) -> dict[str, Any]:
        """Hand in; return the receipt."""

        async def attempt() -> dict[str, Any] | None:
            status, told = await self.page.hand_in(body, self.person, proof={})
            return told if status in {200, 201} else None

        return await insist(attempt)


CASES = [
    (point, kind) for point in PAGE_POINTS for kind in KINDS if SOAK or kind == "sqlite" or point.startswith("intake")
]


@pytest.mark.parametrize(("point", "database_url"), CASES, indirect=["database_url"])
async def test_nothing_that_was_acknowledged_is_lost_or_doubled(
    point: str, nursery: Nursery, office: TestOffice, database_url: str
) -> None:
    policy = office.folder / "policy.toml"
    policy.write_text(policy.read_text("utf-8").replace("proof_tries = 4000 ", "proof_tries = 4 "), "utf-8")
    variables = {"AFFIANT_DATABASE_URL": database_url, "AFFIANT_POLICY": str(policy)}
    mortal = Mortal(GatewayProcess(nursery, office.folder, variables), point)
    await mortal.start()
    receipts: list[dict[str, Any]] = []
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(mortal.watch(), name="watch")
        page = Page(session, mortal.process.url, fingerprint(office.key.public))
        to = await insist(page.office)
        while not watching.done() or len(receipts) < 2:
            browser = Browser(page)
            await browser.save(to)
            voice = to.seal(browser.case, "testimony", bytes(300_000), kind="file")
            parts = [*to.three(browser.case), voice.told(await browser.upload(voice))]
            body = to.submission(case=browser.case, person=browser.person, parts=parts)
            receipts.append(await browser.hand_in(body))
            assert [line["sha256"] for line in receipts[-1]["entries"]] == [part["sha256"] for part in parts]
    assert mortal.deaths == DEATHS
    assert await mortal.process.stop() == 0
    await whole(office, database_url, receipts)


async def whole(office: TestOffice, url: str, receipts: list[dict[str, Any]]) -> None:
    """Every receipt's case is there once, with its four parts, where the log says; and the log is sound."""
    assert sorted(row["id"] for row in rows(url, "cases")) == sorted(receipt["case"] for receipt in receipts)
    parts = rows(url, "parts")
    assert len(parts) == 4 * len(receipts)
    assert {part["state"] for part in parts} == {"kept"}
    log = {entry["index"]: entry for entry in rows(url, "custody_entries")}
    assert [entry["kind"] for entry in log.values()].count("part-accepted") == len(parts)
    for receipt in receipts:
        for nth, line in enumerate(receipt["entries"]):
            assert line["part"].encode() in bytes(log[receipt["first"] + nth]["body"])
    assert rows(url, "drafts") == []
    assert [row for row in rows(url, "uploads") if row["blob"]] == []
    status, said = await affiant("custody", "verify", folder=office.folder, url=url)
    assert status == 0, said
