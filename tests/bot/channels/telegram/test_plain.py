"""Text that Telegram can take, cut where nothing tears."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.plain import clean, columns, cut, units


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("a\x00b\x07c", "abc"),
        ("half \ud83d here", "half \ufffd here"),
        ("a\r\nb\n\n\n\n\nc", "a\nb\n\nc"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("  가나다\t라  ", "가나다\t라"),
        ("<b>&amp;*_[x](y)", "<b>&amp;*_[x](y)"),
        ("\u1112\u1161\u11ab", "\u1112\u1161\u11ab"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_what_is_refused_goes_and_the_rest_stays(given_text: str, shown: str) -> None:
    assert clean(given_text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("ab 😀😀", 6, "ab 😀…"),
        ("ab 😀😀", 5, "ab…"),
        ("x👩\u200d👧", 4, "x…"),
        ("e\u0301e\u0301e\u0301", 4, "e\u0301…"),
        ("\u1112\u1161\u11ab\u1112\u1161\u11ab", 5, "\u1112\u1161\u11ab…"),
        ("ที่นี่", 5, "ที่…"),
        ("\u0301" * 9, 4, "\u0301\u0301\u0301…"),
        ("anything", 1, "…"),
        ("anything", 0, ""),
    ],
)
def test_a_cut_leaves_whole_characters(text: str, limit: int, shown: str) -> None:
    assert cut(text, limit) == shown


def test_lengths_are_telegrams_and_widths_are_the_phones() -> None:
    assert (units("가😀a"), columns("가a"), columns("ที่นี่")) == (4, 3, 2)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60), st.integers(0, 60))
def test_any_text_can_be_cleaned_cut_and_sent(text: str, limit: int) -> None:
    cleaned = clean(text)
    shown = cut(cleaned, limit)
    assert units(shown) <= limit
    assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in shown)
    assert shown.encode().decode() == shown
    assert shown in (cleaned, "") or shown.endswith("…")
