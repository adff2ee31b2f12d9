"""The buttons under a bubble, and the choices that are too long for one: those stand in the text. Pure.

Telegram takes 100 buttons and 64 bytes of data behind each; a phone shows some forty columns of a label.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.channels.telegram.plain import columns, cut, units
from bot.conversation.screen import Button, Screen

BUTTON_LIMIT: Final = 100
LABEL_LIMIT: Final = 96
ROOM: Final = 38
"""Columns that fit on one button of a 360 px phone; a wider choice is spelt out in the text too."""
LONGEST: Final = 64
"""UTF-16 units of a choice that a button shows at all; where one is longer, all have only their numbers on it."""
MARK: Final = "✓ "
NOTHING: Final = "…"
"""Telegram refuses empty texts and labels."""
_SIDE_BY_SIDE: Final = 3
_NARROW: Final = 6
"""Columns of choices that stand side by side: numbers, signs."""
_NARROW_ROW: Final = 5
_NARROW_FROM: Final = 4
"""Fewer choices than this stand below each other, however short."""


@dataclass(frozen=True, slots=True)
class Key:
    """One inline button."""

    text: str
    callback_data: str


def is_numbered(screen: Screen, labels: list[str]) -> bool:
    """Tell whether choices have their words in the text and their numbers on the buttons."""
    choices = [label for button, label in zip(screen.buttons, labels, strict=True) if button.number]
    return bool(choices) and (screen.numbered or any(units(label) > LONGEST for label in choices))


def spelt_out(screen: Screen, labels: list[str]) -> list[str]:
    """Return the lines of the choices that the text spells out: numbered, or those that a phone would cut."""
    choices = [(button, label) for button, label in zip(screen.buttons, labels, strict=True) if button.role == "choice"]
    if is_numbered(screen, labels):
        return [f"{_mark(button)}{button.number}. {_line(label)}" for button, label in choices if button.number]
    wide = any(columns(label) > ROOM or "\n" in label for _, label in choices)
    return [f"• {_line(label)}" for _, label in choices] if wide else []


def keyboard(screen: Screen, labels: list[str]) -> tuple[tuple[Key, ...], ...]:
    """Return the rows: choices, the way on and what erases each in a row of its own, moves side by side as they fit.

    Choices that are only numbers stand side by side too.
    """
    texts = _texts(screen, labels)
    narrow = _are_narrow(screen, texts)
    rows: list[list[Key]] = []
    before = ""
    for index, (button, text) in enumerate(zip(screen.buttons[:BUTTON_LIMIT], texts, strict=False)):
        key = Key(text, f"{screen.number}:{index}")
        if button.role == before and _share(button, [*rows[-1], key], narrow=narrow):
            rows[-1].append(key)
        else:
            rows.append([key])
        before = button.role
    return tuple(tuple(row) for row in rows)


def _texts(screen: Screen, labels: list[str]) -> list[str]:
    numbered = is_numbered(screen, labels)
    return [
        _number(button) if numbered and button.number else _label(button, label)
        for button, label in zip(screen.buttons, labels, strict=True)
    ]


def _number(button: Button) -> str:
    return f"{_mark(button)}{button.number}" + (f" → {button.place}" if button.place else "")


def _label(button: Button, label: str) -> str:
    place = f"{button.place}. " if button.place else ""
    return _mark(button) + (cut(f"{place}{_line(label)}", LABEL_LIMIT) or NOTHING)


def _mark(button: Button) -> str:
    return MARK if button.marked else ""


def _line(label: str) -> str:
    return " ".join(label.split())


def _are_narrow(screen: Screen, texts: list[str]) -> bool:
    choices = [text for button, text in zip(screen.buttons, texts, strict=True) if button.role == "choice"]
    return len(choices) >= _NARROW_FROM and all(columns(text.removeprefix(MARK)) <= _NARROW for text in choices)


def _share(button: Button, row: list[Key], *, narrow: bool) -> bool:
    """Tell whether buttons can share a row and be read: each gets the same part of its width."""
    if button.role == "choice":
        return narrow and len(row) <= _NARROW_ROW
    return button.role == "move" and len(row) <= _SIDE_BY_SIDE and max(map(_width, row)) <= ROOM // len(row)


def _width(key: Key) -> int:
    return columns(key.text)
