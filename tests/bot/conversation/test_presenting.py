from __future__ import annotations

import pytest

from bot.conversation.presenting import spelt


@pytest.mark.parametrize(
    ("kind", "appearance", "value", "shown"),
    [
        ("date", "", "2015-03-01", "2015-03-01"),
        ("date", "no-calendar month-year", "2015-03-01", "2015-03"),
        ("date", "year", "2015-01-01", "2015"),
        ("time", "", "14:30:00.000", "14:30"),
        ("dateTime", "", "2015-03-01T14:30:00.000+09:00", "2015-03-01 14:30"),
        ("dateTime", "", "2015-03-01", "2015-03-01"),
        ("geopoint", "", "10.5 -20.25 0.0 0.0", "10.5 -20.25"),
        ("string", "year", "2015-03-01", "2015-03-01"),
        ("date", "", "", ""),
    ],
)
def test_a_stored_value_is_spelt_as_people_write_it(kind: str, appearance: str, value: str, shown: str) -> None:
    assert spelt(value, kind=kind, appearance=appearance) == shown
