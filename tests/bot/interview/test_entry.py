"""What people write, and what is kept of it."""

from __future__ import annotations

import pytest

from bot.interview.entry import normalise
from bot.interview.shown import Refusal


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        ("int", "12", "12"),
        ("int", " \uff11\uff12 ", "12"),
        ("int", "\u0661\u0662", "12"),
        ("int", "-007", "-7"),
        ("int", "\u22125", "-5"),
        ("int", "1,500", "1500"),
        ("int", "1 500 000", "1500000"),
        ("decimal", "1.5", "1.5"),
        ("decimal", "1,5", "1.5"),
        ("decimal", "\uff11\uff0e\uff15", "1.5"),
        ("decimal", "-.5", "-0.5"),
        ("decimal", "2.", "2"),
        ("decimal", "1234,567", "1234.567"),
        ("time", "9:30", "09:30:00.000"),
        ("time", "14\uc2dc 30\ubd84", "14:30:00.000"),
        ("time", "14\uc2dc", "14:00:00.000"),
        ("time", "14:30:15", "14:30:15.000"),
        ("dateTime", "2015-03-04 9:30", "2015-03-04T09:30:00.000"),
        ("dateTime", "2015-03-04T09:30", "2015-03-04T09:30:00.000"),
        ("dateTime", "2015-03-04 9:30+09:00", "2015-03-04T09:30:00.000+09:00"),
        ("dateTime", "2015-03-04T09:30:01.5Z", "2015-03-04T09:30:01.500Z"),
        ("time", "9:30 +0900", "09:30:00.000+09:00"),
        ("time", "9:30-03", "09:30:00.000-03:00"),
        ("int", "2147483647", "2147483647"),
        ("int", "-2147483648", "-2147483648"),
        ("geopoint", "37.5, 127", "37.5 127.0 0.0 0.0"),
        ("geopoint", "37.5 127.0 -3 4.5", "37.5 127.0 -3.0 4.5"),
        ("string", "a\ud800b", "a\ufffdb"),
        ("string", " \n ", ""),
        ("int", "  ", ""),
        ("barcode", "\0", "\0"),
    ],
)
def test_what_is_taken(kind: str, text: str, stored: str) -> None:
    assert normalise(kind, "", text) == stored


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("int", "1.5", "refused-integer"),
        ("int", "twelve", "refused-integer"),
        ("int", "1" * 16, "refused-integer"),
        ("int", "2147483648", "refused-integer"),
        ("int", "-2147483649", "refused-integer"),
        ("time", "+09:00", "refused-time"),
        ("int", "1" + "\u0301" * 10_000, "refused-integer"),
        ("decimal", "1,500", "refused-number"),
        ("decimal", "1e3", "refused-number"),
        ("decimal", ".", "refused-number"),
        ("date", "3/4/2015", "refused-date"),
        ("date", "2015-13-01", "refused-date"),
        ("date", "2015", "refused-date"),
        ("date", "20150304", "refused-date"),
        ("time", "25:00", "refused-time"),
        ("time", "noon", "refused-time"),
        ("dateTime", "2015-03-04", "refused-date"),
        ("dateTime", "x 9:30", "refused-date"),
        ("dateTime", "2015-03-04 x", "refused-date"),
        ("geopoint", "here", "refused-place"),
        ("geopoint", "91 0", "refused-place"),
        ("geopoint", "0 181", "refused-place"),
    ],
)
def test_what_is_refused(kind: str, text: str, sentence: str) -> None:
    assert normalise(kind, "", text) == Refusal(id=sentence)


@pytest.mark.parametrize(
    ("appearance", "text", "stored"),
    [
        ("", "2015-3-4", "2015-03-04"),
        ("", "2015.3.4.", "2015-03-04"),
        ("", "2015/03/04", "2015-03-04"),
        ("", "2015\ub144 3\uc6d4 4\uc77c", "2015-03-04"),
        ("", "2015\u5e743\u67084\u65e5", "2015-03-04"),
        ("", "2015 3 4", "2015-03-04"),
        ("month-year", "2015-3", "2015-03-01"),
        ("month-year", "2015\ub144 3\uc6d4", "2015-03-01"),
        ("month-year", "2015-3-4", "2015-03-01"),
        ("year", "2015", "2015-01-01"),
        ("year", "\u0662\u0660\u0661\u0665", "2015-01-01"),
        ("year no-calendar", "2015\ub144", "2015-01-01"),
        ("year", "2015-3", "2015-01-01"),
    ],
)
def test_dates_are_as_coarse_as_was_asked(appearance: str, text: str, stored: str) -> None:
    assert normalise("date", appearance, text) == stored


def test_a_month_needs_a_month() -> None:
    assert normalise("date", "month-year", "2015") == Refusal(id="refused-date")
