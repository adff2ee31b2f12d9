"""SIGKILL at every commit point: nothing acknowledged is lost, nothing is doubled, the custody log verifies."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress

import pytest

from tests.journeys.conftest import gateway_for
from tests.support.crashing import POINTS
from tests.support.evidence import affiant, rows
from tests.support.offices import TestOffice
from tests.support.processes import EndedError, GatewayProcess, Nursery
from tests.support.respondent import Answer, Respondent, Written
from tests.support.telegram.server import BotApiServer

TIMES = 20 if os.environ.get("AFFIANT_SOAK") else 5
PEOPLE = TIMES + 1
ANSWERS: dict[str, Answer] = {
    "needs_now": ("none",),
    "age_band": "adult",
    "harm": ("work",),
    "answer_way": "text",
    "account_text": Written("What there was to say, said once."),
}
RARE = {"begin-before-commit", "begin-after-commit", "sweep-answered"}
"""Points that come only once or twice in a chat's life."""


class Mortal:
    """A gateway that dies again and again at one point, each time a little later, and is started again each time."""

    def __init__(self, process: GatewayProcess, point: str) -> None:
        self.process = process
        self.deaths = 0
        self._point = point

    async def start(self) -> None:
        """Start it; its fate is to come to its point so many times more. It may die before it is healthy."""
        nth = 2 if self._point in RARE else 3 + 4 * self.deaths
        self.process.fate = f"{self._point}:{nth}"
        with suppress(EndedError):
            await self.process.start()

    async def watch(self) -> None:
        """Start it again whenever it has died, until it has died often enough."""
        while self.deaths < TIMES:
            await self.process.died()
            self.deaths += 1
            if self.deaths == TIMES:
                self.process.fate = ""
                await self.process.start()
            else:
                await self.start()


@pytest.mark.parametrize("point", POINTS)
async def test_nothing_is_lost_or_doubled(
    point: str, nursery: Nursery, office: TestOffice, telegram: BotApiServer, database_url: str
) -> None:
    """PEOPLE in turn, TIMES deaths among them; at the end everybody has their words and everything is there once."""
    mortal = Mortal(gateway_for(nursery, office, telegram, database_url), point)
    await mortal.start()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(mortal.watch(), name="watch")
        for nth in range(PEOPLE):
            person = telegram.person(f"person {nth}")
            respondent = Respondent(person, "en", office.plan, ANSWERS, patience=40)
            await respondent.begin()
            await respondent.answer_until()
            await respondent.finish()
            assert len(person.bubbles) <= 2, "a death during the first show may leave a second bubble, never a third"
            assert person.own == []
    assert mortal.deaths == TIMES
    assert await mortal.process.stop() == 0
    await whole(office, database_url, people=PEOPLE)


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
