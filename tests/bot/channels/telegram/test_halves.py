"""Half characters in JSON are replaced; pairs, backslashes and everything else stay as they are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.halves import MARK, mend, torn

ANY = st.text(st.characters() | st.sampled_from(["\ud83e", "\udded", "\\", "u"]))


@given(ANY)
def test_what_is_mended_is_text_and_whole_characters_are_as_they_were(text: str) -> None:
    read = json.loads(mend(json.dumps(text).encode()))
    read.encode()
    joined = json.loads(json.dumps(text))  # two halves in a row have become one character
    assert read == "".join(MARK if "\ud800" <= char <= "\udfff" else char for char in joined)


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        (rb'"\ud800"', rb'"\ufffe"'),
        (rb'"\uDC00\uD800 x"', rb'"\ufffe\ufffe x"'),
        (rb'"\ud83e\udded"', rb'"\ud83e\udded"'),
        (rb'"\\ud800"', rb'"\\ud800"'),
        (rb'"\\\ud800"', rb'"\\\ufffe"'),
        (rb'"\ud83e\ud83e\udded"', rb'"\ufffe\ud83e\udded"'),
        (b"\xff not JSON at all", b"\xff not JSON at all"),
    ],
)
def test_only_halves_are_replaced(raw: bytes, mended: bytes) -> None:
    assert mend(raw) == mended


def test_a_torn_text_cannot_be_mistaken_for_a_whole_one() -> None:
    assert torn("whole \ufffd") == "whole \ufffd"
    with pytest.raises(UnicodeEncodeError):
        torn(f"half {MARK}").encode()
