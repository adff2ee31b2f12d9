"""The walk: forwards, backwards, over what is hidden, and round the repeats."""

from __future__ import annotations

import pytest

from bot.interview import Interview, Program
from bot.interview.spots import MAX_INSTANCES
from tests.bot.interview.forms import ask, group, look, note, program, repeat, value


def _back(interview: Interview) -> tuple[str, ...]:
    """Walk to the end and then back to the beginning; return the way back, reversed."""
    path = interview.outline()[-1]
    way = [path]
    while (before := interview.before(path)) is not None:
        way.insert(0, path := before)
    return tuple(way)


def _walks(compiled: Program, answers: dict[str, str], *expected: str) -> None:
    interview = look(compiled, answers)
    assert interview.outline() == expected
    assert _back(interview) == expected


def test_questions_and_notes_in_order_values_never() -> None:
    compiled = program(ask("/x/a"), value("/x/v", "1"), note("/x/n", "Read this"), group("/x/g", ask("/x/g/b")))
    _walks(compiled, {}, "/x/a", "/x/n", "/x/g/b")


def test_nothing_to_show() -> None:
    compiled = program(value("/x/v", "1"), ask("/x/a", relevant="false()"))
    interview = look(compiled)
    assert (interview.first(), interview.outline()) == (None, ())
    assert (interview.after("/x/a"), interview.before("/x/a")) == (None, None)


def test_hidden_groups_are_passed_over_whole() -> None:
    compiled = program(
        ask("/x/a"),
        group(
            "/x/g",
            ask("/x/g/b"),
            group("/x/g/h", ask("/x/g/h/c", relevant="/x/a = 'c'"), relevant="/x/g/b != ''"),
            ask("/x/g/d", relevant="/x/a != ''"),
            relevant="/x/a != 'no'",
        ),
        ask("/x/e"),
    )
    _walks(compiled, {"/x/a": "no", "/x/g/b": "1"}, "/x/a", "/x/e")
    _walks(compiled, {}, "/x/a", "/x/g/b", "/x/e")
    _walks(compiled, {"/x/a": "c", "/x/g/b": "1"}, "/x/a", "/x/g/b", "/x/g/h/c", "/x/g/d", "/x/e")
    _walks(compiled, {"/x/a": "1", "/x/g/b": "1"}, "/x/a", "/x/g/b", "/x/g/d", "/x/e")


def test_from_a_question_that_is_no_longer_relevant() -> None:
    compiled = program(ask("/x/a"), ask("/x/b", relevant="/x/a = '1'"), ask("/x/c"))
    interview = look(compiled)
    assert interview.after("/x/b") == "/x/c"
    assert interview.before("/x/b") == "/x/a"


MEMBERS = program(ask("/x/a"), repeat("/x/m", ask("/x/m/name"), ask("/x/m/age", "int"), label="Someone"), ask("/x/z"))


def test_a_repeat_asks_whether_there_is_another() -> None:
    _walks(MEMBERS, {}, "/x/a", "/x/m[1]/name", "/x/m[1]/age", "/x/m[2]", "/x/z")


def test_a_repeat_grows_and_shrinks() -> None:
    answers: dict[str, str] = {"/x/m[1]/name": "Ada"}
    answers |= look(MEMBERS, answers).accept_choices("/x/m[2]", ("more",))  # type: ignore[arg-type]
    assert answers["/x/m"] == "2"
    assert look(MEMBERS, answers).after("/x/m[2]") == "/x/m[2]/name"
    answers |= {"/x/m[2]/name": "Bel"}
    one, two = ("/x/m[1]/name", "/x/m[1]/age"), ("/x/m[2]/name", "/x/m[2]/age")
    _walks(MEMBERS, answers, "/x/a", *one, *two, "/x/m[3]", "/x/z")
    assert look(MEMBERS, answers).accept_choices("/x/m[3]", ("enough",)) == {}
    assert look(MEMBERS, answers).after("/x/m[3]") == "/x/z"
    answers |= look(MEMBERS, answers).accept_choices("/x/m[3]", ("fewer",))  # type: ignore[arg-type]
    _walks(MEMBERS, answers, "/x/a", *one, "/x/m[2]", "/x/z")
    assert [line.value for line in look(MEMBERS, answers).submission()] == ["Ada"]
    answers |= {"/x/m": "2"}
    assert [line.value for line in look(MEMBERS, answers).submission()] == ["Ada", "Bel"]


def test_a_repeat_can_be_empty() -> None:
    _walks(MEMBERS, {"/x/m": "0"}, "/x/a", "/x/m[1]", "/x/z")
    assert look(MEMBERS, {"/x/m": "0"}).accept_choices("/x/m[1]", ("fewer",)).id == "refused-choice"  # type: ignore[union-attr]


