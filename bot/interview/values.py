"""The value model of XPath 1.0 as JavaRosa runs it: text, number, boolean, moment, and how each becomes the other.

A blank is "" and, as a number, NaN. Numbers are equal within 1e-12. Nothing here raises, whatever it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import inf, isfinite, isnan, nan
from typing import Final, TypeAlias

from bot.interview.moments import Moment, of_text

Value: TypeAlias = str | float | bool | Moment

_EPSILON: Final = 1e-12
_NUMERIC: Final = frozenset("0123456789.-")


def to_number(value: Value) -> float:
    """Return a value as a number; NaN for what is none. Exponents and "Infinity" are no numbers in XPath."""
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return _parsed(value)
    if isinstance(value, Moment):
        return value.number
    return 1.0 if value else 0.0


def _parsed(text: str) -> float:
    trimmed = text.strip().replace(",", ".")  # as JavaRosa does
    if not trimmed or not _NUMERIC.issuperset(trimmed):
        return nan
    try:
        return float(trimmed)
    except ValueError:
        return nan


def to_text(value: Value) -> str:
    """Return a value as words: no exponents, no ".0" on whole numbers, dates in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Moment):
        return value.text
    return _written(value)


def _written(number: float) -> str:
    if isnan(number):
        return "NaN"
    if not isfinite(number):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number - round(number)) < _EPSILON:
        return str(round(number))
    return format(Decimal(repr(number)), "f")


def to_stored(value: Value) -> str:
    """Return a value in ODK text form: like `to_text`, but a moment keeps its time of day and NaN is a blank."""
    if isinstance(value, Moment):
        return value.stored
    return to_text(settled(value))


def to_boolean(value: Value) -> bool:
    """Return a value as true or false: any text but the empty one is true, "0" and "false" too."""
    if value is True or value is False:
        return value
    if isinstance(value, float):
        return abs(value) > _EPSILON  # false for NaN
    return isinstance(value, Moment) or value != ""


def equal(left: Value, right: Value) -> bool:
    """Compare as XPath 1.0 does: as booleans if either is one, else as numbers if either is one, else as words."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        first, second = to_number(left), to_number(right)
        return first == second or abs(first - second) < _EPSILON
    return to_text(left) == to_text(right)


def settled(value: Value) -> Value:
    """Return what a calculation leaves in its node: NaN is kept as a blank."""
    return "" if isinstance(value, float) and isnan(value) else value


def whole(value: Value) -> float:
    """Return a value as a number cut to a whole one, towards zero."""
    number = to_number(value)
    return float(int(number)) if isfinite(number) else number


def index_of(value: Value) -> int:
    """Return a value as a whole number that can index: 0 for what is none."""
    number = to_number(value)
    return int(number) if isfinite(number) else 0


def divided(dividend: float, divisor: float) -> float:
    """Divide as IEEE 754 does, without raising."""
    if divisor:
        return dividend / divisor
    if not dividend or isnan(dividend):
        return nan
    return inf if dividend > 0 else -inf


# --- what a stored text is, by bind type ---------------------------------------------------------------


def _read_number(text: str) -> Value:
    number = _parsed(text)
    return text if isnan(number) else number


def _read_moment(text: str) -> Value:
    return of_text(text) or text


READERS: Final[dict[str, Callable[[str], Value]]] = {
    "int": _read_number,
    "integer": _read_number,
    "decimal": _read_number,
    "date": _read_moment,
    "dateTime": _read_moment,
    "boolean": lambda text: text in {"1", "true"} if text else "",
}
"""How a stored text becomes a value. Types that are not listed are words. A sealed answer stays the words it is."""


def _as_whole(value: Value) -> Value:
    return settled(whole(value))


def _as_number(value: Value) -> Value:
    return settled(to_number(value))


WRITERS: Final[dict[str, Callable[[Value], Value]]] = {
    "int": _as_whole,
    "integer": _as_whole,
    "decimal": _as_number,
}
"""What a calculation's bind type makes of its result. With no such type a result keeps the type it has."""
