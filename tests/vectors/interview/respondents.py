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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.interview import Question
from config.questionnaire.plan import Node
from tests.vectors.interview.guessing import candidates

_TITLE = re.compile(r"# (\S+) · (.+?)( · unmended)?")
_LINE = re.compile(r"([\w.*-]+(?:\[\d+\])?):(.*?)( <)?")
_LONGEST_REPEAT = 3


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
    mended: bool = True
    """Whether JavaRosa's repeats are given the instances that they ought to have (README.md)."""


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
    """A respondent who answers at random, and sometimes skips, goes back, or writes what is no answer."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def turn(self, question: Question, node: Node) -> Turn:
        """Return what this respondent does at a question. Attempts are meant until one is taken."""
        attempts = tuple(self._attempts(question, node))
        return Turn(question.name, attempts, back=bool(attempts) and self._random.random() < 0.05)

    def _attempts(self, question: Question, node: Node) -> Iterator[str]:
        if question.kind == "note" or question.readonly:
            return
        if question.type == "repeat":
            yield self._another(question)
            return
        draw = self._random.random()
        if question.value and draw < 0.5:
            yield "="
            return
        if draw < 0.15:
            yield ""
        if question.choices:
            yield self._picked(question)
            return
        yield from self._random.sample(candidates(node), k=min(12, len(candidates(node))))

    def _another(self, question: Question) -> str:
        index = int(question.path.rpartition("[")[2].rstrip("]"))
        if index > _LONGEST_REPEAT:
            return "enough"
        return self._random.choice(["more", "more", "enough", "fewer" if index > 1 else "enough"])

    def _picked(self, question: Question) -> str:
        names = list(dict.fromkeys(choice.name for choice in question.choices))
        if question.control == "rank":
            return " ".join(self._random.sample(names, k=len(names)))
        if question.multiple:
            return " ".join(self._random.sample(names, k=self._random.randint(1, min(4, len(names)))))
        return self._random.choice(names)
