"""What the one bubble shows, channel-neutral: catalogue keys and the form's own words, never markup.

A screen waits (locked) in the outbox until its channel renders it; `encode` and `decode` carry it there.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec


class Line(msgspec.Struct, frozen=True, tag="line"):
    """One message of the catalogue with its arguments, in the screen's language or, where named, in its own.

    The first screen speaks every language at once: a channel renders `line.language or screen.language`.
    """

    id: str
    args: dict[str, str | int] = {}
    language: str = ""


class Words(msgspec.Struct, frozen=True, tag="words"):
    """Words of the form or of the person, shown exactly as they are."""

    text: str
    weight: Literal["plain", "strong", "quiet"] = "plain"


Piece: TypeAlias = Line | Words
"""One paragraph or one label."""


class Button(msgspec.Struct, frozen=True):
    """One button. Its index in the screen is all that ever comes back."""

    label: Piece
    role: Literal["choice", "go", "move", "danger"] = "choice"
    """choice: an answer; go: the main way on; move: skip, back, page, a language; danger: erases."""
    marked: bool = False
    """A choice of a select-multiple that is picked."""
    number: int = 0
    """What a choice of the form can be called by, counted through its whole list; 0: it has no number."""
    place: int = 0
    """In a ranking, the place that a choice has been given."""


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """The whole bubble."""

    number: int
    """Grows with every change; a press on an older screen is told apart by it."""
    language: str
    pieces: tuple[Piece, ...]
    buttons: tuple[Button, ...] = ()
    awaits: Literal["choice", "text", "file", "words", "nothing"] = "choice"
    """What besides a button moves this screen on: a hint for input hints, keyboards and microphones."""
    numbered: bool = False
    """Choices stand in the text with their numbers, and only the numbers on the buttons."""


AttachmentKind: TypeAlias = Literal["image", "audio", "video"]


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the form that is shown beside the bubble until the next screen: a picture of a label or a choice.

    `file` is its name in the form's media folder; `caption` says which choice it belongs to.
    """

    kind: AttachmentKind
    file: str
    language: str
    caption: Words | None = None


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Screen)
_attachments = msgspec.msgpack.Decoder(Attachment)


def encode(shown: Screen | Attachment) -> bytes:
    """Return the screen, or what stands beside it, as bytes."""
    return _encoder.encode(shown)


def decode(data: bytes) -> Screen:
    """Return the screen that `encode` wrote."""
    return _decoder.decode(data)


def decode_attachment(data: bytes) -> Attachment:
    """Return the attachment that `encode` wrote."""
    return _attachments.decode(data)
