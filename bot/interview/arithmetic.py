"""Arithmetic that never raises: what Python refuses is infinite or NaN, as in IEEE 754."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal
from math import inf, isfinite, nan

from bot.interview.values import Value, index_of, to_number


def rounded(value: Value, places: Value = 0.0) -> Value:
    """Round half up, to decimal places or, with negative ones, to tens and hundreds."""
    number, digits = to_number(value), max(-300, min(300, index_of(places)))
    if not isfinite(number):
        return number
    if digits <= 0:
        unit = 10.0**-digits
        return math.floor(number / unit + 0.5) * unit
    step = Decimal(1).scaleb(-digits)
    exact = Decimal(repr(number))
    if abs(exact) >= Decimal(10) ** 15:
        return number  # no float this large has a fraction worth rounding
    shifted = (exact / step + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    return float(shifted * step)


def cut(function: Callable[[float], int], value: Value) -> Value:
    """Apply floor or ceiling; what is not finite stays."""
    number = to_number(value)
    return float(function(number)) if isfinite(number) else number


def power(base: Value, exponent: Value) -> Value:
    """Raise to a power; too large is infinite, and no real number is NaN."""
    try:
        result = to_number(base) ** to_number(exponent)
    except OverflowError:
        return inf
    except ZeroDivisionError:
        return inf
    return result if isinstance(result, float) else nan


def mathematical(function: Callable[[float], float]) -> Callable[[Value], Value]:
    """Return a function of numbers as one of values: out of range is infinite or NaN, never an error."""

    def apply(value: Value) -> Value:
        try:
            return function(to_number(value))
        except OverflowError:
            return inf
        except ValueError:
            return nan

    return apply


def logarithm(function: Callable[[float], float]) -> Callable[[Value], Value]:
    """Return a logarithm that is minus infinity at 0 and NaN below."""

    def apply(value: Value) -> Value:
        number = to_number(value)
        return function(number) if number > 0 else (-inf if number == 0 else nan)

    return apply
