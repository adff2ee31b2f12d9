"""What can happen in a conversation. Channels translate into these; the engine adds what only the database knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A file that was sealed while it arrived: what the conversation may know of it."""

    part: str
    """Identifier of its part."""
    kind: Literal["image", "audio", "video", "document"]
    compartment: str
    size: int
    """Bytes of plaintext."""
    sha256: str
    """Of the ciphertext, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The person opened the chat or sent the start command."""

    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven:
    """A command of the channel's menu. Names are neutral: they are seen on the lock screen."""

    name: Literal["help", "pause", "stop"]
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReceived:
    """The person wrote something."""

    text: str = field(repr=False)
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePicked:
    """The person pressed button `index` of screen `screen`. Both are untrusted numbers."""

    screen: int
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReceived:
    """The person sent a file; it is already sealed and waits to be adopted or dropped. Words may stand beside it."""

    file: SealedFile
    caption: str = field(repr=False, default="")
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRefused:
    """The person sent a file that was not taken."""

    reason: Literal["too-large", "not-wanted", "unreadable", "empty"]
    caption: str = field(repr=False, default="")
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShared:
    """The person sent a place, in degrees (WGS 84); `accuracy` in metres, 0 where the channel does not say."""

    latitude: float = field(repr=False)
    longitude: float = field(repr=False)
    accuracy: float = field(repr=False, default=0.0)
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsupported:
    """The person sent something that is no answer: a sticker, a poll, a contact."""

    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsGiven:
    """The person wrote return words whose check word fits. The engine has looked them up.

    `recalled` is the state they lead to (None: they lead nowhere); `own` is true when they are this chat's own words.
    """

    recalled: bytes | None = field(repr=False, default=None)
    own: bool = False
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsMade:
    """The return words that `MakeWords` asked for; they pass through once and are forgotten."""

    words: tuple[str, ...] = field(repr=False)
    lookup: bytes = field(repr=False)
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAway:
    """The person went on in another chat with the return words; this one becomes a stranger's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedOut:
    """The moment that `due` named has come."""


Event: TypeAlias = (
    Started
    | CommandGiven
    | TextReceived
    | ChoicePicked
    | FileReceived
    | FileRefused
    | PlaceShared
    | Unsupported
    | WordsGiven
    | WordsMade
    | MovedAway
    | TimedOut
)
