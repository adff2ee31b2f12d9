from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.leaves import LEAF, at, leaves, pages, shortened


def test_a_short_text_is_one_leaf_and_none_is_none() -> None:
    assert leaves("How old are you?") == ("How old are you?",)
    assert leaves("") == ()


@pytest.mark.parametrize("mark", ["\n\n", "\n", ". ", "。", "؟ ", " "])
def test_a_leaf_ends_where_a_reader_would_pause(mark: str) -> None:
    first, second = "a" * (LEAF - 300), "b" * 900
    assert leaves(first + mark + second) == ((first + mark).strip(), second)
    assert len(leaves(first + second)) == 2


def test_a_letter_keeps_its_marks() -> None:
    text = "e\u0301" * LEAF
    assert [leaf[0] for leaf in leaves(text)] == ["e", "e"]
    assert len(leaves("\u0301" * 3 * LEAF)) == 3, "nothing but marks is cut all the same"


@settings(max_examples=50)
@given(st.text("a b.\n\u0301", max_size=4000))
def test_nothing_but_space_is_lost_between_leaves(text: str) -> None:
    assert "".join("".join(leaves(text)).split()) == "".join(text.split())
    assert all(len(leaf) <= LEAF for leaf in leaves(text))


def test_pages_hold_so_many_entries_and_so_many_characters() -> None:
    assert pages([1] * 10, 8) == ((0, 8), (8, 10))
    assert pages([LEAF, LEAF, 5, 5], 8) == ((0, 1), (1, 2), (2, 4))
    assert pages([9 * LEAF], 8) == ((0, 1),)
    assert pages([], 8) == ((0, 0),)
    assert len(pages([3] * 1000, 8)) == 125


def test_a_page_that_is_not_there_is_the_nearest() -> None:
    assert [at("abc", index) for index in (-3, 1, 9)] == [("a", 0), ("b", 1), ("c", 2)]


def test_what_is_shortened_says_so() -> None:
    assert (shortened("four", 4), shortened("four ever", 5)) == ("four", "four…")
