"""A screen as Telegram shows it: text, bold stretches and buttons. Pure.

The text goes out as it is, with `entities` that name the bold stretches by place. No markup language is involved, so
there is nothing to escape and no label of a form that could close a tag. Limits are the Bot API's: 4,096 UTF-16 units
of text, 100 buttons, 64 bytes of data behind each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bot.channels.telegram.plain import clean, columns, cut, units
from bot.conversation.screen import Button, Line, Piece, Screen, Words
from config.catalogue import Catalogue

TEXT_LIMIT: Final = 4096
BUTTON_LIMIT: Final = 100
LABEL_LIMIT: Final = 96
ROOM: Final = 38
"""Columns that fit on one button of a 360 px phone; a wider choice is spelt out in the text too."""
MARK: Final = "✓ "
_GAP = "\n\n"
_NOTHING = "…"
"""Telegram refuses empty texts and labels."""
_SIDE_BY_SIDE = 3

_FACES: dict[str, Literal["bold", "italic"]] = {"strong": "bold", "quiet": "italic"}


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a face; offset and length in UTF-16 units."""

    type: Literal["bold", "italic"]
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Key:
    """One inline button."""

    text: str
    callback_data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramMessage:
    """What is sent: the parameters `text`, `entities` and `reply_markup.inline_keyboard` of the Bot API."""

    text: str
    entities: tuple[Entity, ...]
    keyboard: tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    face: Literal["bold", "italic"] | None = None


def render(screen: Screen, catalogue: Catalogue) -> TelegramMessage:
    """Return the message for a screen. Raises KeyError for an id that the catalogue does not have."""
    labels = [_words(button.label, screen.language, catalogue) or _NOTHING for button in screen.buttons]
    paragraphs = _paragraphs(screen, catalogue)
    paragraphs.append(_spelt_out(screen.buttons, labels))
    text, entities = _set(_fit([paragraph for paragraph in paragraphs if paragraph.text]))
    return TelegramMessage(text=text or _NOTHING, entities=entities, keyboard=_keyboard(screen, labels))


def _words(piece: Piece, language: str, catalogue: Catalogue) -> str:
    if isinstance(piece, Words):
        return clean(piece.text)
    return clean(catalogue.text(piece.language or language, piece.id, piece.args))


def _paragraphs(screen: Screen, catalogue: Catalogue) -> list[_Paragraph]:
    """Return a paragraph for each piece; one sentence in several languages is one, a line for each."""
    paragraphs: list[_Paragraph] = []
    for before, piece in zip((None, *screen.pieces), screen.pieces, strict=False):
        paragraph = _paragraph(piece, screen.language, catalogue)
        if _says_the_same(before, piece):
            paragraphs[-1] = _Paragraph(f"{paragraphs[-1].text}\n{paragraph.text}")
        else:
            paragraphs.append(paragraph)
    return paragraphs


def _says_the_same(before: Piece | None, piece: Piece) -> bool:
    if not (isinstance(before, Line) and isinstance(piece, Line)):
        return False
    return before.id == piece.id and before.language != piece.language


def _paragraph(piece: Piece, language: str, catalogue: Catalogue) -> _Paragraph:
    face = _FACES.get(piece.weight) if isinstance(piece, Words) else None
    return _Paragraph(_words(piece, language, catalogue), face)


def _spelt_out(buttons: tuple[Button, ...], labels: list[str]) -> _Paragraph:
    """Return the choices as a list, when one of them is too wide for a button, where the phone would cut it."""
    choices = [label for button, label in zip(buttons, labels, strict=True) if button.role == "choice"]
    wide = any(columns(label) > ROOM or "\n" in label for label in choices)
    return _Paragraph("\n".join(f"• {label}" for label in choices) if wide else "")


def _fit(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Shorten the longest paragraphs until all fit: none disappears, so the last, which says what to do, stays."""
    room = TEXT_LIMIT - units(_GAP) * max(0, len(paragraphs) - 1)
    sizes = [units(paragraph.text) for paragraph in paragraphs]
    cap = _cap(sizes, room)
    return [_Paragraph(cut(paragraph.text, cap), paragraph.face) for paragraph in paragraphs]


def _cap(sizes: list[int], room: int) -> int:
    """Return the longest length allowed to each so that together they take at most `room`."""
    for taken, size in enumerate(sorted(sizes)):
        share = room // (len(sizes) - taken)
        if size > share:
            return share
        room -= size
    return max(sizes, default=0)


def _set(paragraphs: list[_Paragraph]) -> tuple[str, tuple[Entity, ...]]:
    entities: list[Entity] = []
    offset = 0
    for paragraph in paragraphs:
        length = units(paragraph.text)
        if paragraph.face:
            entities.append(Entity(paragraph.face, offset, length))
        offset += length + units(_GAP)
    return _GAP.join(paragraph.text for paragraph in paragraphs), tuple(entities)


def _keyboard(screen: Screen, labels: list[str]) -> tuple[tuple[Key, ...], ...]:
    """Return the rows: choices, the way on and what erases each in a row of its own, moves side by side as they fit."""
    rows: list[list[Key]] = []
    beside = False
    for index, (button, label) in enumerate(zip(screen.buttons[:BUTTON_LIMIT], labels, strict=False)):
        key = Key(_label(button, label), f"{screen.number}:{index}")
        if button.role == "move" and beside and _fits([*rows[-1], key]):
            rows[-1].append(key)
        else:
            rows.append([key])
        beside = button.role == "move"
    return tuple(tuple(row) for row in rows)


def _fits(row: list[Key]) -> bool:
    """Tell whether buttons can share a row and be read: each gets the same part of its width."""
    return len(row) <= _SIDE_BY_SIDE and max(columns(key.text) for key in row) <= ROOM // len(row)


def _label(button: Button, label: str) -> str:
    line = " ".join(label.split())
    return (MARK if button.marked else "") + (cut(line, LABEL_LIMIT) or _NOTHING)
