"""What can be said of a condition before anybody has answered: that it never holds, or always, and why.

Errs on the side of silence: where answers decide, nothing is said. Blank is "" as text and compares with no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from config.questionnaire.lint.comparison import (
    Comparison,
    alike,
    compared,
    compares,
    comparison,
    constant,
    every,
    path_of,
)
from config.questionnaire.lint.subject import Subject, name_of
from config.questionnaire.plan import Call, Expression, Node, Number, Operation, Path, Text
from config.questionnaire.reading import Use


class Verdict(NamedTuple):
    """Whether a condition always (True) or never (False) holds; None: answers decide. `why` tells why never."""

    holds: bool | None
    why: str = ""


_OPEN = Verdict(None)


class Truths:
    """What is known of answers before there are any. `blank` are the paths that never have a value."""

    def __init__(self, subject: Subject, blank: frozenset[str] = frozenset()) -> None:
        self.subject = subject
        self.blank = blank

    def of(self, condition: Expression, at: str) -> Verdict:
        """Return what can be said of a condition that stands at a node."""
        match condition:
            case Call(name="true" | "false"):
                return Verdict(condition.name == "true", "it says false()")
            case Number() | Text():
                return Verdict(bool(condition.value), "it says nothing")
            case Call(name="not", arguments=(inner,)):
                holds = self.of(inner, at).holds
                return _OPEN if holds is None else Verdict(not holds, "what must not be is always so")
            case Operation(operator="and" | "or"):
                return self._joined(condition, at)
            case Path():
                path = path_of(condition, at)
                return Verdict(False, _unanswered(path)) if path in self.blank else _OPEN
        return self._compared(condition, at)

    def _joined(self, operation: Operation, at: str) -> Verdict:
        sides = [self.of(side, at) for side in (operation.left, operation.right)]
        decisive = operation.operator == "or"
        for verdict in sides:
            if verdict.holds is decisive:
                return verdict
        return sides[0] if all(verdict.holds is not None for verdict in sides) else _OPEN

    def _compared(self, condition: Expression, at: str) -> Verdict:
        if isinstance(condition, Operation) and compares(condition.operator):
            left, right = constant(condition.left), constant(condition.right)
            if left is not None and right is not None:
                return Verdict(compared(condition.operator, left, right), "the two sides are never so")
        found = comparison(condition, at)
        return _OPEN if found is None or found.operator == "!=" or found.value == "" else self._judged(found)

    def _judged(self, found: Comparison) -> Verdict:
        if found.path in self.blank:
            return Verdict(False, _unanswered(found.path))
        return Verdict(False, no_choice(found)) if self.is_unknown(found) else _OPEN

    def is_unknown(self, found: Comparison) -> bool:
        """Return whether an answer is compared with a choice that its question does not have."""
        if found.value == "" or found.operator not in {"=", "!=", "selected"}:
            return False
        names = self._names(found.path)
        return names is not None and not any(alike(name, found.value) for name in names)

    def _names(self, path: str) -> frozenset[str] | None:
        """Return the only values that an answer can have; None where that cannot be known."""
        node = self.subject.by_path.get(path)
        if node is None or node.itemset is None or node.itemset.nodes is not None or node.control == "rank":
            return None
        if node.calculate is not None or node.default is not None or path in self.subject.assigned:
            return None
        return self.subject.column(node.itemset.choices, "name")


def _unanswered(path: str) -> str:
    return f"{name_of(path)} is never answered"


def no_choice(found: Comparison) -> str:
    """Return the sentence for a choice that does not exist."""
    shown = f"{found.value:g}" if isinstance(found.value, float) else found.value
    return f"{name_of(found.path)} has no choice {shown}"


def unknown_choices(use: Use, node: Node, truths: Truths) -> Iterator[str]:
    """Yield a sentence for every choice that an expression compares with and that does not exist."""
    if not use.item:
        found = (comparison(condition, node.path) for condition in every(use.expression))
        yield from dict.fromkeys(no_choice(each) for each in found if each is not None and truths.is_unknown(each))
