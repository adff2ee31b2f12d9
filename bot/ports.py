"""The two borders of the bot: what a channel hands to the engine, and what delivery asks of a channel."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from bot.conversation.events import Event
from bot.conversation.screen import Attachment, Screen
from storage.errors import PermanentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One event from outside. (channel, update) is unique: a second arrival of it changes nothing."""

    channel: str
    address: str = field(repr=False)
    """Where to answer, in the channel's own terms: for Telegram the chat id in decimal."""
    update: str
    """The channel's number for it: for Telegram the update id in decimal."""
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOffer:
    """A file that a channel can stream, once."""

    kind: Literal["image", "audio", "video", "document"]
    size: int | None
    """Bytes, as the channel claims; the stream is measured all the same."""
    message: str | None
    open: FileOpener = field(repr=False)
    caption: str = field(repr=False, default="")
    """Words that came beside it, in the same message."""


class FileTooLargeError(PermanentError):
    """The file is longer than the channel can hand over, or longer than may be kept."""


class FileOpener(Protocol):
    """Starts the download."""

    def __call__(self) -> AsyncGenerator[bytes, None]:
        """Yield the file's bytes, and give the download up when closed.

        Raises TemporaryError, FileTooLargeError or another PermanentError.
        """
        ...


class Intake(Protocol):
    """The engine, as a channel sees it. Both calls return after the turn is committed, never before."""

    async def arrive(self, arrival: Arrival) -> None:
        """Take one event. Raises TemporaryError when nothing was kept and the channel should offer it again."""
        ...

    async def arrive_file(self, *, channel: str, address: str, update: str, offer: FileOffer) -> None:
        """Take one file: sealed while it streams if the conversation waits for one, otherwise never opened."""
        ...


class Outlet(Protocol):
    """A channel's sending side. Raises TemporaryError (with retry_after), PermanentError or UnknownOutcomeError."""

    async def show(self, *, address: str, bubble: str | None, screen: Screen) -> str:
        """Edit the bubble, or send a new one where there is none (or it cannot be edited). Return the bubble's name."""
        ...

    async def attach(self, *, address: str, attachment: Attachment, path: Path) -> str:
        """Show a file of the form beside the bubble. Return the name by which `sweep` takes it away."""
        ...

    async def sweep(self, *, address: str, message: str) -> None:
        """Delete one message. A message that is gone already is deleted."""
        ...
