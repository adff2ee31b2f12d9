"""A screen as lines of text for a terminal, pure. Buttons are numbered; control characters never reach the terminal."""

from __future__ import annotations

import re
import unicodedata

from bot.conversation.screen import Button, Line, Piece, Screen, Words
from config.catalogue import Catalogue

_NUMBER = re.compile("[0-9]{1,3}")
_MARKS = {True: "[x] ", False: "    "}


def visible(text: str) -> str:
    """Return text without control and format characters (except line breaks), which could repaint the terminal."""
    return "".join(each for each in text if each == "\n" or unicodedata.category(each) not in {"Cc", "Cf", "Cs"})


def words_of(piece: Piece, language: str, catalogue: Catalogue) -> str:
    """Return a piece's words in a language."""
    match piece:
        case Line():
            return visible(catalogue.text(piece.language or language, piece.id, piece.args))
        case Words():
            return visible(piece.text)


def render(screen: Screen, catalogue: Catalogue) -> str:
    """Return the whole screen: its pieces, then its buttons, numbered as `press` understands them."""
    pieces = [words_of(piece, screen.language, catalogue) for piece in screen.pieces]
    sign = "" if screen.awaits == "choice" else "/"
    marked = any(button.marked for button in screen.buttons)
    buttons = [
        f"  {sign}{number}  {_MARKS[button.marked] if marked else ''}{_label(button, screen, catalogue)}"
        for number, button in enumerate(screen.buttons, 1)
    ]
    return "\n\n".join(pieces) + "\n\n" + "\n".join(buttons) + "\n"


def _label(button: Button, screen: Screen, catalogue: Catalogue) -> str:
    return words_of(button.label, screen.language, catalogue)


def press(line: str, screen: Screen) -> int | None:
    """Return the index of the button that a typed line means, None if it is an answer.

    "/3" is always button 3; a bare "3" only where the screen waits for nothing but a choice.
    """
    typed = line.strip()
    number = typed.removeprefix("/")
    if not _NUMBER.fullmatch(number) or (number == typed and screen.awaits != "choice"):
        return None
    return int(number) - 1
