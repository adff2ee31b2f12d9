"""What was typed where a choice is expected: which choices it means, or which it could mean. Some people write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.interview import Question, ShownChoice

_BETWEEN = re.compile(r"[,;、،\n]+")
_DIGITS = 6
_LONGEST = 400
"""Characters in which somebody names choices. A longer text names none, and is not looked at."""


def meant(question: Question, text: str, *, whole: bool = False) -> tuple[str, ...]:
    """Return the names of the choices that a text means; () unless every piece of it fits exactly one.

    `whole`: a piece must be a whole label or a number. In a long list its beginning alone is a search.
    """
    if len(text) > _LONGEST:
        return ()
    pieces = _BETWEEN.split(unicodedata.normalize("NFKC", text)) if question.multiple else [text]
    labels = [(choice.name, _plain(choice.label)) for choice in question.choices]
    found = [_only(labels, _plain(piece), whole=whole) for piece in pieces if piece.strip()]
    return () if "" in found else tuple(dict.fromkeys(found))


def _only(labels: list[tuple[str, str]], text: str, *, whole: bool) -> str:
    """Return the one choice that a text means: its label, else its number or the beginning of its label; else ""."""
    exact = [name for name, label in labels if label == text]
    if len(exact) == 1:
        return exact[0]
    found = set() if whole or not text else {name for name, label in labels if _begins(label, text)}
    if text.isdecimal() and 1 <= int(text[:_DIGITS]) <= len(labels):
        found.add(labels[int(text[:_DIGITS]) - 1][0])
    return found.pop() if len(found) == 1 else ""


def _begins(label: str, text: str) -> bool:
    """Tell whether a label begins with a text; "1" does not begin "18 or older"."""
    return label.startswith(text) and not (text[-1:].isdigit() and label[len(text) :][:1].isdigit())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".")


# --- search -------------------------------------------------------------------------------------------


def fitting(choices: Sequence[ShownChoice], text: str, *, most: int) -> tuple[str, ...]:
    """Return the names of the choices whose label holds every word of a text, in any order, accents aside.

    At most so many; those that begin with the text come first.
    """
    if len(text) > _LONGEST:
        return ()
    words = _bare(text).split()
    if not words:
        return ()
    bare = [(choice.name, _bare(choice.label)) for choice in choices]
    found = [(name, label) for name, label in bare if all(word in label for word in words)]
    found.sort(key=lambda entry: not entry[1].startswith(words[0]))
    return tuple(dict.fromkeys(name for name, _ in found))[:most]


def _bare(text: str) -> str:
    """Return a text without case and marks. Hangul falls into its letters, so that half a syllable is found too."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in apart if unicodedata.category(char) != "Mn").split())
