"""Token buckets: one message a second to each address, thirty a second to all."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.delivery.rate import Rates


def test_an_address_waits_for_its_second_message_and_others_do_not_wait_for_it() -> None:
    rates = Rates(each=1.0, overall=30.0)
    assert rates.take("a", 10.0) == 0.0
    assert rates.take("a", 10.25) == 0.75
    assert rates.take("b", 10.25) == 0.0
    assert rates.take("a", 11.0) == 0.0


def test_a_refused_message_is_not_counted() -> None:
    rates = Rates(each=1.0, overall=30.0)
    rates.take("a", 0.0)
    for moment in (0.2, 0.4, 0.6, 0.8):
        assert rates.take("a", moment) > 0.0
    assert rates.take("a", 1.0) == 0.0


def test_all_together_wait_for_the_bot() -> None:
    rates = Rates(each=1.0, overall=2.0)
    assert [rates.take(name, 5.0) for name in "abc"] == [0.0, 0.5, 0.5]


def test_a_clock_that_jumps_back_stops_nobody() -> None:
    rates = Rates(each=1.0, overall=30.0)
    rates.take("a", 1_000.0)
    assert rates.take("a", 0.0) <= 1.0


def test_addresses_that_need_not_wait_are_forgotten() -> None:
    rates = Rates(each=1.0, overall=1_000_000.0)
    for number in range(10_000):
        rates.take(number, float(number))
    assert len(rates) <= 1024


# --- a place in the line ----------------------------------------------------------------------------------------


def test_who_waits_for_the_others_keeps_a_place_and_comes_back_to_it() -> None:
    rates = Rates(each=1.0, overall=2.0)
    assert [rates.book(name, 5.0) for name in "abcd"] == [0.0, 0.5, 1.0, 1.5]
    assert rates.book("c", 5.5) == 0.5
    assert [rates.book(name, 5.5) for name in "be"] == [0.0, 1.5]
    assert [rates.book(name, 6.0) for name in "cd"] == [0.0, 0.5]


def test_who_waits_only_for_itself_takes_no_place_from_the_others() -> None:
    rates = Rates(each=1.0, overall=2.0)
    rates.book("a", 5.0)
    assert rates.book("a", 5.5) == 0.5
    assert rates.book("b", 5.5) == 0.0


def test_a_place_is_not_kept_for_ever() -> None:
    rates = Rates(each=1.0, overall=2.0)
    assert [rates.book(name, 5.0) for name in "ab"] == [0.0, 0.5]
    assert [rates.book(name, 9.0) for name in "cb"] == [0.0, 0.5]


def test_a_clock_that_jumps_back_stops_nobody_in_the_line() -> None:
    rates = Rates(each=1.0, overall=2.0)
    assert [rates.book(name, 1_000.0) for name in "ab"] == [0.0, 0.5]
    assert rates.book("b", 0.0) <= 1.0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0.0, 0.6)), max_size=80))
def test_places_let_nobody_through_too_soon(asked: list[tuple[int, float]]) -> None:
    rates, now = Rates(each=1.0, overall=4.0), 0.0
    sent: list[tuple[int, float]] = []
    for address, later in asked:
        now += later
        if rates.book(address, now) == 0.0:
            sent.append((address, now))
    for address in range(6):
        moments = [moment for other, moment in sent if other == address]
        assert all(after - before >= 1.0 - 0.002 for before, after in pairwise(moments))
    assert len(sent) <= 1 + 4.0 * now + 6  # never more than the rate has let in; late ones may come close together


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0.0, 0.6)), max_size=80))
def test_no_order_of_asking_gets_more_than_the_limit(asked: list[tuple[int, float]]) -> None:
    rates, now = Rates(each=1.0, overall=4.0), 0.0
    sent: list[tuple[int, float]] = []
    for address, later in asked:
        now += later
        if rates.take(address, now) == 0.0:
            sent.append((address, now))
    for address in range(4):
        moments = [moment for other, moment in sent if other == address]
        assert all(after - before >= 1.0 - 1e-9 for before, after in pairwise(moments))
    assert all(b[1] - a[1] >= 0.25 - 1e-9 for a, b in pairwise(sent))
