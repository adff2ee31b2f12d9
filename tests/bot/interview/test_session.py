"""Beginning: what is evaluated once, and what stays the same from then on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.interview import Interview, begin
from bot.interview.errors import PlanError
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


def test_what_is_volatile_is_settled_at_the_beginning() -> None:
    compiled = program(
        value("/x/day", "once(today())"), value("/x/moment", "once(string(decimal-date-time(now())))"),
        value("/x/id", "uuid()"), value("/x/other", "uuid()"), value("/x/random", "random()"),
        repeat("/x/m", value("/x/m/id", "once(uuid())"), ask("/x/m/since", default="today()"), count="2"),
        value("/x/today", "today()"),
    )  # fmt: skip
    answers = begin(compiled, now=NOW, entropy=ENTROPY)
    later = NOW + timedelta(days=3)

    def seen(entropy: bytes = ENTROPY) -> dict[str, str]:
        begun = begin(compiled, now=NOW, entropy=entropy)
        return {line.path: line.value for line in Interview(compiled, begun, now=later, language="en").submission()}

    first = seen()
    assert list(answers) == ["/x"]
    assert first == seen()
    assert (first["/x/day"], first["/x/today"], first["/x/m[1]/since"]) == ("2026-01-02", "2026-01-05", "2026-01-02")
    assert first["/x/id"][14] == "4"
    assert len({first["/x/id"], first["/x/other"], first["/x/m[1]/id"], first["/x/m[2]/id"]}) == 4
    assert 0 <= float(first["/x/random"]) < 1
    assert seen(b"other" * 8)["/x/id"] != first["/x/id"]


def test_without_a_beginning_the_present_is_one() -> None:
    assert look(program(value("/x/day", "once(today())"))).submission()[0].value == "2026-01-02"


@pytest.mark.parametrize("inner", ["/x/a", "concat(1, ../a)", "1 + /x/a", "-/x/a"])
def test_once_over_answers_is_refused(inner: str) -> None:
    with pytest.raises(PlanError, match="once"):
        program(ask("/x/a"), value("/x/v", f"once({inner})"))


def test_once_over_what_never_changes() -> None:
    assert look(program(value("/x/v", "once(-(1 + 1))"))).submission()[0].value == "-2"
