"""The value model: each kind of value as each other kind."""

from __future__ import annotations

from datetime import date
from math import inf, isnan, nan

import pytest

from bot.interview import values
from bot.interview.moments import of_day

DAY = of_day(date(1970, 1, 11))


@pytest.mark.parametrize(("value", "number"), [(2.5, 2.5), (" 12 ", 12.0), (DAY, 10.0), (True, 1.0), (False, 0.0)])
def test_numbers(value: values.Value, number: float) -> None:
    assert values.to_number(value) == number


@pytest.mark.parametrize("text", ["", "1e3", "1-2", "Infinity", "\u0661", "-", "1_0"])
def test_what_is_no_number(text: str) -> None:
    assert isnan(values.to_number(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), (True, "true"), (False, "false"), (DAY, "1970-01-11"), (nan, "NaN"), (-inf, "-Infinity"), (-0.0, "0")],
)
def test_words(value: values.Value, text: str) -> None:
    assert values.to_text(value) == text


@pytest.mark.parametrize(
    ("value", "truth"), [("", False), ("0", True), (0.0, False), (nan, False), (DAY, True), (3.0, True)]
)
def test_truth(value: values.Value, truth: bool) -> None:  # noqa: FBT001 - an expectation
    assert values.to_boolean(value) is truth


def test_equality() -> None:
    assert values.equal(inf, inf)
    assert not values.equal(inf, -inf)
    assert values.equal(DAY, "1970-01-11")
    assert values.equal(DAY, 10.0)
    assert values.equal("x", True)
    assert not values.equal("", nan)


def test_stored_forms() -> None:
    assert values.to_stored(nan) == ""
    assert values.to_stored(DAY) == "1970-01-11"
    assert values.to_stored(2.0) == "2"


def test_indexes_and_whole_numbers() -> None:
    assert values.index_of("x") == 0
    assert values.index_of("7.9") == 7
    assert values.whole(-inf) == -inf
    assert values.whole("-3.7") == -3.0
