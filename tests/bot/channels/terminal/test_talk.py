"""What is typed becomes events; a file becomes an offer; trouble becomes a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.channels.terminal import talk as module
from bot.channels.terminal.talk import CHANNEL, Talk, TerminalOutlet
from bot.conversation.events import ChoicePicked, CommandGiven, Event, Started, TextReceived
from bot.conversation.screen import Attachment, Button, Screen, Words
from bot.ports import Arrival, FileOffer
from config.catalogue import load_catalogue
from storage.errors import PermanentError, TemporaryError


@dataclass
class Desk:
    """An intake that answers every event with a screen, at once or not at all."""

    outlet: TerminalOutlet
    awaits: str = "choice"
    silent: bool = False
    trouble: list[Exception] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    files: list[tuple[FileOffer, bytes]] = field(default_factory=list)

    async def arrive(self, arrival: Arrival) -> None:
        self.arrivals.append(arrival)
        if self.trouble:
            raise self.trouble.pop()
        if not self.silent:
            await self._show()

    async def arrive_file(self, *, channel: str, address: str, update: str, offer: FileOffer) -> None:
        assert (channel, address) == (CHANNEL, "1")
        assert update
        self.files.append((offer, b"".join([chunk async for chunk in offer.open()])))
        await self._show()

    async def _show(self) -> None:
        number = len(self.arrivals) + len(self.files)
        buttons = (Button(Words("Red")), Button(Words("Blue")))
        screen = Screen(number=number, language="en", pieces=(Words("?"),), buttons=buttons, awaits=self.awaits)  # type: ignore[arg-type]
        await self.outlet.show(address="1", bubble=None, screen=screen)

    @property
    def events(self) -> list[Event]:
        return [arrival.event for arrival in self.arrivals]


@pytest.fixture
def written() -> list[str]:
    return []


@pytest.fixture
def desk(written: list[str]) -> Desk:
    return Desk(TerminalOutlet(load_catalogue(), written.append))


async def said(desk: Desk, written: list[str], *lines: str) -> None:
    async def typed() -> AsyncIterator[str]:
        for line in lines:
            yield line

    await Talk(
        intake=desk,
        outlet=desk.outlet,
        address="1",
        first_update=100,
        sentence=lambda name: f"<{name}>",
        write=written.append,
    ).run(typed())


async def test_it_starts_by_itself_and_numbers_every_line(desk: Desk, written: list[str]) -> None:
    await said(desk, written, "hello\n", "2\n")
    assert desk.events == [Started(), TextReceived(text="hello"), ChoicePicked(screen=2, index=1)]
    assert [arrival.update for arrival in desk.arrivals] == ["100", "101", "102"]
    assert {(arrival.channel, arrival.address) for arrival in desk.arrivals} == {("terminal", "1")}


async def test_commands_are_those_of_the_menu(desk: Desk, written: list[str]) -> None:
    desk.awaits = "text"
    await said(desk, written, "/help", "/pause ", "/stop", "/start", "/1", "1", "/other")
    assert desk.events[1:] == [
        CommandGiven(name="help"),
        CommandGiven(name="pause"),
        CommandGiven(name="stop"),
        Started(),
        ChoicePicked(screen=5, index=0),
        TextReceived(text="1"),
        TextReceived(text="/other"),
    ]


async def test_a_text_keeps_its_spaces_and_loses_only_the_line_break(desk: Desk, written: list[str]) -> None:
    await said(desk, written, "  two  words \r\n", "\n")
    assert desk.events[1:] == [TextReceived(text="  two  words "), TextReceived(text="")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jpg", "image"), ("a.mp3", "audio"), ("a.mp4", "video"), ("a.pdf", "document"), ("noname", "document")],
)
async def test_a_file_is_offered_by_its_kind(
    desk: Desk, written: list[str], tmp_path: Path, name: str, kind: str
) -> None:
    content = bytes(range(256)) * 600
    (tmp_path / name).write_bytes(content)
    await said(desk, written, f"/file {tmp_path / name}\n")
    ((offer, streamed),) = desk.files
    assert (offer.kind, offer.size, streamed) == (kind, len(content), content)


@pytest.mark.parametrize("name", ["nowhere.jpg", "", "~nobody-here/x", "x" * 5000, "a\x00b", "."])
async def test_a_file_that_is_none_is_said_so(desk: Desk, written: list[str], name: str, tmp_path: Path) -> None:
    await said(desk, written, f"/file {name or tmp_path}")
    assert "<terminal-no-file>" in written
    assert desk.files == []


async def test_a_file_that_vanishes_is_permanent_trouble(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"x")
    offer = module._offer(str(file))
    assert offer
    file.unlink()
    with pytest.raises(PermanentError):
        [chunk async for chunk in offer.open()]


async def test_trouble_is_a_sentence_and_the_talk_goes_on(desk: Desk, written: list[str]) -> None:
    async def lines() -> AsyncIterator[str]:
        desk.trouble = [TemporaryError("words that must not be shown")]
        yield "one"
        yield "two"

    await Talk(
        intake=desk,
        outlet=desk.outlet,
        address="1",
        first_update=1,
        sentence=lambda name: f"<{name}>",
        write=written.append,
    ).run(lines())
    assert "<terminal-failed>" in written
    assert "words that must not be shown" not in "".join(written)
    assert desk.events[-1] == TextReceived(text="two")


async def test_it_does_not_wait_for_ever_for_a_screen(
    desk: Desk, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SETTLE", 0.02)
    desk.silent = True
    async with asyncio.timeout(3):
        await said(desk, written, "one", "two")
    assert len(desk.events) == 3


async def test_a_file_of_the_form_is_named_for_a_terminal_shows_no_pictures(
    desk: Desk, written: list[str], tmp_path: Path
) -> None:
    picture = Attachment(kind="image", file="mill.jpg", language="en", caption=Words("1. the \x1b[2Jmill"))
    await desk.outlet.attach(address="1", attachment=picture, path=tmp_path / "mill.jpg")
    assert written == [f"1. the [2Jmill\nTo see or hear this, open the file {tmp_path / 'mill.jpg'}\n"]
    bell = Attachment(kind="audio", file="bell.mp3", language="en")
    await desk.outlet.attach(address="1", attachment=bell, path=tmp_path / "bell.mp3")
    assert written[1].startswith("To see or hear this")


async def test_a_bubble_keeps_its_name_and_a_sweep_does_nothing(desk: Desk, written: list[str]) -> None:
    screen = Screen(number=1, language="en", pieces=(Words("?"),))
    assert await desk.outlet.show(address="1", bubble=None, screen=screen) == "1"
    assert await desk.outlet.show(address="1", bubble="b", screen=screen) == "b"
    printed = len(written)
    await desk.outlet.sweep(address="1", message="m")
    assert len(written) == printed
