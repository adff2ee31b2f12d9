"""Whatever is sent, it gets its sentence or its refusal, and nothing is lost. Trouble around it: `test_bad_weather`."""

from __future__ import annotations

import asyncio
import copy
import io
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from config.catalogue import load_catalogue
from config.policy import load_policy
from gateway.public.telegram import PATH, SECRET_HEADER
from tests.journeys.conftest import gateway_for
from tests.support.evidence import rows
from tests.support.offices import TestOffice
from tests.support.patience import until
from tests.support.processes import GatewayProcess, Nursery
from tests.support.respondent import Answer, Respondent, Written
from tests.support.shifting import Ahead
from tests.support.telegram import methods
from tests.support.telegram.server import BotApiServer
from tests.support.telegram.world import Json

LANGUAGES = load_catalogue().languages
MEGABYTE = 1024 * 1024
LIMITS = load_policy().limits
SECRET = "0123456789abcdef" * 4
ODD = {
    "NUL": "before\0after",
    "bidi": "\u202eright to left\u202c \u2066isolated\u2069 \u200b\u200d",
    "combining": "e" + "\u0301" * (LIMITS.text_characters - 1),
    "decomposed": "\u1112\u1161\u11ab\u1100\u1173\u11af 한글",
}
"""Text that must come out as it went in, byte for byte."""
FORGED = ("", "1", "1:", ":1", "-1:0", "0:0", "999999999:0", "9" * 60, "\uff11:\uff12", "1:2:3", "\u202e1:0", "a\0b")
"""Data of buttons that are not there."""


@dataclass
class Door:
    """A gateway, and how people get at it."""

    telegram: BotApiServer
    office: TestOffice
    url: str
    ahead: Ahead
    gateway: GatewayProcess

    def respondent(self, name: str, language: str = "en", **answers: Answer) -> Respondent:
        known: dict[str, Answer] = {"age_band": "adult", "answer_way": "text"}
        return Respondent(self.telegram.person(name), language, self.office.plan, known | answers)

    def bodies(self) -> list[bytes]:
        """Every text that is kept, as an officer reads it."""
        kept = [row for row in rows(self.url, "parts") if row["kind"] == "text"]
        return [self.office.open(row["body"], row["compartment"]).body for row in kept]


@pytest.fixture
async def door(nursery: Nursery, office: TestOffice, telegram: BotApiServer, database_url: str, tmp_path: Path) -> Door:
    ahead = Ahead(tmp_path)
    gateway = gateway_for(nursery, office, telegram, database_url, **ahead.variables)
    await gateway.start()
    return Door(telegram, office, database_url, ahead, gateway)


async def said(respondent: Respondent, name: str, **args: str | int) -> None:
    """The bubble says this sentence in the person's language, above the question that is still there."""
    sentence = respondent.word(name, **args)
    question = respondent.question()
    await respondent.person.wait_for(lambda person: person.text.startswith(sentence))
    assert respondent.question() == question


