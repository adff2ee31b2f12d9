"""Trouble around the conversation: no room, no database, no Telegram, nobody there. Nothing is lost and all goes on."""

from __future__ import annotations

import asyncio
import re
import resource
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from storage.database.sqlite import BUSY_SECONDS
from tests.journeys.conftest import gateway_for
from tests.support.evidence import affiant, rows
from tests.support.offices import TestOffice
from tests.support.patience import until
from tests.support.processes import GatewayProcess, Nursery
from tests.support.respondent import Answer, Respondent, Spoken, Written
from tests.support.telegram.faults import Fault
from tests.support.telegram.person import Person
from tests.support.telegram.server import BotApiServer

TEXT = "나는 보았습니다."
VOICE = b"OggS" + bytes(range(256)) * 2000
ANSWERS: dict[str, Answer] = {"age_band": "adult", "answer_way": "text", "account_text": Written(TEXT)}
HOLD = 1.5
"""Seconds in which nothing may be acknowledged."""


@dataclass
class Place:
    """A gateway that tries again soon, and what is around it."""

    telegram: BotApiServer
    office: TestOffice
    url: str
    gateway: GatewayProcess

    def someone(self, name: str, **answers: Answer) -> Respondent:
        return Respondent(self.telegram.person(name), "ko-KP", self.office.plan, ANSWERS | answers, patience=20)

    def texts(self) -> list[bytes]:
        kept = [row for row in rows(self.url, "parts") if row["kind"] == "text"]
        return [self.office.open(row["body"], row["compartment"]).body for row in kept]

    def outbox(self) -> list[tuple[str, str, bytes]]:
        return [(row["kind"], row["state"], row["locked_payload"]) for row in rows(self.url, "outbox")]

    async def sound(self) -> None:
        """The gateway lives, stops as it should, and the custody log verifies."""
        assert self.gateway.nursery.status(self.gateway.pid) is None
        assert await self.gateway.stop() == 0
        status, said = await affiant("custody", "verify", folder=self.office.folder, url=self.url)
        assert status == 0, said


@pytest.fixture
async def place(nursery: Nursery, office: TestOffice, telegram: BotApiServer, database_url: str) -> Place:
    policy = office.folder / "policy.toml"
    policy.write_text(re.sub(r"(?m)^retry_seconds = .*$", "retry_seconds = [0.1]", policy.read_text("utf-8")), "utf-8")
    gateway = gateway_for(nursery, office, telegram, database_url)
    await gateway.start()
    return Place(telegram, office, database_url, gateway)


# --- no room, no database ---------------------------------------------------------------------------------


@asynccontextmanager
async def full_disk(gateway: GatewayProcess) -> AsyncIterator[None]:
    """No file of the gateway's can grow any more: database, blobs, nor its own log."""
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, unlimited)


@asynccontextmanager
async def unavailable(url: str) -> AsyncIterator[None]:
    """Nobody gets at the database."""
    async with _locked(url) if url.startswith("sqlite") else _closed(url):
        yield


@asynccontextmanager
async def _locked(url: str) -> AsyncIterator[None]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        await asyncio.sleep(BUSY_SECONDS)


@asynccontextmanager
async def _closed(url: str) -> AsyncIterator[None]:
    place = sa.make_url(url)
    allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format
    admin = place.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(admin, autocommit=True) as connection:
        name = sql.Identifier(str(place.database))
        connection.execute(allow(name, sql.SQL("false")))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (place.database,)
        )
        yield
        connection.execute(allow(name, sql.SQL("true")))


async def nothing_moves(telegram: BotApiServer, person: Person) -> None:
    """For a while nothing is acknowledged, and the screen stays as it is."""
    before = person.screen.edits
    with pytest.raises(TimeoutError):
        await telegram.settled(seconds=HOLD)
    assert person.screen.edits == before
    assert person.own


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux can take a running process's room away")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_full_disk(place: Place) -> None:
    writes = place.someone("writes")
    speaks = place.someone("speaks", answer_way="voice", account_voice=Spoken(VOICE))
    for each, stop in ((writes, "account_text"), (speaks, "account_voice")):
        await each.begin()
        await each.answer_until(stop)

    async with full_disk(place.gateway):
        await writes.person.say(TEXT)
        await speaks.person.send_voice(VOICE)
        await nothing_moves(place.telegram, writes.person)
    await writes.person.wait_for(lambda _: writes.question_is("year_from"))
    await speaks.person.wait_for(lambda _: speaks.question_is("year_from"))
    await writes.answer_until("season")

    assert place.texts() == [TEXT.encode()]
    (file,) = (row for row in rows(place.url, "parts") if row["kind"] == "file")
    blobs = [path for path in (place.office.folder / "blobs").rglob("*") if path.is_file()]
    assert [path.name for path in blobs] == [file["blob"]]
    assert place.office.open(blobs[0].read_bytes(), "testimony").body == VOICE
    await place.sound()


async def test_a_database_that_is_away_and_a_person_who_is(place: Place) -> None:
    """The database comes back and all goes on; whoever blocks the bot holds up nobody."""
    here, gone = place.someone("here"), place.someone("gone")
    for each in (here, gone):
        await each.begin()
        await each.answer_until("account_text")
    async with unavailable(place.url):
        await here.person.say(TEXT)
        await nothing_moves(place.telegram, here.person)
    await here.person.wait_for(lambda _: here.question_is("year_from"), seconds=20)
    assert place.texts() == [TEXT.encode()]

    gone.person.block()
    await gone.person.say(TEXT)
    await until(lambda: place.outbox() == [("show", "failed", b"")])
    await here.answer_until("season")
    gone.person.unblock()
    await gone.say("/start")
    assert gone.question_is("year_from"), "what was said before the block is kept"
    await place.sound()


FAULTS = {
    "429": Fault(status=429, retry_after=1),
    "500": Fault(status=500),
    "502 with a page": Fault(status=502),
    "dropped": Fault(drop=True),
    "done, and the answer lost": Fault(drop=True, done=True),
    "silence": Fault(hang=0.3),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_telegram_in_trouble(place: Place) -> None:
    """Whoever meets a fault at every step ends with the chat of somebody who met none."""
    lucky, hapless = place.someone("lucky"), place.someone("hapless")
    await lucky.begin()
    await lucky.answer_until("season")

    faults = place.telegram.faults
    faults.next("sendMessage", FAULTS["429"])
    await hapless.begin()
    for name, fault in FAULTS.items():
        faults.next("editMessageText", fault, times=2)
        faults.next("getUpdates", fault)
        await hapless.press("help")
        assert hapless.word("help-always") in hapless.person.text, name
        faults.next("deleteMessage", fault, times=2)
        await hapless.say("?")
        await hapless.press("close")

    await hapless.answer_until("account_text")
    faults.outage(1.5)
    await hapless.person.say(TEXT)
    await hapless.person.say("2009")
    await hapless.person.wait_for(lambda _: hapless.question_is("year_to"))
    await hapless.answer_until("season")

    await hapless.person.wait_for(lambda person: person.own == [])
    assert (hapless.person.text, hapless.person.labels) == (lucky.person.text, lucky.person.labels)
    assert len(hapless.person.bubbles) == len(lucky.person.bubbles) == 1
    assert place.texts() == [TEXT.encode()] * 2
    await until(lambda: not place.outbox())
    await place.sound()
