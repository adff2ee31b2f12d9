"""Going away and coming back: return words, the stop word, silence, expiry; and the answer that calls a human."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.policy import load_policy
from storage.sealing.words import make
from tests.journeys.conftest import gateway_for
from tests.support.evidence import affiant, rows
from tests.support.offices import TestOffice
from tests.support.patience import until
from tests.support.processes import GatewayProcess, Nursery
from tests.support.respondent import Answer, Respondent, Spoken, Written
from tests.support.shifting import Ahead
from tests.support.telegram.server import BotApiServer

POLICY = load_policy().conversation
TEXT = "강가에서 본 것을 씁니다."
VOICE = b"OggS" + bytes(range(256)) * 100
STOP = "푸른 주전자"
CODE = "세번째 서랍"


@dataclass
class House:
    """A gateway whose clock can be put forward, and what it keeps."""

    telegram: BotApiServer
    office: TestOffice
    url: str
    ahead: Ahead
    gateway: GatewayProcess

    def someone(self, name: str, language: str = "ko-KP", **answers: Answer) -> Respondent:
        known: dict[str, Answer] = {"age_band": "adult", "answer_way": "text", "account_text": Written(TEXT)}
        return Respondent(self.telegram.person(name), language, self.office.plan, known | answers, patience=20)

    def texts(self) -> list[bytes]:
        kept = [row for row in rows(self.url, "parts") if row["kind"] == "text"]
        return [self.office.open(row["body"], row["compartment"]).body for row in kept]

    def log(self, kind: str) -> int:
        """How many entries of a kind the custody log has."""
        return sum(row["kind"] == kind for row in rows(self.url, "custody_entries"))

    def blobs(self) -> list[Path]:
        return [path for path in (self.office.folder / "blobs").rglob("*") if path.is_file()]

    async def sound(self) -> None:
        assert await self.gateway.stop() == 0
        status, said = await affiant("custody", "verify", folder=self.office.folder, url=self.url)
        assert status == 0, said


@pytest.fixture
async def house(
    nursery: Nursery, office: TestOffice, telegram: BotApiServer, database_url: str, tmp_path: Path
) -> House:
    ahead = Ahead(tmp_path)
    gateway = gateway_for(nursery, office, telegram, database_url, **ahead.variables)
    await gateway.start()
    return House(telegram, office, database_url, ahead, gateway)


async def covered(respondent: Respondent, cover: str = "cover-class", *, closed: bool = False) -> None:
    """Nothing is in the chat but one harmless sentence; below it, unless it is closed, one button."""
    seen = (respondent.word(cover), [] if closed else [respondent.word("button-cover-ok")])
    await respondent.person.wait_for(lambda person: (person.text, person.labels) == seen, seconds=20)
    await respondent.person.wait_for(lambda person: person.own == [])
    assert len(respondent.person.bubbles) == 1


async def test_return_words_lead_back_from_another_account_and_erase_in_the_end(house: House) -> None:
    first = house.someone("first phone")
    await first.begin()
    await first.answer_until("year_from")
    await first.press("pause")
    words = await first.read_words()
    await first.press("words-written")
    await covered(first)

    second = house.someone("second phone", answer_way="voice", account_voice=Spoken(VOICE))
    await second.enter()
    await second.press("words-have")
    for wrong in ("no words at all", " ".join(words[:-1]), " ".join(make("en")), " ".join(reversed(words))):
        await second.say(wrong)
        assert second.word("notice-words-wrong") in second.person.text
        await second.press("back")
        await second.press("words-have")
    await second.say("  ".join(words).upper())
    assert second.word("notice-welcome-back") in second.person.text
    assert second.question_is("year_from"), "it goes on where it stopped"
    await second.answer_until()
    newer = await second.finish()
    assert newer != words
    assert house.texts() == [TEXT.encode()]
    await first.press("cover-ok")
    assert first.word("welcome-hello") not in first.person.text, "the first phone is a stranger's now"

    third = house.someone("third phone", "en")
    await third.enter()
    await third.say(" ".join(words))
    assert third.word("notice-words-wrong") in third.person.text, "the words before lead nowhere"
    await third.say(" ".join(newer))
    third.language = "ko-KP"
    await third.person.wait_for(third.word("done-thanks"))
    await third.press("stop")
    assert third.word("erase-sent") in third.person.text
    await third.press("erase")
    await covered(third, "cover-ended", closed=True)

    assert rows(house.url, "parts") == []
    (case,) = rows(house.url, "cases")
    assert case["status"] == "erased"
    assert (house.log("moved"), house.log("erased"), house.log("consent-withdrawn")) == (2, 1, 1)
    await house.sound()


async def test_whoever_stops_leaves_nothing(house: House) -> None:
    """The stop word from anywhere, the button, and the answer that calls a human: many people of one gateway."""
    async with asyncio.TaskGroup() as tasks:
        for where in STOPS:
            tasks.create_task(writes_the_stop_word(house, where), name=where)
        tasks.create_task(stops_with_the_button(house), name="button")
    assert rows(house.url, "parts") == []
    assert house.blobs() == []
    assert rows(house.url, "chats") == []
    assert house.log("erased") == len(STOPS) + 1
    assert [row["status"] for row in rows(house.url, "cases")] == ["erased"]

    await calls_a_human(house)
    await house.sound()


STOPS = ("question", "help", "paused", "review", "sent")


async def writes_the_stop_word(house: House, where: str) -> None:
    respondent = house.someone(where, give_now="yes", photo=Spoken(VOICE, "photo"))
    respondent.stop_word = STOP
    await respondent.begin()
    match where:
        case "question" | "help":
            await respondent.answer_until("document")
            await (respondent.press("help") if where == "help" else asyncio.sleep(0))
        case "paused":
            await respondent.answer_until("year_from")
            await respondent.press("pause")
            await respondent.read_words()
            await respondent.press("words-written")
        case _:
            await respondent.answer_until()
            while not respondent.has("send"):
                await respondent.press(next(name for name in ("go-on", "yes") if respondent.has(name)))
            await (respondent.finish() if where == "sent" else asyncio.sleep(0))
    await respondent.person.say(f" {STOP.replace(' ', '  ')} ")
    await covered(respondent, closed=True)


async def stops_with_the_button(house: House) -> None:
    respondent = house.someone("button", "zh-Hans")
    await respondent.begin()
    await respondent.answer_until("year_from")
    await respondent.press("stop")
    assert respondent.word("erase-draft") in respondent.person.text
    await respondent.press("keep")
    assert respondent.question_is("year_from")
    await respondent.say("/stop")
    await respondent.press("erase")
    await covered(respondent, "cover-ended", closed=True)


async def calls_a_human(house: House) -> None:
    """One answer, two reasons: one alert that says nothing, and the person is told."""
    respondent = house.someone("urgent", "en")
    await respondent.begin()
    question = respondent.question()
    assert question is not None
    await respondent.answer(question, ("danger", "medical"))
    assert respondent.word("urgent-told") in respondent.person.text
    await respondent.press("go-on")
    assert respondent.question_is("someone_near")
    (alert,) = (row for row in rows(house.url, "outbox") if row["kind"] == "alert")
    assert (alert["channel"], alert["state"], alert["locked_payload"]) == ("duty", "waiting", b"")
    assert house.log("escalated") == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_silence_hides_and_then_forgets(house: House) -> None:
    """Ten minutes: a cover. Three: return words are gone. A week: kept or destroyed, as each wished."""
    keeps, destroys, coded, stranger = (house.someone(name) for name in ("keeps", "destroys", "coded", "stranger"))
    keeps.silence = "keep"
    coded.code_word = CODE
    async with asyncio.TaskGroup() as tasks:
        for each in (keeps, destroys, coded):
            tasks.create_task(begins(each), name="begins")
    await destroys.press("pause")
    words = await destroys.read_words()
    await stranger.enter()

    house.ahead.pass_(minutes=POLICY.words_shown_minutes)
    await covered(destroys)
    await destroys.press("cover-ok")
    assert destroys.question_is("year_from")
    assert words[0] not in destroys.person.text

    house.ahead.pass_(minutes=POLICY.idle_lock_minutes)
    for each in (keeps, destroys, coded):
        await covered(each, closed=each is coded)
    await covered(stranger)
    await keeps.press("cover-ok")
    assert keeps.question_is("year_from")
    await coded.person.say("/help")
    await coded.person.say("네번째 서랍")
    await house.telegram.settled()
    await covered(coded, closed=True)
    await coded.say(CODE)
    assert coded.question_is("year_from")

    house.ahead.pass_(hours=POLICY.unconsented_hours + 1)
    await until(lambda: len(rows(house.url, "chats")) == 3)
    assert house.log("expired") == 0

    house.ahead.pass_(days=POLICY.draft_days, hours=1)
    await until(lambda: house.log("expired") == 3)
    (case,) = rows(house.url, "cases")
    assert {row["case"] for row in rows(house.url, "parts")} == {case["id"]}
    assert [manifest["complete"] for manifest in manifests(house)] == [False, False, False]
    assert house.log("erased") == 2
    await covered(keeps)
    await covered(destroys, closed=True)
    await covered(coded, closed=True)
    assert len(rows(house.url, "chats")) == 1

    house.ahead.pass_(days=POLICY.closed_days, hours=1)
    await until(lambda: rows(house.url, "chats") == [])
    assert house.texts() == [TEXT.encode()], "the chat is forgotten, the account is kept"
    await house.sound()


async def begins(respondent: Respondent) -> None:
    await respondent.begin()
    await respondent.answer_until("year_from")


def manifests(house: House) -> list[dict[str, object]]:
    kept = [row for row in rows(house.url, "parts") if row["kind"] == "manifest"]
    return [json.loads(house.office.open(row["body"], row["compartment"]).body) for row in kept]