async def test_each_gets_its_sentence_or_its_refusal(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """One gateway, and many people, some of them at once."""
    async with asyncio.TaskGroup() as tasks:
        for language in LANGUAGES:
            tasks.create_task(sends_no_answer(door, language), name=language)
        tasks.create_task(presses_nothing(door), name="presses")
    assert door.bodies() == [b"short enough"] * len(LANGUAGES)
    door.ahead.pass_(seconds=LIMITS.sweep_seconds + 1)
    for language in LANGUAGES:
        person = door.telegram.person(language)
        await person.wait_for(lambda person: person.own == [])
        assert len(person.bubbles) == 1
        assert person.spinning == 0
    await sends_no_file(door, monkeypatch)
    await writes_oddly(door)
    await speaks_in_a_group(door)


async def sends_no_answer(door: Door, language: str) -> None:
    respondent = door.respondent(language, language)
    person = respondent.person
    await respondent.say("Suomi")
    await respondent.say("Suomi")
    assert respondent.word("welcome-choose-again") in person.text
    await respondent.begin()
    await respondent.answer_until("age_band")
    old = copy.deepcopy(person.screen)
    await respondent.answer_until("account_text")

    await person.sticker()
    await said(respondent, "notice-unsupported")
    await person.send_photo(b"\xff\xd8" + bytes(900))
    await said(respondent, "notice-file-not-wanted")
    await person.press(old.labels[0], on=old)
    await said(respondent, "notice-old-button")
    await person.say("\ud800 half a character")
    await said(respondent, "notice-unreadable")
    for text in ("나" * 5000, "e" + "\u0301" * 10_000):
        await person.say(text)
        await said(respondent, "notice-too-long", most=LIMITS.text_characters, sent=len(text))
    assert len(person.own) == 2, "what was too long stays a little, to be copied"

    await respondent.say("short enough")


async def writes_oddly(door: Door) -> None:
    """What can be kept comes out as it went in."""
    before = door.bodies()
    respondent = door.respondent("odd", "en")
    await respondent.begin()
    for text in ODD.values():
        await respondent.answer_until("account_text")
        await respondent.say(text)
        assert door.bodies() == [*before, text.encode()]
        await respondent.press("back")


async def sends_no_file(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    respondent = door.respondent("voice", "ko-KR", answer_way="voice")
    person = respondent.person
    await respondent.begin()
    await respondent.answer_until("account_voice")
    too_large = LIMITS.file_megabytes * MEGABYTE + 1

    await person.say("words")
    await said(respondent, "notice-send-file")
    await person.send_voice(b"OggS", claimed=too_large)
    await said(respondent, "notice-file-too-large", most=LIMITS.file_megabytes)
    await person.sticker()
    await said(respondent, "notice-unsupported")
    await person.send_voice(bytes(too_large), claimed=9000)  # Telegram itself refuses to hand it out
    await said(respondent, "notice-file-too-large", most=LIMITS.file_megabytes)
    await person.send_photo(b"\xff\xd8" + bytes(900))
    await said(respondent, "notice-file-not-wanted")
    with monkeypatch.context() as patched:  # a Bot API server of one's own hands out anything
        patched.setattr(methods, "FILE_LIMIT", 2 * too_large)
        await person.send_voice(bytes(too_large), claimed=9000)
        await said(respondent, "notice-file-too-large", most=LIMITS.file_megabytes)
    await person.send_voice(b"")
    await said(respondent, "notice-file-empty")
    await person.wait_for(lambda person: person.own == [])
    await until(lambda: not list((door.office.folder / "blobs").rglob("*")))

    await person.send_voice(b"OggS" * 5000, claimed=7)  # more than was claimed, and not too much
    await person.wait_for(lambda _: respondent.question_is("year_from"))
    (part,) = (row for row in rows(door.url, "parts") if row["kind"] == "file")
    stored = (door.office.folder / "blobs" / part["blob"]).read_bytes()
    assert door.office.open(stored, "testimony").body == b"OggS" * 5000


async def presses_nothing(door: Door) -> None:
    respondent = door.respondent("presses", "zh-Hans")
    person = respondent.person
    await respondent.begin()
    await respondent.answer_until("age_band")
    for data in FORGED:
        await person.press_data(data)
        await said(respondent, "notice-old-button")
        await person.say("?")  # another sentence, so that the next one is news
        await said(respondent, "notice-no-such-choice")

    screen = copy.deepcopy(person.screen)
    await person.press(screen.labels[2], on=screen)
    await person.press(screen.labels[2], on=screen)
    await person.press(screen.labels[0], on=screen)  # both thumbs
    await door.telegram.settled()
    await person.wait_for(lambda _: respondent.question_is("situation"))
    await person.wait_for(respondent.word("notice-old-button"))
    await person.wait_for(lambda person: person.spinning == 0)


async def speaks_in_a_group(door: Door) -> None:
    """A group hears nothing at all."""
    before = len(door.telegram.calls), len(rows(door.url, "chats"))
    who = {"id": 41_000, "is_bot": False, "first_name": "somebody"}
    group = {"id": -100_200, "type": "supergroup", "title": "a group"}
    message = {"message_id": 5, "date": 1, "from": who, "chat": group, "text": "/start"}
    door.telegram.tell("message", message)
    door.telegram.tell(
        "callback_query", {"id": "1", "from": who, "chat_instance": "1", "message": message, "data": "1:0"}
    )
    await door.telegram.settled()
    called = [name for name, _ in door.telegram.calls[before[0] :]]
    assert set(called) <= {"getUpdates"}
    assert len(rows(door.url, "chats")) == before[1]


async def test_only_telegram_comes_through_the_webhook(
    nursery: Nursery, office: TestOffice, telegram: BotApiServer, database_url: str, tmp_path: Path
) -> None:
    """Forged deliveries are refused; true ones are taken once, though each comes twice."""
    gateway = gateway_for(nursery, office, telegram, database_url)
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    gateway.variables = {
        **gateway.variables,
        "AFFIANT_PUBLIC_URL": gateway.url,
        "AFFIANT_TELEGRAM_MODE": "webhook",
        "AFFIANT_TELEGRAM_SECRET_FILE": str(secret),
    }
    await gateway.start()
    await forge(gateway)
    assert not rows(database_url, "inbox")

    telegram.faults.duplicate = True
    door = Door(telegram, office, database_url, Ahead(tmp_path), gateway)
    respondent = door.respondent("somebody", account_text=Written("once"))
    await respondent.begin()
    await respondent.answer_until("year_from")
    assert telegram.has_webhook
    assert door.bodies() == [b"once"]
    assert len(respondent.person.bubbles) == 1


async def forge(gateway: GatewayProcess) -> None:
    who: Json = {"id": 40_001, "is_bot": False, "first_name": "x"}
    update = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": 1,
            "from": who,
            "chat": {"id": 40_001, "type": "private"},
            "text": "/start",
        },
    }
    secrets = (None, "", SECRET[:-1], SECRET.upper(), SECRET + "0", "비밀" * 20, "\udcff" * 32)
    async with aiohttp.ClientSession() as session:
        for secret in secrets:
            headers = (
                {} if secret is None else {SECRET_HEADER: secret.encode("utf-8", "surrogateescape").decode("latin-1")}
            )
            async with session.post(gateway.url + PATH, json=update, headers=headers) as answer:
                assert answer.status == 403
        for body, status in ((b" " * 2 * MEGABYTE, 413), (b"{", 200), (b"[" * 100_000, 200), (b"\xff\xfe", 200)):
            async with session.post(
                gateway.url + PATH, data=io.BytesIO(body), headers={SECRET_HEADER: SECRET}
            ) as answer:
                assert answer.status == status
        async with session.get(gateway.url + PATH) as answer:
            assert answer.status == 405
