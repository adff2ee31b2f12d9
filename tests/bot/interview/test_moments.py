"""Dates and times as values."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.interview import moments


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2015-3-4", "2015-03-04"),
        (" 2015-03-04 ", "2015-03-04"),
        ("2015-03-04T10:30", "2015-03-04T10:30"),
        ("2015-03-04T10:30:00.5+09:00", "2015-03-04T10:30:00.5+09:00"),
    ],
)
def test_text_that_is_a_moment(text: str, stored: str) -> None:
    found = moments.of_text(text)
    assert found is not None
    assert (found.stored, found.text, found.number) == (stored, "2015-03-04", 16498.0)


@pytest.mark.parametrize("text", ["", "x", "2015-02-31", "2015-03-04T25:00", "2015-03-04Tx", "2015-03-04\n1"])
def test_text_that_is_none(text: str) -> None:
    assert moments.of_text(text) is None


def test_a_moment_counts_in_days() -> None:
    noon = moments.of_instant(datetime(1970, 1, 2, 12, tzinfo=UTC))
    assert (noon.number, noon.exact) == (1.0, 1.5)
    assert noon.stored == "1970-01-02T12:00:00.000+00:00"


@pytest.mark.parametrize(
    ("days", "day"), [(0.0, date(1970, 1, 1)), (-0.5, date(1969, 12, 31)), (1.9, date(1970, 1, 2))]
)
def test_days_are_dates(days: float, day: date) -> None:
    found = moments.of_number(days)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize("days", [float("nan"), float("inf"), -1e9, 1e9])
def test_days_beyond_any_calendar_are_none(days: float) -> None:
    assert moments.of_number(days) is None


def test_clocks() -> None:
    assert moments.clock_of("10:30:00.123Z") == time(10, 30, 0, 123000)
    assert moments.clock_of("24:00") is None


def test_formats() -> None:
    moment = moments.Moment(date(2015, 3, 4), time(5, 6, 7, 89000), "")
    pattern = "%Y %y %m %n %b %d %e %W %a %H %h %M %S %3 %% %q"
    assert moments.formatted(moment, pattern) == "2015 15 03 3 Mar 04 4 10 Wed 05 5 06 07 089 % %q"
    assert moments.is_format("%Y-%m")
    assert not moments.is_format(pattern)
