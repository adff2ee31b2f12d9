"""Conditions taken apart: an answer against a constant, and what two constants come to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from config.questionnaire.expression import children
from config.questionnaire.plan import Call, Expression, Negation, Number, Operation, Path, Text
from config.questionnaire.reading import Use

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_PICKING = {"selected", "is-selected"}


class Comparison(NamedTuple):
    """An answer against a constant. The operator is XPath's, or "selected"."""

    path: str
    operator: str
    value: float | str


def comparison(condition: Expression, at: str) -> Comparison | None:
    """Return a condition that stands at a node as an answer against a constant; None for any other."""
    if isinstance(condition, Call) and condition.name in _PICKING:
        return _of(condition.arguments[0], "selected", condition.arguments[1], at)
    if not isinstance(condition, Operation) or condition.operator not in _MIRRORED:
        return None
    if isinstance(condition.right, Path):
        return _of(condition.right, _MIRRORED[condition.operator], condition.left, at)
    return _of(condition.left, condition.operator, condition.right, at)


def _of(answer: Expression, operator: str, literal: Expression, at: str) -> Comparison | None:
    path = path_of(answer, at) if isinstance(answer, Path) else ""
    value = constant(literal)
    return Comparison(path, operator, value) if path and value is not None else None


def path_of(path: Path, at: str) -> str:
    """Return which node a path without predicates means; "" where that cannot be said."""
    reads = list(Use(column="", expression=path).reads(at))
    return reads[0].path if len(reads) == 1 and not reads[0].elsewhere and "*" not in reads[0].path else ""


def constant(expression: Expression) -> float | str | None:
    """Return a literal's value; None for what is none."""
    match expression:
        case Number() | Text():
            return expression.value
        case Negation(operand=Number(value=value)):
            return -value
    return None


def number(value: float | str) -> float | None:
    """Return a value as a number; None where it is none."""
    try:
        return float(value)
    except ValueError:
        return None


def alike(one: float | str, other: float | str) -> bool:
    """Return whether two constants are equal: as numbers where one of them is a number, else as texts."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return number(one) == number(other) is not None


def compared(operator: str, left: float | str, right: float | str) -> bool:
    """Return what a comparison of two constants comes to."""
    if operator in {"=", "!="}:
        return alike(left, right) == (operator == "=")
    one, other = number(left), number(right)
    if one is None or other is None:
        return False
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[operator]


def compares(operator: str) -> bool:
    """Return whether an operator compares."""
    return operator in _MIRRORED


def parts(condition: Expression) -> Iterator[Expression]:
    """Yield the conditions that must all hold."""
    if isinstance(condition, Operation) and condition.operator == "and":
        yield from parts(condition.left)
        yield from parts(condition.right)
    else:
        yield condition


def every(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and all in it."""
    yield expression
    for child in children(expression):
        yield from every(child)
