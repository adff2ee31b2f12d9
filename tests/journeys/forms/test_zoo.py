"""Every construct of a form, walked to the end in three languages, on Telegram and in a terminal; then opened."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from storage.database.engine import upgrade
from tests.journeys.conftest import gateway_for
from tests.journeys.forms.channels import in_a_terminal, on_telegram
from tests.journeys.forms.visiting import Act, Look, Press, Say, Send, Share, Visitor, pick
from tests.journeys.forms.zoo import JPEG, Zoo
from tests.support.evidence import affiant, rows
from tests.support.opening import Opened
from tests.support.processes import Nursery
from tests.support.telegram.server import BotApiServer

LANGUAGES = ("en", "ko-KR", "ar")
STORY = "A heron.\n왜가리 한 마리. مالك الحزين\u202e \u2067<b>&amp;</b> *_`[x](y)"

SCRIPT: dict[str, Iterable[Act]] = {
    "rules": [Press("ok")],
    "story": [Press("why"), Say(STORY)],
    "ticket": [Say("A-17")],
    "age": [Say("many"), Say("200"), Say(chr(0x661) + chr(0x665) + chr(0x660))],
    "weight": [Say("4.5")],
    "day": [Say("tomorrow"), Say("2015.3.21")],
    "month": [Say("2015-10")],
    "year": [Say("2009")],
    "hour": [Say("9:05")],
    "moment": [Say("2015-03-21 14:30")],
    "animal": [Look("picture", 1), Look("listen", 2), *pick("bear")],
    "fed": [Look("pictures", 1), *pick("mouse", "bear", "mouse", "crane", done=True)],
    "order": [*pick("crane", "bear"), Press("undo"), Press("done"), *pick("crane", "bear", "crane", done=True)],
    "pain": [Say("11"), Say("7")],
    "depth": [Say("42"), Say("45")],
    "town": [Press("more"), Say("nowhere"), Say("997 town"), *pick("t997")],
    "house": pick("h2"),
    "room": pick("r3"),
    "snack": pick("plums"),
    "rule": pick("quiet"),
    "meadow": [Share(10.5, -20.25)],
    "den": [Share(10.25, 20.125)],
    "picture": [Say("words"), Send("photo", JPEG, "The gate, from outside.")],
    "sound": [Send("voice", b"OggS" + bytes(700))],
    "film": [Send("video", b"\0\0\0\x18ftyp" + bytes(800))],
    "paper": [Send("document", b"%PDF" + bytes(900))],
    "code": [Say("4006381333931")],
    "child_age": [Say("7"), Say("5")],
    "toy_kind": [Say("A kite."), Say("A drum."), Say("A boat.")],
    "another": [Press("repeat-more"), Press("repeat-enough"), Press("repeat-more"), Press("repeat-enough")],
    "birds": [Say("12")],
    "nests": [Say("5")],
    "guide": [Say("Nobody in particular")],
    "open": [*pick("yes"), *pick("no")],
    "long": [Press("read-on"), Press("read-on"), Press("read-back"), Press("read-on"), Press("go-on")],
}

ANSWERS = {
    "rules": ["OK"],
    "ticket": ["A-17"],
    "age": ["150"],
    "weight": ["4.5"],
    "day": ["2015-03-21"],
    "month": ["2015-10-01"],
    "year": ["2009-01-01"],
    "hour": ["09:05:00.000"],
    "moment": ["2015-03-21T14:30:00.000"],
    "animal": ["bear"],
    "fed": ["bear crane"],
    "order": ["bear crane mouse"],
    "pain": ["7"],
    "depth": ["45"],
    "town": ["t997"],
    "house": ["h2"],
    "room": ["r3"],
    "snack": ["plums"],
    "rule": ["quiet"],
    "meadow": ["10.5 -20.25 0.0 0.0"],
    "child_age": ["7", "5"],
    "birds": ["12"],
    "nests": ["5"],
    "both": ["17"],
    "sum": ["17"],
    "door_count": ["2"],
    "open": ["yes", "no"],
}
PARTS = {
    "/data/story": [STORY.encode()],
    "/data/den": [b"10.25 20.125 0 0"],
    "/data/sound": [b"OggS" + bytes(700)],
    "/data/film": [b"\0\0\0\x18ftyp" + bytes(800)],
    "/data/paper": [b"%PDF" + bytes(900)],
    "/data/code": [b"4006381333931"],
    "/data/child[1]/toy[1]/toy_kind": [b"A kite."],
    "/data/child[1]/toy[2]/toy_kind": [b"A drum."],
    "/data/child[2]/toy[1]/toy_kind": [b"A boat."],
    "/data/guide": [b"Nobody in particular"],
}


def visitor(zoo: Zoo, language: str) -> Visitor:
    return Visitor(zoo.plan, language, SCRIPT)


async def test_the_zoo_on_telegram(
    zoo: Zoo, telegram: BotApiServer, nursery: Nursery, database_url: str, tmp_path: Path
) -> None:
    """Three people at once."""
    gateway = gateway_for(nursery, zoo.office, telegram, database_url, AFFIANT_FORM=str(zoo.folder))
    await gateway.start()
    visitors = [visitor(zoo, language) for language in LANGUAGES]
    async with asyncio.TaskGroup() as tasks:
        for each in visitors:
            tasks.create_task(on_telegram(each, telegram.person(each.language)), name=each.language)
    assert await gateway.stop() == 0
    for each in visitors:
        assert each.unused() == {}
        assert any("<b>" in screen for screen in each.screens), "HTML is shown as it is written"
        assert len(telegram.person(each.language).bubbles) == 1, "one bubble is left, and no picture"
    captioned = {"/data/picture": [JPEG, b"The gate, from outside."]}
    await opened(zoo, database_url, tmp_path, PARTS | captioned, count=len(LANGUAGES))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_zoo_in_a_terminal(language: str, zoo: Zoo, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'affiant.db'}"
    upgrade(url)
    somebody = visitor(zoo, language)
    printed = await in_a_terminal(somebody, zoo.settings(url), tmp_path)
    assert somebody.unused() == {}
    assert any(str(zoo.folder / "media" / "map.jpg") in said for said in printed)
    typed = {"/data/den": [b"10.25 20.125"], "/data/picture": [JPEG]}
    await opened(zoo, url, tmp_path, PARTS | typed)


async def opened(zoo: Zoo, url: str, tmp_path: Path, kept: dict[str, list[bytes]], *, count: int = 1) -> None:
    """An officer opens everything: each answer once, each byte as it was sent, nothing besides."""
    cases = rows(url, "cases")
    assert len(cases) == count
    for case in cases:
        out = tmp_path / case["id"]
        release = ("custody", "release", case["id"], "--to", "jun", "-o", str(out))
        status, said = await affiant(*release, folder=zoo.office.folder, url=url)
        assert status == 0, said
        compare([open_(zoo, path) for path in sorted(out.iterdir())], kept)


def compare(parts: list[Opened], kept: dict[str, list[bytes]]) -> None:
    bodies = {part.header.part: part.body for part in parts}
    manifests = [json.loads(part.body) for part in parts if part.header.kind == "manifest"]
    listed = [each for manifest in manifests for each in manifest["parts"]]
    found: dict[str, list[bytes]] = {}
    for each in listed:
        found.setdefault(each["path"], []).append(bodies[each["part"]])
    assert found == kept
    assert len(listed) + len(manifests) == len(parts), "nothing is kept that no manifest names"
    answers: dict[str, list[str]] = {}
    for each in (each for manifest in manifests for each in manifest["answers"]):
        answers.setdefault(each["name"], []).append(each["value"])
    assert answers == ANSWERS


def open_(zoo: Zoo, path: Path) -> Opened:
    return zoo.office.open(path.read_bytes(), path.name.partition("-")[0])
