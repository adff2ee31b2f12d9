"""Conditions that must hold together, and cannot: limits that cross, one answer that would have to be two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from config.questionnaire.lint.comparison import Comparison, alike, comparison, number, parts
from config.questionnaire.lint.subject import name_of
from config.questionnaire.lint.truth import Truths
from config.questionnaire.plan import Expression


class Claim(NamedTuple):
    """A condition, and the node that it stands at."""

    condition: Expression
    at: str


@dataclass(slots=True)
class _Room:
    """What is left for one answer once several conditions hold. A limit is (number, whether it is itself allowed)."""

    low: tuple[float, bool] = (-inf, True)
    high: tuple[float, bool] = (inf, True)
    equal: list[float | str] = field(default_factory=list)
    unequal: list[float | str] = field(default_factory=list)

    def narrow(self, operator: str, value: float | str) -> None:
        """Take one more condition into account."""
        limit = number(value)
        if operator in {"=", "selected"}:
            self.equal.append(value)
        elif operator == "!=":
            self.unequal.append(value)
        elif limit is not None and operator in {">", ">="}:
            self.low = max(self.low, (limit, operator == ">="), key=lambda each: (each[0], not each[1]))
        elif limit is not None:
            self.high = min(self.high, (limit, operator == "<="))

    def is_empty(self) -> bool:
        """Return whether no answer is left."""
        first = self.equal[:1]
        if any(not alike(first[0], other) for other in self.equal[1:]):
            return True
        if any(type(one) is type(other) and one == other for one in self.equal for other in self.unequal):
            return True
        (low, low_itself), (high, high_itself) = self.low, self.high
        if low > high or (low == high and not (low_itself and high_itself)):
            return True
        return any(not low <= exact <= high for exact in map(number, self.equal) if exact is not None)


def falsehood(claims: Sequence[Claim], truths: Truths) -> str:
    """Return why conditions can never hold together; "" where they may."""
    single = [Claim(part, claim.at) for claim in claims for part in parts(claim.condition)]
    for part in single:
        verdict = truths.of(part.condition, part.at)
        if verdict.holds is False:
            return verdict.why
    rooms: dict[str, _Room] = {}
    for part in single:
        found = comparison(part.condition, part.at)
        if found is None or not _is_one_answer(found, part.at, truths):
            continue
        room = rooms.setdefault(found.path, _Room())
        room.narrow(found.operator, found.value)
        if room.is_empty():
            return f"the conditions on {name_of(found.path)} exclude each other"
    return ""


def _is_one_answer(found: Comparison, at: str, truths: Truths) -> bool:
    """Return whether a comparison looks at a single value: not at one of several choices, nor at other instances."""
    node = truths.subject.by_path.get(found.path)
    if node is None or node.control == "select":
        return False
    return all(f"{at}/".startswith(f"{repeat}/") for repeat in truths.subject.repeats_around(found.path))
