"""Beginning: what is evaluated once, and what stays the same from then on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.interview import Interview, begin
from tests.bot.interview.forms import ENTROPY, NOW, ask, look, program, repeat, value


def test_defaults_are_answers() -> None:
    compiled = program(
        ask("/x/a", default="'one'"), ask("/x/b", "date", default="today()"), ask("/x/c", default="concat(/x/a, '!')"),
        ask("/x/d", default="''"), ask("/x/e", "dateTime", default="now()"),
    )  # fmt: skip
    assert begin(compiled, now=NOW, entropy=ENTROPY) == {
        "/x/a": "one",
        "/x/b": "2026-01-02",
        "/x/c": "one!",
        "/x/e": "2026-01-02T03:04:05.000+00:00",
    }


def test_a_default_that_was_cleared_stays_cleared() -> None:
    compiled = program(ask("/x/a", default="'one'"), repeat("/x/m", ask("/x/m/b", "int", default="7")))
    answers = begin(compiled, now=NOW, entropy=ENTROPY)
    assert [line.shown for line in look(compiled, answers).summary()] == ["one", "7"]
    answers |= {"/x/a": "", "/x/m[1]/b": ""}
    assert [line.answered for line in look(compiled, answers).summary()] == [False, False]


def test_a_new_instance_has_its_defaults() -> None:
    compiled = program(repeat("/x/m", ask("/x/m/b", default="concat('n', position(..))")))
    answers = begin(compiled, now=NOW, entropy=ENTROPY) | {"/x/m": "2"}
    assert [line.shown for line in look(compiled, answers).summary()] == ["n1", "n2"]


def test_chance_is_the_same_for_the_whole_interview() -> None:
    compiled = program(
        value("/x/id", "uuid()"), value("/x/other", "uuid()"), value("/x/random", "random()"),
        repeat("/x/m", value("/x/m/id", "uuid()"), count="2"),
    )  # fmt: skip

    def seen(entropy: bytes = ENTROPY) -> dict[str, str]:
        begun = begin(compiled, now=NOW, entropy=entropy)
        later = NOW + timedelta(days=3)
        return {line.path: line.value for line in Interview(compiled, begun, now=later, language="en").submission()}

    first = seen()
    assert first == seen()
    assert first["/x/id"][14] == "4"
    assert len({first["/x/id"], first["/x/other"], first["/x/m[1]/id"], first["/x/m[2]/id"]}) == 4
    assert 0 <= float(first["/x/random"]) < 1
    assert seen(b"other" * 8)["/x/id"] != first["/x/id"]


def test_only_forms_that_need_chance_hold_a_seed() -> None:
    assert begin(program(ask("/x/a")), now=NOW, entropy=ENTROPY) == {}
    assert begin(program(value("/x/r", "random()")), now=NOW, entropy=ENTROPY) == {"/x": ENTROPY[:16].hex()}


@pytest.mark.parametrize(
    ("length", "letters"), [("8", 8), ("100", 100), ("0", 0), ("-1", 0), ("'x'", 0), ("9999", 1000)]
)
def test_an_identifier_is_as_long_as_is_wanted(length: str, letters: int) -> None:
    found = look(program(value("/x/v", f"concat('<', uuid({length}), '>')"))).submission()[0].value
    assert re.fullmatch(f"<[0-9A-Z]{{{letters}}}>", found)


def test_an_interview_without_a_beginning_has_no_surprises() -> None:
    assert look(program(value("/x/day", "once(today())"))).submission()[0].value == "2026-01-02"
    assert look(program(value("/x/r", "random() < 1")), {"/x": "\ud800"}).submission()[0].value == "true"
