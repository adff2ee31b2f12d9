"""Answers from a file: somebody who says what is written there and nothing else. For `affiant form try --answers`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from bot.interview import Question

_Value: TypeAlias = str | bool | int | float | list[str] | None


class Script:
    """Answers by a question's name or instance path, each used once: in a repeat the next one is taken."""

    def __init__(self, answers: dict[str, deque[str]]) -> None:
        self._answers = answers

    @property
    def names(self) -> frozenset[str]:
        """Names and paths that still have answers."""
        return frozenset(name for name, waiting in self._answers.items() if waiting)

    def attempts(self, question: Question) -> Iterator[str]:
        """Yield the answer that is written for a question, if there is one."""
        for key in (question.path, question.name):
            if self._answers.get(key):
                yield self._answers[key].popleft()
                return


def read_script(data: bytes) -> Script:
    """Return answers by name or path from a JSON object, or from JSON Lines of objects.

    Values are texts, numbers, true and false, or lists of choice names; null is no answer. Raises msgspec.MsgspecError.
    """
    found: dict[str, deque[str]] = {}
    try:
        objects = _objects(data)
    except UnicodeDecodeError:  # msgspec lets it through; whoever reads answers expects one error
        raise msgspec.DecodeError("it is not UTF-8") from None
    for line in objects:
        for name, value in line.items():
            if value is not None:
                found.setdefault(name, deque()).append(_written(value))
    return Script(found)


def _objects(data: bytes) -> list[dict[str, _Value]]:
    try:
        return [msgspec.json.decode(data, type=dict[str, _Value])]
    except msgspec.DecodeError:
        return msgspec.json.Decoder(dict[str, _Value]).decode_lines(data)


def _written(value: str | float | list[str]) -> str:
    """Return a JSON value as ODK text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else str(value)
