"""What was typed where a choice is expected: which choices it means. Some people write rather than press."""

from __future__ import annotations

import re
import unicodedata

from bot.interview import Question, ShownChoice

_BETWEEN = re.compile(r"[,;、\n]+")
_DIGITS = 6


def meant(question: Question, text: str) -> tuple[str, ...]:
    """Return the names of the choices that a text means; () unless every piece of it fits exactly one."""
    pieces = _BETWEEN.split(unicodedata.normalize("NFKC", text)) if question.multiple else [text]
    found = [_only(question.choices, piece) for piece in pieces if piece.strip()]
    return () if "" in found else tuple(dict.fromkeys(found))


def _only(choices: tuple[ShownChoice, ...], typed: str) -> str:
    """Return the one choice that a text means: its label, else its number or the beginning of its label; else ""."""
    text = _plain(typed)
    labels = [(choice.name, _plain(choice.label)) for choice in choices]
    exact = [name for name, label in labels if label == text]
    if len(exact) == 1:
        return exact[0]
    found = {name for name, label in labels if _begins(label, text)}
    if text.isascii() and text.isdecimal() and 1 <= int(text[:_DIGITS]) <= len(choices):
        found.add(choices[int(text[:_DIGITS]) - 1].name)
    return found.pop() if len(found) == 1 else ""


def _begins(label: str, text: str) -> bool:
    """Tell whether a label begins with a text; "1" does not begin "18 or older"."""
    return label.startswith(text) and not (text[-1:].isdigit() and label[len(text) :][:1].isdigit())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".")
