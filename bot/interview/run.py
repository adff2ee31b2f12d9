"""What one evaluation remembers: the answers it looks at, the moment, and every value worked out so far.

Compiled expressions are functions of a Run and of where they stand: the indexes of the repeats around them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.interview.values import Value

At: TypeAlias = tuple[int, ...]
"""Indexes of the enclosing repeats, outermost first, counted from 1."""

Key: TypeAlias = int | tuple[int, At]
"""A node's index, with its place where repeats enclose it."""


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """One choice of a list, compiled."""

    name: str
    columns: Mapping[str, str]
    label: Write
    media: Depict


class TooDeepError(Exception):
    """A chain of nodes is too long for the stack at this one. Never leaves the package: `cells` goes on from below."""

    def __init__(self, index: int, at: At) -> None:
        super().__init__(index, at)
        self.index = index
        self.at = at


@dataclass(slots=True, eq=False)
class Run:
    """Memo and surroundings of one evaluation. Made for one look at the answers, then thrown away."""

    answers: Mapping[str, str]
    now: datetime
    seed: bytes
    """What random, uuid and shuffling draw from: the same for the whole interview."""
    language: str
    values: dict[Key, Value] = field(default_factory=dict)
    relevance: dict[Key, bool] = field(default_factory=dict)
    counts: dict[Key, int] = field(default_factory=dict)
    frames: int = 0
    """Of Python's stack, what the nodes that are being worked out can use."""
    item: Option | None = None
    """The choice that a filter is looking at."""
    origin: At = ()
    """Where the expression stands, while one of its predicates looks elsewhere: the place of current()."""
    position: float = 0.0
    """position() inside a predicate."""
    candidate: Value = ""
    """The answer that a constraint judges."""

    def over(self, answers: Mapping[str, str]) -> Run:
        """Return a fresh look at other answers, in the same circumstances."""
        return Run(answers, self.now, self.seed, self.language)


Evaluate: TypeAlias = Callable[[Run, At], Value]
Decide: TypeAlias = Callable[[Run, At], bool]
Offer: TypeAlias = Callable[[Run, At], Sequence[Option]]
Write: TypeAlias = Callable[[Run, At], str]
Depict: TypeAlias = Callable[[str], Mapping[str, str]]
"""File names by kind, in a language."""


def silence(_run: Run, _at: At) -> str:
    """Say nothing: what a node has where the form gives it no words."""
    return ""


_NOTHING: Mapping[str, str] = {}


def unseen(_language: str) -> Mapping[str, str]:
    """Depict nothing: what a node has where the form gives it no pictures."""
    return _NOTHING