def test_from_an_instance_that_was_taken_away() -> None:
    interview = look(MEMBERS, {"/x/m": "1"})
    assert interview.after("/x/m[7]/name") == "/x/m[2]"
    assert interview.before("/x/m[7]/name") == "/x/m[2]"
    assert interview.after("/x/m[7]") == "/x/z"
    assert interview.before("/x/m[7]") == "/x/m[1]/age"
    assert look(MEMBERS, {"/x/m": "0"}).after("/x/m[1]/name") == "/x/m[1]"


def test_asking_twice_for_the_same_instance_adds_one() -> None:
    assert look(MEMBERS, {"/x/m": "2"}).accept_choices("/x/m[2]", ("more",)) == {"/x/m": "2"}
    assert look(MEMBERS, {"/x/m": "2"}).accept_choices("/x/m[9]", ("more",)) == {"/x/m": "3"}


def test_a_repeat_ends_at_its_limit() -> None:
    full = look(MEMBERS, {"/x/m": str(MAX_INSTANCES * 4)})
    assert full.after(f"/x/m[{MAX_INSTANCES}]/age") == "/x/z"
    assert full.before("/x/z") == f"/x/m[{MAX_INSTANCES}]/age"


@pytest.mark.parametrize(("count", "instances"), [("", 0), ("0", 0), ("-3", 0), ("2", 2), ("2.9", 2), ("x", 0)])
def test_a_counted_repeat_asks_nothing(count: str, instances: int) -> None:
    compiled = program(ask("/x/n", "int"), repeat("/x/m", ask("/x/m/a"), count="/x/n"), ask("/x/z"))
    inside = [f"/x/m[{index}]/a" for index in range(1, instances + 1)]
    _walks(compiled, {"/x/n": count}, "/x/n", *inside, "/x/z")


def test_a_count_in_a_repeat_is_of_its_own_instance() -> None:
    inner = repeat("/x/o/i", ask("/x/o/i/a"), count="../n")
    compiled = program(repeat("/x/o", ask("/x/o/n", "int"), inner, count="2"))
    answers = {"/x/o[1]/n": "1", "/x/o[2]/n": "2"}
    _walks(
        compiled, answers,
        "/x/o[1]/n", "/x/o[1]/i[1]/a", "/x/o[2]/n", "/x/o[2]/i[1]/a", "/x/o[2]/i[2]/a",
    )  # fmt: skip


def test_nested_repeats_ask_at_both_levels() -> None:
    compiled = program(repeat("/x/o", ask("/x/o/a"), repeat("/x/o/i", ask("/x/o/i/b"))))
    answers = {"/x/o": "2", "/x/o[1]/i": "2", "/x/o[2]/i": "0"}
    _walks(
        compiled, answers,
        "/x/o[1]/a", "/x/o[1]/i[1]/b", "/x/o[1]/i[2]/b", "/x/o[1]/i[3]", "/x/o[2]/a", "/x/o[2]/i[1]", "/x/o[3]",
    )  # fmt: skip
    gone = look(compiled, answers)
    assert gone.after("/x/o[3]/i[1]/b") == "/x/o[3]"
    assert gone.after("/x/o[3]/i[4]") == "/x/o[3]"


def test_relevance_inside_a_repeat_is_each_instances_own() -> None:
    compiled = program(
        repeat(
            "/x/m",
            ask("/x/m/age", "int"),
            group("/x/m/g", ask("/x/m/g/job"), ask("/x/m/g/boss", relevant="../job != ''"), relevant="../age > 15"),
        )
    )
    answers = {"/x/m": "2", "/x/m[1]/age": "9", "/x/m[2]/age": "30", "/x/m[2]/g/job": "cook"}
    _walks(compiled, answers, "/x/m[1]/age", "/x/m[2]/age", "/x/m[2]/g/job", "/x/m[2]/g/boss", "/x/m[3]")


def test_a_repeat_can_be_hidden_whole_or_by_instance() -> None:
    hidden = program(ask("/x/a"), repeat("/x/m", ask("/x/m/b"), relevant="/x/a != ''"), ask("/x/z"))
    _walks(hidden, {}, "/x/a", "/x/z")
    _walks(hidden, {"/x/m": "0"}, "/x/a", "/x/z")
    odd = program(repeat("/x/m", ask("/x/m/b"), count="3", relevant="position(.) != 2"))
    _walks(odd, {}, "/x/m[1]/b", "/x/m[3]/b")


@pytest.mark.parametrize(
    "path", ["/x/nowhere", "/x", "/x/m/name", "/x/m[1]", "/x/m[1][2]/name", "/x/m[0]/name", "/x/m[01]"]
)
def test_places_that_show_nothing(path: str) -> None:
    interview = look(MEMBERS)
    if path == "/x/m[1]":
        assert interview.question(path).type == "repeat"
        return
    with pytest.raises(KeyError):
        interview.question(path)
