"""Our engine as a respondent uses it: a Plan is walked one step at a time, the answers kept here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.interview import Interview, Program, Question, Refusal, begin
from tests.vectors.interview.transcripts import Said

ENTROPY: Final = bytes(range(64))

_SAID: Final[dict[str, Said]] = {
    "refused-required": "required",
    "refused-constraint": "constraint",
    "refused-choice": "choice",
    "refused-readonly": "readonly",
}
_INDEX: Final = re.compile(r"\[\d+\]")


def generic(path: str) -> str:
    """Return an instance path without its indexes."""
    return _INDEX.sub("", path)


@dataclass(slots=True)
class Verdict:
    """What came of an attempt."""

    said: Said
    message: str = ""
    stored: str = ""
    """What is kept for this question now."""


@dataclass(slots=True)
class Walker:
    """One respondent in our engine."""

    program: Program
    language: str
    now: datetime
    answers: dict[str, str] = field(default_factory=dict)
    at: str | None = None

    def __post_init__(self) -> None:
        """Stand at the first question."""
        self.answers = begin(self.program, now=self.now, entropy=ENTROPY)
        self.at = self.look().first()

    def look(self) -> Interview:
        """Return the interview as it is now."""
        return Interview(self.program, self.answers, now=self.now, language=self.language)

    def question(self) -> Question:
        """Return what is shown."""
        assert self.at is not None
        return self.look().question(self.at)

    def go(self, way: str) -> None:
        """Go to the next thing, or back to the one before; before the first there is only the first."""
        assert self.at is not None
        look = self.look()
        self.at = look.after(self.at) if way == "next" else look.before(self.at) or look.first()

    def give(self, text: str) -> Verdict:
        """Answer. Choices are given by name."""
        question = self.question()
        taken = self._taken(question, text)
        if isinstance(taken, Refusal):
            return Verdict(_SAID.get(taken.id, "type"), taken.message or "")
        self.answers |= taken
        return Verdict("ok", stored=taken.get(question.path, ""))

    def _taken(self, question: Question, text: str) -> dict[str, str] | Refusal:
        look = self.look()
        if question.choices:
            return look.accept_choices(question.path, tuple(text.split()))
        if question.sealed and text.strip():
            return look.accept_sealed(question.path)
        return look.accept(question.path, text)

    def reach(self, text: str) -> int:
        """Return how much there would be to show after an answer."""
        taken = self._taken(self.question(), text)
        answers = self.answers if isinstance(taken, Refusal) else self.answers | taken
        return len(Interview(self.program, answers, now=self.now, language=self.language).outline())
