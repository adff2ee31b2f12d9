"""From /start to the return words, over real HTTP, in every language; then an officer opens what was kept."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest

from config.catalogue import load_catalogue
from storage.sealing.words import LISTS, parse
from tests.support.evidence import affiant, rows
from tests.support.offices import TestOffice
from tests.support.opening import Opened
from tests.support.processes import GatewayProcess
from tests.support.respondent import Answer, Respondent, Spoken, Written
from tests.support.telegram.server import BotApiServer

WHOLE = ("ko-KP", "ko-KR", "en", "zh-Hans")
"""Languages in which the whole way is gone each time; in the others it is gone by `make soak`."""
OTHERS = tuple(language for language in load_catalogue().languages if language not in WHOLE)
SOAK = pytest.mark.skipif("AFFIANT_SOAK" not in os.environ, reason="takes a minute: make soak")
ACCOUNT = "강가의 집에서 있었던 일입니다. We were five. 那年冬天很冷。\nSecond line."
MORE = "After the lamp is lit. 등불이 켜진 다음에."
VOICE = b"OggS" + bytes(range(256)) * 300
FULL_WIDTH = "".join(chr(ord(each) + 0xFEE0) for each in "2008")
PHOTO = b"\xff\xd8" + bytes(reversed(range(256))) * 200

ANSWERS: dict[str, Answer] = {
    "needs_now": ("none",),
    "age_band": "adult",
    "situation": "settled",
    "harm": ("work", "moved"),
    "how_know": ("me",),
    "year_to": Written("2010"),
    "give_now": "yes",
    "photo": Spoken(PHOTO, "photo"),
    "contact_way": "here",
    "contact_more": Written(MORE),
}
WRITTEN: dict[str, Answer] = {"answer_way": "text", "account_text": Written(ACCOUNT)}
SPOKEN: dict[str, Answer] = {"answer_way": "voice", "account_voice": Spoken(VOICE)}


@pytest.mark.parametrize(
    "language", [*WHOLE, *(pytest.param(language, marks=[pytest.mark.soak, SOAK]) for language in OTHERS)]
)
async def test_an_intake_from_start_to_words(
    language: str,
    office: TestOffice,
    telegram: BotApiServer,
    gateway: GatewayProcess,
    database_url: str,
    tmp_path: Path,
) -> None:
    spoken = language in {"ko-KR", "zh-Hans"}
    person = telegram.person("somebody")
    respondent = Respondent(person, language, office.plan, ANSWERS | (SPOKEN if spoken else WRITTEN))
    await respondent.begin()

    await respondent.answer_until("year_from")
    await respondent.say("1800")
    assert "1945" in person.text, "a refused constraint says what would fit"
    await respondent.say("2009")

    await respondent.press("back")
    assert "2009" in person.text, "what is not sealed is shown again"
    await respondent.say(FULL_WIDTH)
    await respondent.answer_until("season")

    assert await gateway.stop() == 0
    await gateway.start()
    await respondent.answer_until()
    words = await respondent.finish()

    assert parse(" ".join(words)) == words
    assert person.own == [], "nothing that the person sent is left in the chat"
    assert len(person.bubbles) == 1, "the chat is one bubble"
    await opened_as_sent(office, database_url, tmp_path, account=VOICE if spoken else ACCOUNT.encode())


async def test_the_other_languages_lead_to_words_and_back(
    office: TestOffice, telegram: BotApiServer, gateway: GatewayProcess, database_url: str
) -> None:
    """One gateway, one person for each language, all at once; then each comes back from another phone."""

    async def goes(language: str) -> None:
        respondent = Respondent(telegram.person(language), language, office.plan, ANSWERS | WRITTEN)
        await respondent.begin()
        await respondent.answer_until()
        words = await respondent.finish()
        assert parse(" ".join(words)) == words
        assert len(words) == (8 if language in LISTS else 6)
        again = Respondent(telegram.person(f"{language} again"), language, office.plan, {})
        await again.enter()
        await again.press("words-have")
        await again.say("\u3000".join(words))
        assert again.word("notice-welcome-back") in again.person.text

    async with asyncio.TaskGroup() as tasks:
        for language in OTHERS:
            tasks.create_task(goes(language), name=language)
    assert len(rows(database_url, "cases")) == len(OTHERS) == 6


async def opened_as_sent(office: TestOffice, url: str, tmp_path: Path, *, account: bytes) -> None:
    """An officer gets the parts out with the stock command and opens them: once per answer, bytes equal."""
    (case,) = rows(url, "cases")
    status, said = await affiant(
        "custody", "release", case["id"], "--to", "jun", "-o", str(tmp_path / "out"), folder=office.folder, url=url
    )
    assert status == 0, said
    parts = [(path, opened(office, path)) for path in sorted((tmp_path / "out").iterdir())]
    bodies = {part.header.part: part.body for _, part in parts}
    manifests = {part.header.compartment: json.loads(part.body) for _, part in parts if is_manifest(part)}
    assert manifests.keys() == {"triage", "testimony", "contact"}

    listed = [each for manifest in manifests.values() for each in manifest["parts"]]
    kept = {each["path"].rpartition("/")[2]: bodies[each["part"]] for each in listed}
    way = "account_voice" if account == VOICE else "account_text"
    assert kept == {way: account, "photo": PHOTO, "contact_more": MORE.encode()}
    assert len(listed) + len(manifests) == len(parts), "nothing is kept that no manifest names"

    answers = {each["name"]: each["value"] for manifest in manifests.values() for each in manifest["answers"]}
    assert answers["harm"] == "work moved"
    assert answers["year_from"] == "2008"
    assert manifests["triage"]["complete"] is True

    status, said = await affiant("custody", "verify", folder=office.folder, url=url)
    assert status == 0, said


async def emptied(url: str) -> None:
    """Wait until the outbox holds nothing: not even what was sent."""
    for _ in range(100):
        if not rows(url, "outbox"):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"left: {[(item['kind'], item['state']) for item in rows(url, 'outbox')]}")


def opened(office: TestOffice, path: Path) -> Opened:
    part = office.open(path.read_bytes(), path.name.partition("-")[0])
    assert path.name == f"{part.header.compartment}-{part.header.kind}-{part.header.part}.age"
    return part


def is_manifest(part: Opened) -> bool:
    return part.header.kind == "manifest"


async def test_the_server_holds_no_answer_afterwards(
    office: TestOffice, telegram: BotApiServer, gateway: GatewayProcess, database_url: str
) -> None:
    respondent = Respondent(telegram.person("somebody"), "en", office.plan, ANSWERS | WRITTEN)
    await respondent.begin()
    await respondent.answer_until()
    await respondent.finish()

    state: dict[str, Any] = rows(database_url, "chats")[0]
    assert state["words"] is not None, "the words lead back"
    assert {part["state"] for part in rows(database_url, "parts")} == {"kept"}
    await emptied(database_url)
