"""A visitor at a phone and at a terminal: what they do becomes messages and presses, or lines that are typed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

from bot.channels.terminal.render import words_of
from bot.channels.terminal.talk import CHANNEL, Talk, TerminalOutlet
from config.settings import Settings
from gateway.app import build, read_parts
from gateway.lifespan import running
from tests.journeys.forms.visiting import Act, Look, Press, Say, Seen, Send, Share, Step, Visitor, Wait
from tests.support.patience import until
from tests.support.telegram.person import Person

_PLACE = re.compile(r"^\d+\. ")
"""In a ranking."""
_SUFFIX = {"photo": ".jpg", "voice": ".ogg", "video": ".mp4", "document": ".pdf"}


# --- a phone ------------------------------------------------------------------------------------------------


async def on_telegram(visitor: Visitor, person: Person, *, ended: bool = True) -> None:
    """Walk on Telegram for as long as the visitor knows what to do; `ended`: to the end, where nothing is left."""
    await person.say("/start")
    await person.wait_for(lambda person: bool(person.bubbles))
    while (act := visitor.decide(Seen(person.text, tuple(map(_bare, person.labels))))) is not None:
        before = _look(person)
        if isinstance(act, Look):
            await _look_at(person, visitor, act)
            continue
        await _do(person, visitor, act)
        await person.wait_for(lambda person, before=before: _look(person) != before)  # type: ignore[misc]
    if ended:
        await person.wait_for(lambda person: person.beside == [] and person.own == [])


def _look(person: Person) -> tuple[str, tuple[str, ...]]:
    return person.text, tuple(button.data for row in person.screen.rows for button in row)


def _bare(label: str) -> str:
    return label.removeprefix("✓ ")


async def _look_at(person: Person, visitor: Visitor, act: Look) -> None:
    await person.press(visitor.word(f"button-{act.name}"))
    await person.wait_for(lambda person: len(person.beside) >= act.count)
    assert all(message.protected and message.silent for message in person.beside)


async def _do(person: Person, visitor: Visitor, act: Act) -> None:
    match act:
        case Press(name=name, choice=True):
            await _press_choice(person, visitor.choice(name))
        case Press(name=name):
            await person.press(visitor.word(f"button-{name}"))
        case Step(label=label):
            await person.press(label)
        case Say(text=text):
            await person.say(text)
        case Share(latitude=latitude, longitude=longitude):
            await person.send_place(latitude, longitude)
        case Send(kind="photo", content=content, caption=caption):
            await person.send_photo(content, caption=caption)
        case Send(kind="voice", content=content):
            await person.send_voice(content)
        case Send(kind="video", content=content):
            await person.send_video(content)
        case Send(content=content):
            await person.send_document(content)


async def _press_choice(person: Person, label: str) -> None:
    """Press the button with a label, or with its number where the labels stand in the text."""
    for shown in map(_bare, person.labels):
        if _PLACE.sub("", shown).startswith(label[:40]):
            await person.press(shown)
            return
    lines = [_bare(line).partition(". ") for line in person.text.split("\n")]
    numbers = [number for number, _, words in lines if words.startswith(label)]
    assert len(numbers) == 1, f"{label!r} is not on:\n{person.text}\n{person.labels}"
    await person.press(numbers[0])


# --- a terminal ----------------------------------------------------------------------------------------------


async def in_a_terminal(visitor: Visitor, settings: Settings, folder: Path) -> list[str]:
    """Walk to the end at a keyboard; return everything that was printed."""
    printed: list[str] = []
    parts = read_parts(settings)
    outlet = TerminalOutlet(parts.catalogue, printed.append)
    gateway = build(parts, {CHANNEL: outlet})
    async with running(gateway):
        await Talk(
            intake=gateway.engine,
            outlet=outlet,
            address="1",
            first_update=1,
            sentence=lambda name: parts.catalogue.text("en", name),
            write=printed.append,
        ).run(_lines(visitor, outlet, printed, folder))
    return printed


async def _lines(visitor: Visitor, outlet: TerminalOutlet, printed: list[str], folder: Path) -> AsyncIterator[str]:
    """Yield what is typed: the talk asks for the next line when the screen has come."""
    while True:
        screen = outlet.screen
        assert screen is not None
        labels = [words_of(button.label, screen.language, visitor.catalogue) for button in screen.buttons]
        text = "\n\n".join(words_of(piece, screen.language, visitor.catalogue) for piece in screen.pieces)
        act = visitor.decide(Seen(text, labels))
        if act is None:
            return
        if isinstance(act, Look):
            before = len(printed)
            yield _press(labels, visitor.word(f"button-{act.name}"))
            await until(lambda: len(printed) > before)  # noqa: B023 -- awaited at once
            continue
        if not isinstance(act, Wait):
            yield _typed(visitor, act, labels, folder)
        try:
            await until(lambda: outlet.screen is not screen)  # noqa: B023 -- as above
        except AssertionError:
            raise AssertionError(f"nothing moved after {act} on:\n{text}\n{labels}") from None


def _typed(visitor: Visitor, act: Act, labels: list[str], folder: Path) -> str:
    match act:
        case Press(name=name, choice=True):
            return _press(labels, visitor.choice(name))
        case Press(name=name):
            return _press(labels, visitor.word(f"button-{name}"))
        case Step(label=label):
            return _press(labels, label)
        case Say(text=text):
            return text
        case Share(latitude=latitude, longitude=longitude):
            return f"{latitude} {longitude}"
        case Send(kind=kind, content=content):
            file = folder / f"sent{_SUFFIX[kind]}"
            file.write_bytes(content)
            return f"/file {file}"
        case _:
            raise AssertionError(act)


def _press(labels: list[str], label: str) -> str:
    (index,) = [index for index, shown in enumerate(labels) if " ".join(shown.split()).startswith(label)][:1]
    return f"/{index + 1}"
