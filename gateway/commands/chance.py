"""Somebody who answers at random and repeats themselves for a seed: `affiant form try --respondent`.

Knows a question's type, its choices, and the numbers and words in its constraint; tries a few answers, then leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Final

from bot.interview import Program, Question
from config.questionnaire.expression import children
from config.questionnaire.plan import Expression, Node, Number, Text

TRIES: Final = 8
"""Answers that are tried at one question."""
MOST_INSTANCES: Final = 3
"""Instances of a repeat that are added."""

_SKIPPED: Final = 0.15
_WORDS: Final = ("Aster", "by the river", "a@b.example", "0912345678", "7", "12345", "회색 강", "река", "<b>bold</b>")
_SMALL: Final = ("0", "1", "2", "3")
_WHOLE: Final = ("5", "12", "18", "25", "40", "60", "100", "1999", "2015", "-4")
_BROKEN: Final = ("0.5", "2.25", "36.6", "1500")
_USUAL: Final = {
    "int": _SMALL + _WHOLE,
    "decimal": _SMALL + _WHOLE + _BROKEN,
    "time": ("00:30", "09:00", "17:45"),
    "geopoint": ("12.5 -7.25", "-33 151.2"),
}
_DAYS: Final = (0, -1, 1, -30, 30, -400, -7000, -11000)
_FILES: Final = {"image": "jpg", "audio": "ogg", "video": "mp4"}
_TEXTS: Final = frozenset({"string", "barcode"})


class Chance:
    """One respondent. Two with one seed, one form and one moment answer alike."""

    def __init__(self, seed: str, program: Program, *, now: datetime) -> None:
        self._random = Random(seed)  # noqa: S311 -- has to repeat itself, and guards nothing
        self._program = program
        self._now = now
        self._files = 0

    def attempts(self, question: Question) -> Iterator[str]:
        """Yield what is tried at a question; sometimes nothing."""
        if question.readonly:
            return
        if question.type == "repeat":
            yield self._another(question)
        elif question.required or self._random.random() >= _SKIPPED:
            yield from self._answers(question)

    def _another(self, question: Question) -> str:
        index = int(question.path.rpartition("[")[2].rstrip("]"))
        return "more" if index <= MOST_INSTANCES and self._random.random() < 1 / 2 else "enough"

    def _answers(self, question: Question) -> Iterator[str]:
        if question.choices:
            for _ in range(TRIES):
                yield self._picked(question)
            return
        if question.control == "upload":
            yield self._file(question)
            return
        tries = [*self._some(list(_near(self._node(question), question.type))), *self._some(self._usual(question))]
        yield from self._random.sample(tries, k=len(tries))

    def _some(self, pool: Sequence[str]) -> list[str]:
        pool = list(dict.fromkeys(pool))
        return self._random.sample(pool, k=min(TRIES // 2, len(pool)))

    def _picked(self, question: Question) -> str:
        names = list(dict.fromkeys(choice.name for choice in question.choices))
        if question.control == "rank":
            return " ".join(self._random.sample(names, k=len(names)))
        if question.multiple:
            return " ".join(self._random.sample(names, k=self._random.randint(1, min(4, len(names)))))
        return self._random.choice(names)

    def _file(self, question: Question) -> str:
        self._files += 1
        kind = question.mediatype.partition("/")[0]
        return f"{kind if kind in _FILES else 'file'}-{self._files}.{_FILES.get(kind, 'pdf')}"

    def _node(self, question: Question) -> Node:
        bare = "/".join(part.partition("[")[0] for part in question.path.split("/"))
        return self._program.by_path[bare].node

    def _usual(self, question: Question) -> tuple[str, ...]:
        days = [str(self._now.date() + timedelta(days=days)) for days in _DAYS]
        if question.type == "date":
            return tuple(days)
        if question.type == "dateTime":
            return tuple(f"{day} 10:30" for day in days)
        return _USUAL.get(question.type, _WORDS)


def _near(node: Node, type_: str) -> Iterator[str]:
    """Yield what lies at and beside the limits that a constraint or a range names."""
    for literal in _literals(node.constraint):
        if isinstance(literal, Text):
            if type_ in _TEXTS and literal.value.strip() and "\\" not in literal.value:
                yield literal.value
        elif type_ in {"int", "decimal"} and abs(literal.value) < 1e9:  # noqa: PLR2004 -- what 32 bits hold
            yield from (str(int(literal.value) + step) for step in (-1, 0, 1))
        elif type_ in _TEXTS and 0 < literal.value <= 40:  # noqa: PLR2004 -- a length, perhaps
            yield "7" * int(literal.value)
    yield from (node.parameters[end] for end in ("start", "end") if node.parameters.get(end))


@cache
def _literals(expression: Expression | None) -> tuple[Number | Text, ...]:
    if expression is None:
        return ()
    if isinstance(expression, Number | Text):
        return (expression,)
    return tuple(found for child in children(expression) for found in _literals(child))
