"""A walk through a form without a channel: what `affiant form try` shows, by hand or from a file of answers.

Nothing is kept, and nothing is sealed: a text that would be sealed counts as given.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

import msgspec

from bot.interview import Interview, Program, Question, Refusal, begin
from config.catalogue import Catalogue

Given: TypeAlias = Mapping[str, deque[str]]
"""Answers by question name, each used once: a question inside a repeat takes the next one."""

_Value: TypeAlias = str | bool | int | float | list[str] | None


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """One walk: the answers so far, in one language, at one moment."""

    program: Program
    catalogue: Catalogue
    language: str
    now: datetime
    entropy: bytes
    answers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the form's defaults."""
        self.answers = begin(self.program, now=self.now, entropy=self.entropy)

    @property
    def interview(self) -> Interview:
        """The interview as it stands."""
        return Interview(self.program, self.answers, now=self.now, language=self.language)

    def take(self, question: Question, value: str) -> str | None:
        """Take an answer (choices by name); return why not, or None when it is taken."""
        outcome = self._outcome(question, value)
        if isinstance(outcome, Refusal):
            return outcome.message or self.catalogue.text(self.language, outcome.id)
        self.answers |= outcome
        return None

    def _outcome(self, question: Question, value: str) -> dict[str, str] | Refusal:
        if question.choices:
            return self.interview.accept_choices(question.path, tuple(value.split()))
        if question.sealed and value:
            return self.interview.accept_sealed(question.path)
        return self.interview.accept(question.path, value)

    def steps(self, given: Given) -> Iterator[dict[str, object]]:
        """Yield a step for everything shown. A question without an answer is skipped: its "accepted" is null."""
        path = self.interview.first()
        while path is not None:
            question = self.interview.question(path)
            yield self._step(question, given)
            path = self.interview.after(path)

    def _step(self, question: Question, given: Given) -> dict[str, object]:
        waiting = given.get(question.name) if question.kind == "question" else None
        value = waiting.popleft() if waiting else None
        message = None if value is None else self.take(question, value)
        return {
            "name": question.name,
            "type": question.type if question.kind == "question" else "note",
            "label": question.label,
            "choices": [choice.name for choice in question.choices],
            "accepted": None if value is None else message is None,
            "message": message,
        }


def read_answers(data: bytes) -> dict[str, deque[str]]:
    """Return answers by name from a JSON object, or from JSON Lines of objects.

    Values are texts, numbers, true and false, or lists of choice names. Raises msgspec.MsgspecError.
    """
    found: dict[str, deque[str]] = {}
    for line in _objects(data):
        for name, value in line.items():
            if value is not None:
                found.setdefault(name, deque()).append(_written(value))
    return found


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
