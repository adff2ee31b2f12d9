"""Which updates may be forgotten: those below the lowest that is still open."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.ledger import Ledger


def test_the_offset_waits_for_the_slowest() -> None:
    ledger = Ledger()
    assert ledger.take([5, 6, 7]) == {5, 6, 7}
    ledger.done(6)
    ledger.done(7)
    assert (ledger.offset, ledger.is_open, ledger.waiting_behind(5)) == (5, True, 2)
    ledger.done(5)
    assert (ledger.offset, ledger.is_open) == (8, False)


def test_before_the_first_update_there_is_no_offset() -> None:
    assert Ledger().offset is None


def test_what_comes_again_is_not_new() -> None:
    ledger = Ledger()
    ledger.take([5, 6])
    ledger.done(6)
    assert ledger.take([5, 6, 7, 7]) == {7}
    assert ledger.take([]) == frozenset()
    assert ledger.offset == 5


def test_after_a_silent_week_numbers_may_begin_lower() -> None:
    ledger = Ledger()
    ledger.take([9_000])
    ledger.done(9_000)
    assert ledger.take([17]) == {17}
    ledger.done(17)
    assert ledger.offset == 18


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=30, unique=True), st.randoms(use_true_random=False))
def test_nothing_open_is_ever_confirmed(numbers: list[int], random: object) -> None:
    ledger = Ledger()
    still_open = set(ledger.take(numbers))
    for number in sorted(numbers, key=lambda _n: random.random()):  # type: ignore[attr-defined] # hypothesis's Random
        ledger.done(number)
        still_open.discard(number)
        assert ledger.offset == (min(still_open) if still_open else max(numbers) + 1)
