"""One look at one interview: what comes next, what is shown, what is taken.

An `Interview` is built for a turn and thrown away; it changes nothing. Called by `bot.conversation` only.
"""

from __future__ import annotations

from datetime import datetime

from bot.interview.program import Program
from bot.interview.shown import Answers, Question, Refusal, Submitted, SummaryLine


def begin(program: Program, *, now: datetime, entropy: bytes) -> dict[str, str]:
    """Return the answers an interview begins with: defaults, evaluated once, and what volatile functions draw from."""
    raise NotImplementedError


class Interview:
    """A Plan, answers, a moment and a language. Evaluates lazily; cheap to build."""

    def __init__(self, program: Program, answers: Answers, *, now: datetime, language: str) -> None:
        raise NotImplementedError

    def first(self) -> str | None:
        """Return the instance path of the first thing to show, or None when there is nothing."""
        raise NotImplementedError

    def after(self, path: str) -> str | None:
        """Return the next thing to show, or None at the end. `path` itself need not be relevant any more."""
        raise NotImplementedError

    def before(self, path: str) -> str | None:
        """Return the thing shown before, or None at the beginning."""
        raise NotImplementedError

    def question(self, path: str) -> Question:
        """Return what is shown at a path. Raises KeyError where the Plan has nothing to show."""
        raise NotImplementedError

    def accept(self, path: str, value: str) -> dict[str, str] | Refusal:
        """Take what a person wrote: the change to merge into the answers, or why not. "" clears. Never raises."""
        raise NotImplementedError

    def accept_choices(self, path: str, names: tuple[str, ...]) -> dict[str, str] | Refusal:
        """Take choices by name, in any order; () clears."""
        raise NotImplementedError

    def accept_sealed(self, path: str) -> dict[str, str] | Refusal:
        """Take that an answer was sealed; its content is judged by nobody."""
        raise NotImplementedError

    def progress(self, path: str) -> tuple[int, int]:
        """Return (n, about m): the how-manieth question this is, of about how many."""
        raise NotImplementedError

    def summary(self) -> tuple[SummaryLine, ...]:
        """Return every relevant question in order, with its answer."""
        raise NotImplementedError

    def signals(self) -> frozenset[str]:
        """Return the signals that relevant answers raise."""
        raise NotImplementedError

    def submission(self) -> tuple[Submitted, ...]:
        """Return every relevant node that has a value."""
        raise NotImplementedError
