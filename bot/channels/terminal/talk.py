"""A conversation in a terminal: what is typed becomes events, screens are printed as they come.

For training and for authors. `/3` presses a button, `/file PATH` sends a file, `/pause`, `/help`, `/stop` are the
commands of the menu; anything else is an answer. The end of input ends the talk, not the conversation.
"""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.channels.terminal.render import press, render, visible
from bot.conversation.events import ChoicePicked, CommandGiven, Event, Started, TextReceived
from bot.conversation.screen import Attachment, Screen
from bot.ports import Arrival, FileOffer, Intake
from config.catalogue import Catalogue
from storage.errors import AffiantError, PermanentError

CHANNEL = "terminal"
_CHUNK = 65536
_SETTLE = 2.0

Kind = Literal["image", "audio", "video", "document"]
_KINDS: dict[str, Kind] = {"image": "image", "audio": "audio", "video": "video"}


class TerminalOutlet:
    """Prints screens. The bubble of a terminal is what was printed last."""

    def __init__(self, catalogue: Catalogue, write: Callable[[str], None]) -> None:
        self._catalogue = catalogue
        self._write = write
        self.screen: Screen | None = None
        self._shown = asyncio.Event()

    async def show(self, *, address: str, bubble: str | None, screen: Screen) -> str:
        """Print a screen."""
        self.screen = screen
        self._write(render(screen, self._catalogue))
        self._shown.set()
        return bubble or address

    async def attach(self, *, address: str, attachment: Attachment, path: Path) -> str:
        """Print where a file of the form lies: a terminal shows no pictures."""
        said = self._catalogue.text(attachment.language, "terminal-attached", {"path": visible(str(path))})
        if attachment.caption is not None:
            said = f"{visible(attachment.caption.text)}\n{said}"
        self._write(said + "\n")
        self._shown.set()
        return address

    async def sweep(self, *, address: str, message: str) -> None:
        """Do nothing: what was typed belongs to the terminal."""

    def expect(self) -> None:
        """From now on `settled` waits for the next screen."""
        self._shown.clear()

    async def settled(self) -> None:
        """Wait until a screen has come, or until none seems to come."""
        try:
            async with asyncio.timeout(_SETTLE):
                await self._shown.wait()
        except TimeoutError:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One person at one terminal. `sentence` looks up what the terminal itself has to say."""

    intake: Intake
    outlet: TerminalOutlet
    address: str
    first_update: int
    """Updates are numbered from here, so that every sitting has numbers of its own."""
    sentence: Callable[[str], str]
    write: Callable[[str], None]

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Hold the conversation until the lines end."""
        await self._arrive(Started(), self.first_update)
        await self.outlet.settled()
        update = self.first_update
        async for line in lines:
            update += 1
            self.outlet.expect()
            try:
                if await self._line(line.rstrip("\r\n"), update):
                    await self.outlet.settled()
            except AffiantError:
                self.write(self.sentence("terminal-failed"))

    async def _line(self, line: str, update: int) -> bool:
        """Hand in a line. Return whether there was something to hand in."""
        if line.startswith("/file "):
            return await self._file(line.removeprefix("/file ").strip(), update)
        await self._arrive(self._event(line), update)
        return True

    def _event(self, line: str) -> Event:
        screen = self.outlet.screen
        index = None if screen is None else press(line, screen)
        if screen is not None and index is not None:
            return ChoicePicked(screen=screen.number, index=index)
        match line.strip():
            case "/start":
                return Started()
            case "/help":
                return CommandGiven(name="help")
            case "/pause":
                return CommandGiven(name="pause")
            case "/stop":
                return CommandGiven(name="stop")
            case _:
                return TextReceived(text=line)

    async def _arrive(self, event: Event, update: int) -> None:
        await self.intake.arrive(Arrival(channel=CHANNEL, address=self.address, update=str(update), event=event))

    async def _file(self, name: str, update: int) -> bool:
        offer = _offer(name)
        if offer is None:
            self.write(self.sentence("terminal-no-file"))
            return False
        await self.intake.arrive_file(channel=CHANNEL, address=self.address, update=str(update), offer=offer)
        return True


def _offer(name: str) -> FileOffer | None:
    try:
        path = Path(name).expanduser()
        size = path.stat().st_size if path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long, nobody's home, a NUL
        return None
    return None if size is None else FileOffer(kind=_kind(path), size=size, message=None, open=lambda: _read(path))


def _kind(path: Path) -> Kind:
    guessed = (mimetypes.guess_type(path.name)[0] or "").partition("/")[0]
    return _KINDS.get(guessed, "document")


async def _read(path: Path) -> AsyncGenerator[bytes, None]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError:
        raise PermanentError("the file cannot be read") from None
