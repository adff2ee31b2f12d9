"""A screen as Telegram shows it: text, bold stretches and buttons. Pure.

The text goes out as it is, with `entities` that name the bold stretches by place. No markup language is involved, so
there is nothing to escape and no label of a form that could close a tag. The limit of 4,096 UTF-16 units is the Bot
API's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bot.channels.telegram.directions import closed, isolated, led
from bot.channels.telegram.keyboard import NOTHING, Key, keyboard, spelt_out
from bot.channels.telegram.plain import clean, cut, units
from bot.conversation.screen import Line, Piece, Screen, Words
from config.catalogue import FALLBACK, Catalogue

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
_GAP: Final = "\n\n"

_FACES: dict[str, Literal["bold", "italic"]] = {"strong": "bold", "quiet": "italic"}


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a face; offset and length in UTF-16 units."""

    type: Literal["bold", "italic"]
    offset: int
    length: int


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
    gap: str = _GAP
    """What parts it from the one before."""


def render(screen: Screen, catalogue: Catalogue) -> TelegramMessage:
    """Return the message for a screen. Raises KeyError for an id that the catalogue does not have."""
    labels = [_words(button.label, screen.language, catalogue) or NOTHING for button in screen.buttons]
    paragraphs = [*_paragraphs(screen, catalogue), *_choices(screen, labels)]
    text, entities = _set(_fit([paragraph for paragraph in paragraphs if paragraph.text]))
    return TelegramMessage(text=text or NOTHING, entities=entities, keyboard=keyboard(screen, labels))


def caption(words: Words) -> str:
    """Return what stands under a file."""
    return cut(closed(clean(words.text)), CAPTION_LIMIT)


def _words(piece: Piece, language: str, catalogue: Catalogue) -> str:
    if isinstance(piece, Words):
        return closed(clean(piece.text))
    spoken = piece.language or language
    if not piece.args:
        return clean(catalogue.text(spoken, piece.id))
    heard = spoken if spoken in catalogue.languages else FALLBACK
    return led(clean(catalogue.text(heard, piece.id, isolated(piece.args, heard))))


def _paragraphs(screen: Screen, catalogue: Catalogue) -> list[_Paragraph]:
    """Return a paragraph for each piece; one sentence in several languages is one, a line for each."""
    paragraphs: list[_Paragraph] = []
    for before, piece in zip((None, *screen.pieces), screen.pieces, strict=False):
        paragraph = _paragraph(piece, screen.language, catalogue)
        if _says_the_same(before, piece):
            lines = dict.fromkeys([*paragraphs[-1].text.split("\n"), paragraph.text])  # what falls back is said once
            paragraphs[-1] = _Paragraph("\n".join(lines))
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


def _choices(screen: Screen, labels: list[str]) -> list[_Paragraph]:
    """Return the choices that the text spells out: each is shortened by itself, so that none is lost."""
    lines = spelt_out(screen, labels)
    return [_Paragraph(line, gap="\n" if place else _GAP) for place, line in enumerate(lines)]


def _fit(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Shorten the longest paragraphs until all fit: none disappears, so the last, which says what to do, stays."""
    room = TEXT_LIMIT - sum(units(paragraph.gap) for paragraph in paragraphs[1:])
    sizes = [units(paragraph.text) for paragraph in paragraphs]
    cap = _cap(sizes, room)
    return [_Paragraph(cut(paragraph.text, cap), paragraph.face, paragraph.gap) for paragraph in paragraphs]


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
    text = ""
    for paragraph in paragraphs:
        text += paragraph.gap if text else ""
        if paragraph.face:
            entities.append(Entity(paragraph.face, units(text), units(paragraph.text)))
        text += paragraph.text
    return text, tuple(entities)
