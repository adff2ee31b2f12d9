"""Proof of work: found by trying, checked at once, good once, harder when many come (API.md §1.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.public.challenges import ITERATIONS, LIFETIME, Challenge, Challenges, Pressure, solve
from tests.support.clocks import NOON, Dice, HandClock


def challenges(clock: HandClock | None = None, *, key: bytes = b"key", tries: int = 30) -> Challenges:
    return Challenges(key=key, tries=tries, pressure=Pressure(10), clock=clock or HandClock(), randomness=Dice())


def answer(asked: Challenge) -> int:
    return next(n for n in range(asked.below) if solve(asked.password, n, asked.iterations) == asked.target)


def test_what_is_found_by_trying_holds() -> None:
    ask = challenges()
    for _ in range(20):
        asked = ask.ask()
        proof = ask.check(f"{asked.token}.{answer(asked)}")
        assert proof is not None
        assert proof.expires == asked.expires == NOON + LIFETIME


def test_zeros_in_front_change_nothing() -> None:
    ask = challenges()
    asked = ask.ask()
    assert ask.check(f"{asked.token}.{answer(asked):09}") == ask.check(f"{asked.token}.{answer(asked)}")


def test_every_other_number_is_wrong() -> None:
    ask = challenges()
    asked = ask.ask()
    found = [number for number in range(asked.below + 10) if ask.check(f"{asked.token}.{number}")]
    assert found == [answer(asked)]


def test_no_two_challenges_are_one() -> None:
    ask = challenges()
    asked = [ask.ask() for _ in range(50)]
    assert len({each.password for each in asked}) == len({each.token for each in asked}) == 50


def test_it_holds_for_ten_minutes() -> None:
    clock = HandClock()
    ask = challenges(clock)
    asked = ask.ask()
    shown = f"{asked.token}.{answer(asked)}"
    clock.advance(minutes=10)
    assert ask.check(shown)
    clock.advance(seconds=1)
    assert ask.check(shown) is None


def test_gateways_that_share_a_key_take_each_others() -> None:
    asked = challenges().ask()
    shown = f"{asked.token}.{answer(asked)}"
    assert challenges().check(shown)
    assert challenges(key=b"another").check(shown) is None


def test_every_flipped_character_is_found() -> None:
    ask = challenges()
    asked = ask.ask()
    number = answer(asked)
    for place, character in enumerate(asked.token):
        other = "A" if character != "A" else "B"
        assert ask.check(f"{asked.token[:place]}{other}{asked.token[place + 1 :]}.{number}") is None


@settings(max_examples=100)
@given(st.text(max_size=90) | st.from_regex(r"[A-Za-z0-9_-]{60}\.[0-9]{1,9}", fullmatch=True))
def test_nothing_that_is_shown_breaks_it(shown: str) -> None:
    assert challenges().check(shown) is None


def test_a_browser_finds_what_python_finds() -> None:
    """PBKDF2-HMAC-SHA-256 with the number as 8 little-endian bytes: the same in WebCrypto."""
    assert solve(bytes(range(16)), 1_000, ITERATIONS).hex() == VECTOR


VECTOR = "51e6b20b6787e2acdd975166bd8d1542"


# --- pressure -----------------------------------------------------------------------------------------------


def busy(clock: HandClock, pressure: Pressure, acts: int) -> int:
    for _ in range(acts):
        pressure.add(clock.now())
    return pressure.doublings(clock.now())


@pytest.mark.parametrize(("acts", "doublings"), [(0, 0), (9, 0), (10, 1), (20, 2), (40, 3), (300, 5), (10_000, 6)])
def test_the_more_come_the_harder_it_gets(acts: int, doublings: int) -> None:
    assert busy(HandClock(), Pressure(10), acts) == doublings


def test_it_passes() -> None:
    clock, pressure = HandClock(), Pressure(10)
    assert busy(clock, pressure, 400) == 6
    clock.advance(minutes=3)
    assert pressure.doublings(clock.now()) == 3
    clock.advance(minutes=4)
    assert pressure.doublings(clock.now()) == 0


def test_a_clock_that_is_set_back_makes_nothing_harder() -> None:
    pressure = Pressure(10)
    pressure.add(NOON)
    assert pressure.doublings(NOON - timedelta(days=400)) == 0


def test_the_work_is_at_most_sixty_four_fold() -> None:
    clock = HandClock()
    ask = challenges(clock)
    assert ask.ask().below == 30
    for _ in range(5_000):
        ask.taken()
    assert ask.ask().below == 30 * 64
