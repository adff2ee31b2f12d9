"""What an answer brings with it: assignments, first values that stay, defaults of instances that appear."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.interview import SEALED, Interview, Program, Refusal, begin
from config.questionnaire.plan import Node
from tests.bot.interview.forms import (
    ENTROPY,
    NOW,
    ask,
    choices,
    group,
    look,
    note,
    program,
    repeat,
    select,
    sets,
    value,
)


def _kept(path: str, type: str = "string") -> Node:  # noqa: A002 - the Plan's own word
    return Node(path=path, kind="value", type=type)


def _taken(change: dict[str, str] | Refusal) -> dict[str, str]:
    assert isinstance(change, dict)
    return change


# --- assignments --------------------------------------------------------------------------------------


def test_an_answer_sets_another() -> None:
    compiled = program(ask("/x/a", "int", assignments=(sets("/x/b", "/x/a * 2"),)), ask("/x/b", "int"))
    assert look(compiled).accept("/x/a", "4") == {"/x/a": "4", "/x/b": "8"}
    assert look(compiled, {"/x/a": "4", "/x/b": "1"}).accept("/x/a", "4") == {"/x/a": "4"}
    assert look(compiled, {"/x/a": "4", "/x/b": "8"}).accept("/x/a", "") == {"/x/a": "", "/x/b": ""}
    assert look(compiled).accept("/x/a", "x") == Refusal(id="refused-integer")


def test_choices_and_sealed_answers_set_others_too() -> None:
    moment = sets("/x/at", "now()")
    compiled = program(
        select("/x/s", "l", assignments=(moment,)), ask("/x/t", keep="seal", assignments=(moment,)),
        note("/x/n", "n"), _kept("/x/at", "dateTime"), lists={"l": choices("a", "b")},
    )  # fmt: skip
    stamped = {"/x/at": "2026-01-02T03:04:05.000+00:00"}
    assert look(compiled).accept_choices("/x/s", ("a",)) == {"/x/s": "a", **stamped}
    assert look(compiled, {"/x/s": "a"}).accept_choices("/x/s", ("a",)) == {"/x/s": "a"}
    assert look(compiled, {"/x/t": SEALED}).accept_sealed("/x/t") == {"/x/t": SEALED, **stamped}
    assert look(compiled).accept("/x/n", "") == {}


def test_the_target_need_not_be_relevant() -> None:
    compiled = program(
        ask("/x/a", assignments=(sets("/x/g/b", "'set'"),)), group("/x/g", ask("/x/g/b"), relevant="/x/a = 'show'")
    )
    assert look(compiled).accept("/x/a", "hide") == {"/x/a": "hide", "/x/g/b": "set"}


def test_assignments_follow_each_other_in_order() -> None:
    compiled = program(
        ask("/x/a", "int", assignments=(sets("/x/b", "/x/a + 1"), sets("/x/d", "/x/c * 10"))),
        ask("/x/b", "int", assignments=(sets("/x/c", "/x/b + 1"),)),
        ask("/x/c", "int", assignments=(sets("/x/e", "/x/sum"),)),
        ask("/x/d", "int"), ask("/x/e", "int"), value("/x/sum", "/x/a + /x/b + /x/c", type="int"),
    )  # fmt: skip
    taken = look(compiled).accept("/x/a", "1")
    assert taken == {"/x/a": "1", "/x/b": "2", "/x/c": "3", "/x/e": "6", "/x/d": "30"}
    assert list(taken) == ["/x/a", "/x/b", "/x/c", "/x/e", "/x/d"]


def test_assignments_that_chase_each_other_end() -> None:
    compiled = program(
        ask("/x/a", "int", assignments=(sets("/x/b", "/x/a + 1"),)),
        ask("/x/b", "int", assignments=(sets("/x/a", "/x/b + 1"),)),
    )
    taken = look(compiled).accept("/x/a", "1")
    assert isinstance(taken, dict)
    assert {int(taken["/x/a"]), int(taken["/x/b"])} == {500, 501}


def test_assignments_that_agree_settle() -> None:
    compiled = program(
        ask("/x/a", assignments=(sets("/x/b", "/x/a"),)), ask("/x/b", assignments=(sets("/x/a", "/x/b"),))
    )
    assert look(compiled).accept("/x/a", "same") == {"/x/a": "same", "/x/b": "same"}


def test_a_long_chain_of_assignments_is_no_deep_recursion() -> None:
    links = [ask(f"/x/q{n}", "int", assignments=(sets(f"/x/q{n + 1}", f"/x/q{n} + 1"),)) for n in range(400)]
    taken = look(program(*links, ask("/x/q400", "int"))).accept("/x/q0", "0")
    assert isinstance(taken, dict)
    assert taken["/x/q400"] == "400"


def _family() -> Program:
    person = repeat(
        "/x/m",
        ask("/x/m/age", "int", assignments=(sets("/x/m/grown", "../age > 17"), sets("/x/last", "sum(/x/m/age)"))),
        _kept("/x/m/grown"),
        repeat("/x/m/k", ask("/x/m/k/b", assignments=(sets("/x/m/age", "7"),)), _kept("/x/m/k/c")),
    )
    return program(
        ask("/x/all", assignments=(sets("/x/m/grown", "/x/all"), sets("/x/m/k/c", "concat(position(../..), ../b)"))),
        person,
        _kept("/x/last"),
    )


def test_inside_a_repeat_the_same_instance_is_set() -> None:
    compiled = _family()
    assert look(compiled, {"/x/m": "2"}).accept("/x/m[2]/age", "20") == {
        "/x/m[2]/age": "20",
        "/x/m[2]/grown": "1",
        "/x/last": "20",
    }
    assert _taken(look(compiled, {"/x/m": "2"}).accept("/x/m[2]/k[1]/b", "!"))["/x/m[2]/age"] == "7"


def test_from_outside_a_repeat_the_first_instance_is_set() -> None:
    """JavaRosa sets the only one, does nothing where there is none, and stops where there are several."""
    compiled = _family()
    answers = {"/x/m[1]/k[1]/b": "b"}
    assert look(compiled, answers).accept("/x/all", "y") == {
        "/x/all": "y",
        "/x/m[1]/grown": "y",
        "/x/m[1]/k[1]/c": "1b",
    }
    assert look(compiled, {"/x/m": "0"}).accept("/x/all", "y") == {"/x/all": "y"}
    assert _taken(look(compiled, {"/x/m": "3"}).accept("/x/all", "y"))["/x/m[1]/grown"] == "y"


def test_the_default_of_an_instance_is_what_it_changes_from() -> None:
    compiled = program(
        repeat("/x/m", ask("/x/m/a", default="'one'", assignments=(sets("/x/b", "'changed'"),))), ask("/x/b")
    )
    assert look(compiled).accept("/x/m[1]/a", "one") == {"/x/m[1]/a": "one"}
    assert look(compiled).accept("/x/m[1]/a", "two") == {"/x/m[1]/a": "two", "/x/b": "changed"}


@pytest.mark.parametrize(
    ("type_", "expression", "text"),
    [
        ("string", "1 = 1", "1"),
        ("string", "1 > 1", "0"),
        ("int", "3.9", "3"),
        ("int", "'x'", ""),
        ("decimal", "'1.50'", "1.5"),
        ("string", "1 div 3", "0.3333333333333333"),
        ("string", "0 div 0", ""),
        ("date", "now()", "2026-01-02"),
        ("time", "now()", "03:04:05.000+00:00"),
        ("time", "today()", "00:00:00.000"),
        ("dateTime", "now()", "2026-01-02T03:04:05.000+00:00"),
        ("string", "today()", "2026-01-02"),
    ],
)
def test_what_is_set_has_the_form_of_its_node(type_: str, expression: str, text: str) -> None:
    compiled = program(ask("/x/a", assignments=(sets("/x/b", expression),)), ask("/x/b", type_))
    assert look(compiled).accept("/x/a", "go") == {"/x/a": "go", "/x/b": text}


# --- at the beginning -------------------------------------------------------------------------------------


def test_a_dynamic_default_is_a_change_and_a_literal_one_is_not() -> None:
    compiled = program(
        ask("/x/a", default="concat('dyn', 'amic')", assignments=(sets("/x/b", "/x/a"),)), ask("/x/b"),
        ask("/x/c", default="'literal'", assignments=(sets("/x/d", "/x/c"),)), ask("/x/d"),
    )  # fmt: skip
    assert begin(compiled, now=NOW, entropy=ENTROPY) == {"/x/a": "dynamic", "/x/b": "dynamic", "/x/c": "literal"}


def test_a_dynamic_default_stays_what_it_was_when_its_instance_appeared() -> None:
    told = sets("/x/last", "join(' ', /x/m/a)")
    compiled = program(
        ask("/x/who"), ask("/x/n", "int"),
        repeat("/x/m", ask("/x/m/a", default="concat(/x/who, position(..))", assignments=(told,))),
        repeat("/x/k", ask("/x/k/b", default="/x/who"), ask("/x/k/c", default="'fixed'"), count="/x/n"),
        _kept("/x/last"),
    )  # fmt: skip
    answers = begin(compiled, now=NOW, entropy=ENTROPY)
    assert answers == {"/x/m[1]/a": "1", "/x/last": "1"}
    answers |= _taken(look(compiled, answers).accept("/x/who", "Ada"))
    added = look(compiled, answers).accept_choices("/x/m[2]", ("more",))
    assert added == {"/x/m": "2", "/x/m[2]/a": "Ada2", "/x/last": "1 Ada2"}
    answers |= added
    assert look(compiled, answers).accept("/x/n", "2") == {"/x/n": "2", "/x/k[1]/b": "Ada", "/x/k[2]/b": "Ada"}
    answers |= _taken(look(compiled, answers).accept("/x/who", "Bel"))
    assert [answers[f"/x/m[{index}]/a"] for index in (1, 2)] == ["1", "Ada2"]


def test_a_default_that_was_blank_does_not_come_later() -> None:
    compiled = program(ask("/x/who"), repeat("/x/m", ask("/x/m/a", default="/x/who")))
    answers = begin(compiled, now=NOW, entropy=ENTROPY)
    assert answers == {"/x/m[1]/a": ""}
    answers |= _taken(look(compiled, answers).accept("/x/who", "Ada"))
    assert look(compiled, answers).question("/x/m[1]/a").value == ""


# --- once ---------------------------------------------------------------------------------------------


def test_once_keeps_the_first_value_that_is_not_blank() -> None:
    compiled = program(ask("/x/a", "int"), value("/x/first", "once(/x/a * 2)", type="int"))
    assert begin(compiled, now=NOW, entropy=ENTROPY) == {}
    answers = look(compiled).accept("/x/a", "4")
    assert answers == {"/x/a": "4", "/x/first": "8"}
    assert isinstance(answers, dict)
    assert look(compiled, answers).accept("/x/a", "5") == {"/x/a": "5"}
    assert look(compiled, answers | {"/x/a": "5"}).submission()[-1].value == "8"


def test_once_keeps_the_moment_in_which_something_was_answered() -> None:
    compiled = program(
        ask("/x/a"), value("/x/at", "if(/x/a != '', once(now()), '')", type="dateTime"), value("/x/from", "once(now())")
    )
    answers = begin(compiled, now=NOW, entropy=ENTROPY)
    assert answers == {"/x/from": "2026-01-02T03:04:05.000+00:00"}
    for minutes, text in ((5, "yes"), (6, "again")):
        then = Interview(compiled, answers, now=NOW + timedelta(minutes=minutes), language="en")
        answers |= _taken(then.accept("/x/a", text))
        assert answers["/x/at"] == "2026-01-02T03:09:05.000+00:00"
    assert look(compiled, answers).accept("/x/a", "") == {"/x/a": "", "/x/at": ""}


def test_once_waits_until_its_node_is_relevant() -> None:
    compiled = program(ask("/x/a"), ask("/x/b"), value("/x/v", "once(/x/a)", relevant="/x/b != ''"))
    answers = look(compiled).accept("/x/a", "early")
    assert answers == {"/x/a": "early"}
    assert look(compiled, {"/x/a": "late"}).accept("/x/b", "1") == {"/x/b": "1", "/x/v": "late"}
    assert look(compiled, {"/x/a": "x", "/x/b": "1", "/x/v": "late"}).accept("/x/b", "") == {"/x/b": ""}


def test_once_in_every_instance() -> None:
    compiled = program(ask("/x/a"), repeat("/x/m", value("/x/m/v", "once(concat(/x/a, position(..)))"), count="2"))
    assert look(compiled).accept("/x/a", "n") == {"/x/a": "n", "/x/m[1]/v": "n1", "/x/m[2]/v": "n2"}


def test_one_first_value_brings_about_another() -> None:
    compiled = program(
        value("/x/second", "once(/x/first)"), ask("/x/a", "int"), value("/x/first", "once(/x/a)"),
        repeat("/x/m", ask("/x/m/b", default="/x/second"), count="/x/second"),
    )  # fmt: skip
    assert look(compiled).accept("/x/a", "1") == {"/x/a": "1", "/x/first": "1", "/x/second": "1", "/x/m[1]/b": "1"}


def test_instances_that_bring_about_instances_end() -> None:
    compiled = program(
        ask("/x/n", "int"),
        repeat("/x/m", ask("/x/m/a", default="string(/x/n)", assignments=(sets("/x/n", "/x/n + 1"),)), count="/x/n"),
    )
    taken = look(compiled).accept("/x/n", "1")
    assert isinstance(taken, dict)
    assert taken["/x/n"] == "11"


# --- questions that are calculated -------------------------------------------------------------------------


def test_an_answer_makes_anew_what_is_calculated_from_it() -> None:
    compiled = program(
        ask("/x/born", "int"), value("/x/year", "/x/born + 1"), ask("/x/age", "int", calculate="2026 - /x/year"),
        ask("/x/half", "decimal", calculate="/x/age div 2"), ask("/x/other", "int"),
    )  # fmt: skip
    answers = {"/x/born": "1987", "/x/age": "40"}
    assert look(compiled, answers).accept("/x/born", "2000") == {"/x/born": "2000", "/x/age": "25"}
    assert look(compiled, answers).accept("/x/born", "1987") == {"/x/born": "1987", "/x/age": "38"}
    assert look(compiled, answers).accept("/x/age", "41") == {"/x/age": "41"}
    assert look(compiled, answers).accept("/x/other", "1") == {"/x/other": "1"}
    both = {**answers, "/x/half": "3"}
    assert look(compiled, both).accept("/x/born", "2005") == {"/x/born": "2005", "/x/age": "20", "/x/half": "10"}
    assert look(compiled, {"/x/born": "1987"}).accept("/x/born", "") == {"/x/born": ""}


def test_only_in_the_same_instance() -> None:
    compiled = program(repeat("/x/m", ask("/x/m/a", "int"), ask("/x/m/b", "int", calculate="../a * 2")))
    answers = {"/x/m": "2", "/x/m[1]/a": "1", "/x/m[1]/b": "9", "/x/m[2]/a": "2", "/x/m[2]/b": "9"}
    assert look(compiled, answers).accept("/x/m[2]/a", "3") == {"/x/m[2]/a": "3", "/x/m[2]/b": "6"}


def test_what_is_sealed_or_kept_once_stays() -> None:
    compiled = program(
        ask("/x/a", "int"), ask("/x/b", calculate="/x/a", keep="seal"), ask("/x/c", "int", calculate="once(/x/a)")
    )
    change = _taken(look(compiled, {"/x/b": SEALED, "/x/c": "1", "/x/a": "1"}).accept("/x/a", "2"))
    assert change == {"/x/a": "2"}
