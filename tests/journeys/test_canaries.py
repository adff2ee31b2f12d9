"""Sixty strings in every place where a person can put words, and afterwards none of them anywhere, in any encoding.

`test_canary_control` shows that the same search finds what is planted on purpose.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from storage.sealing.lockbox import Lockbox
from tests.journeys.conftest import gateway_for
from tests.support.canaries import SCRIPTS, Place, Search, canary
from tests.support.evidence import rows
from tests.support.hiding import Hiding, files
from tests.support.offices import TestOffice
from tests.support.patience import until
from tests.support.processes import GatewayProcess, Nursery
from tests.support.respondent import Answer, Respondent, Spoken, Written
from tests.support.shifting import Ahead
from tests.support.telegram.person import Person
from tests.support.telegram.server import BotApiServer
from tests.support.telegram.world import Chat

TWENTY = 20
NUMBER = 7_190_385_264
"""The Telegram user id of the person who is looked for."""
PHONE = "85270013344"
NAME = "lantern_keeper_77"
KEPT = 9 + 3 + 3
"""Answers that are sealed: of the one who sends them, two captions among them, with the manifests; of the one who does
not.
"""


@dataclass
class Planter:
    """Hands out the canaries, each once, and remembers where it went."""

    left: list[str] = field(
        default_factory=lambda: [canary(script) for _ in range(TWENTY) for script in sorted(SCRIPTS)]
    )
    planted: dict[str, str] = field(default_factory=dict)

    def __call__(self, where: str) -> str:
        text = self.left.pop()
        self.planted[text] = where
        return text

    def rest(self, where: str) -> str:
        """All that are left, in one text."""
        return "\n".join(self(where) for _ in range(len(self.left)))


@dataclass
class Scene:
    """What the acts of the test have in common."""

    telegram: BotApiServer
    office: TestOffice
    hiding: Hiding
    ahead: Ahead
    plant: Planter = field(default_factory=Planter)
    words: list[str] = field(default_factory=list)
    """The return words that were issued, as they could stand somewhere."""

    def respondent(self, person: Person, language: str, **answers: Answer) -> Respondent:
        known: dict[str, Answer] = {"age_band": "adult", "answer_way": "text", "talk_needs": ("other",)}
        return Respondent(person, language, self.office.plan, known | answers)


@pytest.fixture
def scene(telegram: BotApiServer, office: TestOffice, database_url: str, tmp_path: Path) -> Scene:
    hiding = Hiding(database_url, tmp_path, telegram, since=time.time() - 1)  # noqa: TID251 -- the clock of files
    return Scene(telegram, office, hiding, Ahead(tmp_path))


@pytest.fixture
def gateway(scene: Scene, nursery: Nursery) -> GatewayProcess:
    """A gateway, not started yet, whose temporary files are its own."""
    temporary = scene.hiding.folder / "tmp"
    temporary.mkdir()
    more = {**scene.ahead.variables, "TMPDIR": str(temporary)}
    return gateway_for(nursery, scene.office, scene.telegram, scene.hiding.url, **more)


async def test_nothing_a_person_wrote_is_left(scene: Scene, gateway: GatewayProcess) -> None:
    await gateway.start()
    keeper = await tells_everything(scene)
    await erases(scene)
    await comes_with_wrong_words(scene)
    await sends_other_things(scene, keeper)
    await knocks(scene, gateway)
    await leaves_a_draft(scene)
    assert len(scene.plant.planted) == 3 * TWENTY
    assert len(rows(scene.hiding.url, "parts")) == KEPT
    assert "update-quarantined" in gateway.log.read_text()

    scene.ahead.pass_(seconds=60)
    for chat in scene.telegram.world.chats.values():
        person = Person(scene.telegram.world, chat)
        await person.wait_for(lambda person: person.own == [])
    kept = list(scene.hiding.kept())
    assert_nothing(scene, kept)
    assert_nothing(scene, scene.hiding.shown())
    assert_no_words(scene, kept)
    assert_nobody(scene, kept)
    assert await gateway.stop() == 0
    assert_nothing(scene, files(scene.hiding.folder))


def assert_nothing(scene: Scene, places: Iterable[Place]) -> None:
    found = Search(scene.plant.planted).hits(places)
    assert not found, [(scene.plant.planted[hit.canary], hit.encoding, hit.place) for hit in found]


def assert_no_words(scene: Scene, kept: list[Place]) -> None:
    assert scene.words
    assert not Search(scene.words).hits(kept)


def assert_nobody(scene: Scene, kept: list[Place]) -> None:
    """No number, no phone, no name is on the server; the number is there, but locked."""
    assert not Search([str(NUMBER), PHONE, NAME]).hits(kept)
    digest = sha256(str(NUMBER).encode())
    for shape in (NUMBER.to_bytes(8), NUMBER.to_bytes(8, "little"), digest.digest(), digest.hexdigest().encode()):
        assert not [name for name, data in kept if shape in data]
    lockbox = Lockbox.load(scene.office.folder / "lock.keys")
    locked = {row["lookup"]: row["locked_address"] for row in rows(scene.hiding.url, "chats")}
    lookup = lockbox.lookup("telegram", str(NUMBER))
    assert lockbox.unlock(locked[lookup], table="chats", column="address", row=lookup) == str(NUMBER).encode()


# --- the acts ---------------------------------------------------------------------------------------------


async def tells_everything(scene: Scene) -> Respondent:
    """From the first word to after the last, in northern Korean, with words in every place on the way."""
    plant = scene.plant
    user = {
        "id": NUMBER,
        "is_bot": False,
        "first_name": plant("first name"),
        "last_name": plant("last name"),
        "username": NAME,
        "language_code": plant("language code"),
    }
    chat = scene.telegram.world.chats[NUMBER] = Chat(user)
    keeper = scene.respondent(
        Person(scene.telegram.world, chat),
        "ko-KP",
        give_now="yes",
        talk_needs_more=Written(plant("talk_needs_more")),
        code_word=Written(plant("code_word of the form")),
        warning_word=Written(plant("warning_word")),
        contact_more=Written(plant("contact_more")),
    )
    code_word = await passes_the_gate(scene, keeper)
    await keeper.say(plant("consent, where a button is expected"))
    await keeper.consent()
    await answers_all(scene, keeper)
    await keeper.say(plant("permissions"))
    while not keeper.has("send"):
        await keeper.press(next(name for name in ("go-on", "yes") if keeper.has(name)))
    await keeper.say(plant("review"))
    words = await keeper.finish()
    numbered = "\n".join(f"{number}. {word}" for number, word in enumerate(words, 1))
    scene.words += [" ".join(words), numbered, "".join(words)]
    await keeper.say(plant("after submission"))
    await keeper.person.say("/pause")
    await keeper.person.wait_for(keeper.word("cover-class"))
    await keeper.person.say(plant("wrong code word"))
    await keeper.person.say(code_word)
    await keeper.person.wait_for(keeper.word("button-finish"))
    return keeper


async def passes_the_gate(scene: Scene, keeper: Respondent) -> str:
    """Words where buttons are, and the two secret words. Return the code word."""
    plant = scene.plant
    await keeper.say(f"/start {plant('payload of the start')}")
    await keeper.say(plant("choice of a language"))
    await keeper.press_label(keeper.catalogue.own_name("ko-KP"))
    await keeper.say(plant("greeting"))
    await keeper.press("begin")
    for name in ("alone-yes", "phone-mine", "look-no", "cover-class", "words-choose"):
        await keeper.say(plant(f"gate, before {name}"))
        await keeper.press(name)
    await keeper.say(f"{plant('too long a code word')} {'·' * 40}")
    code_word = plant("code word of the gate")
    await keeper.say(code_word)
    await keeper.say(plant("stop word of the gate"))
    return code_word


async def answers_all(scene: Scene, keeper: Respondent) -> None:
    """The questions, each kind with words that it wants and words that it does not."""
    plant = scene.plant
    await keeper.answer_until("needs_now")
    await keeper.say(plant("text where choices are"))
    await keeper.person.send_voice(plant("voice that nobody asked for").encode())
    await keeper.person.wait_for(keeper.word("notice-file-not-wanted"))
    await keeper.answer_until("account_text")
    await keeper.say("글" * 4000 + plant("too long text"))
    await keeper.say(f"{plant('account_text, first')}\n둘째 줄")
    await keeper.press("back")
    await keeper.say(plant("account_text, replaced"))
    await keeper.answer_until("year_from")
    await keeper.say(plant("text where a number is"))
    await keeper.answer_until("photo")
    await keeper.say(plant("text where a file is"))
    await sends(scene, keeper, "photo", caption=plant("caption of a photo"), content=plant("photo").encode())
    await keeper.answer_until("document")
    await sends(
        scene,
        keeper,
        "document",
        caption=plant("caption of a document"),
        content=plant("document").encode("utf-16-le"),
        file_name=plant("file name"),
    )
    await keeper.answer_until()


async def sends(scene: Scene, keeper: Respondent, kind: str, *, caption: str, content: bytes, **more: str) -> None:
    file = scene.telegram.world.add_file(kind, bytes(range(256)) + content + bytes(9000), None)
    body = {"file_id": file.id, "file_unique_id": file.id[::-1], "file_size": file.claimed, **more}
    sizes = [{**body, "width": 1280, "height": 960}]
    before = keeper.person.screen.edits
    await keeper.person.send_raw(kind, {kind: sizes if kind == "photo" else body, "caption": caption})
    await keeper.person.wait_for(lambda person: person.screen.edits > before)


async def leaves_a_draft(scene: Scene) -> None:
    """Somebody else, in Chinese: a voice whose download breaks off once, a text; and no end."""
    plant = scene.plant
    voice = b"OggS" + plant("voice").encode() + bytes(range(256)) * 400
    person = scene.telegram.person(plant("first name of another"))
    draft = scene.respondent(person, "zh-Hans", answer_way="voice", account_voice=Spoken(voice))
    await draft.begin()
    await draft.answer_until("account_voice")
    scene.telegram.faults.cut_files_at = 50_000
    tried = called(scene, "getFile")
    await person.send_voice(voice)
    await until(lambda: called(scene, "getFile") > tried + 1)  # the first try is over
    scene.telegram.faults.cut_files_at = None
    await person.wait_for(lambda _: (node := draft.question()) is not None and node.path.endswith("year_from"))
    await draft.answer_until("talk_needs_more")
    await draft.say(plant("talk_needs_more of a draft"))
    await draft.answer_until("contact_more")
    await draft.say(plant.rest("contact_more of a draft"))


def called(scene: Scene, method: str) -> int:
    return [name for name, _ in scene.telegram.calls].count(method)


async def erases(scene: Scene) -> None:
    """Somebody tells, and then writes the stop word."""
    plant = scene.plant
    stop_word = plant("stop word that is used")
    respondent = scene.respondent(scene.telegram.person("hana"), "en", account_text=Written(plant("erased text")))
    await respondent.say("/start")
    await respondent.press_label(respondent.catalogue.own_name("en"))
    for name in ("begin", "alone-yes", "phone-mine", "look-no", "cover-class", "words-choose", "skip"):
        await respondent.press(name)
    await respondent.say(stop_word)
    await respondent.consent()
    await respondent.answer_until("year_from")
    await respondent.person.say(stop_word)
    await respondent.person.wait_for(respondent.word("cover-class"))


async def comes_with_wrong_words(scene: Scene) -> None:
    respondent = scene.respondent(scene.telegram.person("dana"), "en")
    await respondent.say("/start")
    await respondent.press_label(respondent.catalogue.own_name("en"))
    await respondent.press("words-have")
    await respondent.say(scene.plant("wrong set of return words"))
    assert respondent.word("notice-words-wrong") in respondent.person.text


async def sends_other_things(scene: Scene, keeper: Respondent) -> None:
    """What is no answer anywhere: cards, stickers, forged presses, a group, an update that cannot be read."""
    plant, person, tell = scene.plant, keeper.person, scene.telegram.tell
    point = {"latitude": 1.5, "longitude": 2.5}
    await person.send_raw("contact", {"contact": {"phone_number": PHONE, "first_name": plant("name on a card")}})
    await person.send_raw("venue", {"venue": {"title": plant("a place"), "address": "-", "location": point}})
    await person.send_raw("sticker", {"sticker": {**STICKER, "set_name": plant("sticker set")}})
    await person.say(f"/{plant('unknown command')}")
    await person.press_data(plant("forged press"))

    who = {"id": NUMBER, "is_bot": False, "first_name": plant("name in a forwarded text")}
    private = about(who, {"id": NUMBER, "type": "private"})
    link = {"type": "text_link", "offset": 0, "length": 2, "url": f"https://x/{plant('link')}"}
    forwarded = {"type": "user", "date": 1, "sender_user": who}
    tell("message", private | {"text": plant("forwarded text"), "forward_origin": forwarded})
    tell("message", private | {"text": plant("linked text"), "entities": [link]})
    group = {"id": -1001, "type": "group", "title": plant("group")}
    tell("message", about(who, group) | {"text": plant("text in a group")})
    tell("message", private | {"date": plant("unreadable date"), "text": plant("unreadable update")})
    await scene.telegram.settled()


def about(who: Mapping[str, Any], chat: Mapping[str, Any]) -> dict[str, Any]:
    return {"message_id": 9, "date": 1, "from": who, "chat": chat}


STICKER = {
    "file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9,
    "is_animated": False, "is_video": False,
}  # fmt: skip


async def knocks(scene: Scene, gateway: GatewayProcess) -> None:
    """At the HTTP door: in an address, a header, a body."""
    address, header, body = scene.plant("address"), scene.plant("header"), scene.plant("body")
    async with aiohttp.ClientSession() as session:
        for path in ("/healthz", "/telegram/webhook", "/nowhere", f"/{address}"):
            async with session.post(
                f"{gateway.url}{path}", params={"q": address}, headers={"X-Word": header}, data=body.encode()
            ) as answer:
                page = await answer.read()
            assert not Search([address, header, body]).hits([("answer", page)])


def test_each_script_has_its_twenty() -> None:
    planter = Planter()
    assert len(planter.left) == len(set(planter.left)) == len(SCRIPTS) * TWENTY
