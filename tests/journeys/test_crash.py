"""SIGKILL at every commit point: nothing acknowledged is lost, nothing is doubled, the custody log verifies."""

from __future__ import annotations

import asyncio
import os

import pytest

from tests.journeys.conftest import gateway_for
from tests.support.crashing import POINTS
from tests.support.evidence import affiant, rows
from tests.support.offices import TestOffice
from tests.support.respondent import Answer, Respondent, Written
from tests.support.telegram.server import BotApiServer

TIMES = 20 if os.environ.get("AFFIANT_SOAK") else 5
ANSWERS: dict[str, Answer] = {
    "needs_now": ("none",),
    "age_band": "adult",
    "harm": ("work",),
    "answer_way": "text",
    "account_text": Written("What there was to say, said once."),
}
FIRST = {"begin-before-commit", "begin-after-commit"}
"""Points that come once in a chat's life, when its bubble is first shown."""


class Mortal:
    """A gateway that dies at one point, and is started again without that fate by whoever watches it."""

    def __init__(self, process: GatewayProcess) -> None:
        self.process = process
        self.deaths = 0

    async def start(self, point: str, nth: int) -> None:
        self.process.module = ("tests.support.crashing", f"{point}:{nth}")
        await self.process.start()

    async def watch(self) -> None:
        """Start it again when it has died."""
        assert self.process.process is not None
        await self.process.process.wait()
        self.deaths += 1
        self.process.module = ("gateway", "serve")
        await self.process.start()


@pytest.mark.parametrize("point", POINTS)
async def test_nothing_is_lost_or_doubled(
    point: str, office: TestOffice, telegram: BotApiServer, database_url: str
) -> None:
    """TIMES people in turn; for each, the gateway dies at another moment of the conversation."""
    for nth in range(1, TIMES + 1):
        mortal = Mortal(gateway_for(office, telegram, database_url))
        await mortal.start(point, 1 if point in FIRST else 1 + 4 * nth)
        person = telegram.person(f"person {nth}")
        respondent = Respondent(person, "en", office.plan, ANSWERS)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(mortal.watch(), name="watch")
            await respondent.begin()
            await respondent.answer_until()
            await respondent.finish()
        assert await mortal.process.stop() == 0
        assert mortal.deaths == 1, f"{point} was never passed"
        assert len(person.bubbles) <= (2 if point in {*FIRST, "show-answered"} else 1)
        assert person.own == []
        await whole(office, database_url, people=nth)


async def whole(office: TestOffice, url: str, *, people: int) -> None:
    """One case and one text per person, every part on the log exactly once, and the log sound."""
    assert len(rows(url, "cases")) == people
    parts = rows(url, "parts")
    assert [part["kind"] for part in parts].count("text") == people
    assert len(parts) == 4 * people
    accepted = [entry for entry in rows(url, "custody_entries") if entry["kind"] == "part-accepted"]
    assert len(accepted) == len(parts)
    updates = [(row["channel"], row["update"]) for row in rows(url, "inbox")]
    assert len(updates) == len(set(updates))
    status, said = await affiant("custody", "verify", folder=office.folder, url=url)
    assert status == 0, said
