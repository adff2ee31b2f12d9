"""A stored answer as a person reads it: a moment without its seconds, a month without a day, a place as two numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.conversation.leaves import shortened
from bot.interview import Question

_LONGEST: Final = 400
"""Characters of one answer that are shown with its question."""


def presented(question: Question) -> str:
    """Return what a question that is not sealed holds, in the person's words; "" where it holds nothing."""
    if question.choices:
        labels = {choice.name: choice.label for choice in question.choices}
        return ", ".join(labels.get(name) or name for name in question.value.split(" ") if name)
    return shortened(spelt(question.value, kind=question.type, appearance=question.appearance), _LONGEST)


def spelt(value: str, *, kind: str, appearance: str) -> str:
    """Return a value of a bind type, stored in ODK text form, as people write it."""
    spell = _SPELLINGS.get(kind)
    return value if spell is None else spell(value, appearance.split())


def _date(value: str, appearance: list[str]) -> str:
    return value[:4] if "year" in appearance else value[:7] if "month-year" in appearance else value


def _time(value: str, _appearance: list[str]) -> str:
    return value[:5]


def _moment(value: str, _appearance: list[str]) -> str:
    return f"{value[:10]} {value[11:16]}".rstrip()


def _place(value: str, _appearance: list[str]) -> str:
    return " ".join(value.split()[:2])


_SPELLINGS: Final[dict[str, Callable[[str, list[str]], str]]] = {
    "date": _date,
    "time": _time,
    "dateTime": _moment,
    "geopoint": _place,
}
