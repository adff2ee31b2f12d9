"""Who answers: scripts written beside a form, and chance, which repeats itself.

A script names the questions in the order in which its author expects them; JavaRosa is held to that, too:

    # en · a widow, who first writes her age in words
    age: eighty | 80
    people[2]: more
    town: north <
    *: 7

`|` stands between attempts, an empty attempt skips or clears, `=` keeps what is there, `<` at the end goes back, and
`*` leaves the rest to chance with that seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.interview import Question
from config.questionnaire.plan import Node, Plan
from tests.vectors.interview.guessing import candidates, counting

_TITLE = re.compile(r"# (\S+) · (.+?)( · unmended)?")
_LINE = re.compile(r"([\w.*-]+(?:\[\d+\])?):(.*?)( <)?")
_LONGEST_REPEAT = 3
_PATIENCE = 12
"""Attempts at one question."""
_FEW = 8
"""Choices that are weighed against each other."""
_BACK, _KEEP, _SKIP = 0.05, 0.5, 0.15
"""How often each is done."""
_EAGER = (0.5, 0.95)
"""How often somebody takes the choice after which most is asked: one kind of respondent, and another."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody does at one place."""

    name: str
    """The question's name, with the number of the instance where a repeat asks for another."""
    attempts: tuple[str, ...]
    back: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """One respondent."""

    language: str
    name: str
    turns: tuple[Turn, ...]
    seed: int | None = None
    """What chance draws from when the turns are used up."""
    alone: bool = False
    """Whether chance keeps to one instance of each repeat."""
    mended: bool = True
    """Whether JavaRosa's repeats are given the instances that they ought to have (README.md)."""

    @classmethod
    def of_chance(cls, language: str, seed: int, *, alone: bool = False) -> Script:
        """Return a respondent who answers by chance from the first question on."""
        return cls(language=language, name=f"{language} {seed}", turns=(), seed=seed, alone=alone)


def read_scripts(path: Path) -> Iterator[Script]:
    """Yield the respondents of a file."""
    for block in re.split(r"\n(?=# )", path.read_text(encoding="utf-8").strip()):
        title, *lines = block.split("\n")
        named = _TITLE.fullmatch(title)
        assert named, title
        turns = [_turn(line) for line in lines if line.strip()]
        seed = int(turns.pop().attempts[0]) if turns and turns[-1].name == "*" else None
        yield Script(language=named[1], name=named[2], turns=tuple(turns), seed=seed, mended=not named[3])


def _turn(line: str) -> Turn:
    parts = _LINE.fullmatch(line.rstrip())
    assert parts, line
    given = parts[2].strip()
    attempts = tuple(attempt.strip() for attempt in given.split("|")) if given or "|" in parts[2] else ("",)
    return Turn(parts[1], () if attempts == ("-",) else attempts, back=bool(parts[3]))


class Chance:
    """A respondent who answers at random, and sometimes skips, goes back, or writes what is no answer.

    Often the choice is the one after which most is asked: who says no to everything sees little of a form.
    """

    def __init__(self, seed: int, plan: Plan, *, alone: bool = False) -> None:
        self._random = random.Random(seed)
        self._alone = alone
        self._eager = self._random.choice(_EAGER)
        self._counting = counting(plan.nodes)

    def turn(self, question: Question, node: Node, reach: Callable[[str], int]) -> Turn:
        """Return what this respondent does at a question. Attempts are meant until one is taken.

        `reach` tells how much there is to be asked after an answer.
        """
        attempts = tuple(self._attempts(question, node, reach))
        return Turn(question.name, attempts, back=bool(attempts) and self._random.random() < _BACK)

    def _attempts(self, question: Question, node: Node, reach: Callable[[str], int]) -> Iterator[str]:
        if question.kind == "note" or question.readonly:
            return
        if question.type == "repeat":
            yield self._another(question)
            return
        draw = self._random.random()
        if question.value and draw < _KEEP:
            yield "="
            return
        if draw < _SKIP:
            yield ""
        if question.choices:
            yield self._picked(question, reach)
            return
        pool = candidates(node, few=node.path in self._counting)
        if self._alone and node.path in self._counting:
            pool = ["1"]
        yield from self._random.sample(pool, k=min(_PATIENCE, len(pool)))

    def _another(self, question: Question) -> str:
        index = int(question.path.rpartition("[")[2].rstrip("]"))
        if index > _LONGEST_REPEAT or self._alone:
            return "enough"
        return self._random.choice(["more", "more", "enough", "fewer" if index > 1 else "enough"])

    def _picked(self, question: Question, reach: Callable[[str], int]) -> str:
        names = list(dict.fromkeys(choice.name for choice in question.choices))
        self._random.shuffle(names)
        if question.control == "rank":
            return " ".join(names)
        if question.multiple:
            return " ".join(names[: self._random.randint(1, min(4, len(names)))])
        if len(names) <= _FEW and self._random.random() < self._eager:
            return max(names, key=reach)
        return names[0]
