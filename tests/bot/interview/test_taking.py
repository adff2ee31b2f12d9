"""What is taken and what is refused, with whose words."""

from __future__ import annotations

import pytest

from bot.interview import SEALED, Refusal
from tests.bot.interview.forms import ask, choices, look, note, program, repeat, select

YES_NO = {"yn": choices("yes", "no"), "many": choices("a", "b", "c")}


def test_an_answer_is_a_change_to_merge() -> None:
    compiled = program(ask("/x/a", "int"))
    assert look(compiled).accept("/x/a", "\uff11\uff12") == {"/x/a": "12"}
    assert look(compiled, {"/x/a": "12"}).accept("/x/a", "") == {"/x/a": ""}
    assert look(compiled).accept("/x/a", "x") == Refusal(id="refused-integer")


def test_what_is_required_cannot_be_cleared() -> None:
    plain = program(ask("/x/a", required="true()"))
    assert look(plain).accept("/x/a", " ") == Refusal(id="refused-required")
    worded = program(ask("/x/a", required="/x/b = '1'", required_message="We need it"), ask("/x/b"))
    assert look(worded, {"/x/b": "1"}).accept("/x/a", "") == Refusal(id="refused-required", message="We need it")
    assert look(worded, {"/x/b": "2"}).accept("/x/a", "") == {"/x/a": ""}


def test_a_constraint_judges_the_candidate() -> None:
    compiled = program(
        ask("/x/from", "int"),
        ask("/x/to", "int", constraint=". >= /x/from and /x/to < 2000", constraint_message="Not before {/x/from}"),
        ask("/x/odd", constraint="regex(., '[a-z]+')"),
    )
    answers = {"/x/from": "1990", "/x/to": "1"}
    assert look(compiled, answers).accept("/x/to", "1995") == {"/x/to": "1995"}
    assert look(compiled, answers).accept("/x/to", "1980") == Refusal(
        id="refused-constraint", message="Not before 1990"
    )
    assert look(compiled, answers).accept("/x/to", "2005").id == "refused-constraint"  # type: ignore[union-attr]
    assert look(compiled).accept("/x/odd", "1") == Refusal(id="refused-constraint")
    assert look(compiled, answers).accept("/x/to", "") == {"/x/to": ""}


def test_a_constraint_in_a_repeat_can_look_at_the_others() -> None:
    unique = ask("/x/m/id", constraint="count(../../m[id = current()/.]) = 0")
    compiled = program(repeat("/x/m", unique, count="2"))
    assert look(compiled, {"/x/m[1]/id": "7"}).accept("/x/m[2]/id", "8") == {"/x/m[2]/id": "8"}


@pytest.mark.parametrize("text", ["yes", "YES", " Yes "])
def test_choices_are_known_by_name_and_label(text: str) -> None:
    compiled = program(select("/x/a", "yn"), lists=YES_NO)
    assert look(compiled).accept("/x/a", text) == {"/x/a": "yes"}


def test_several_choices_are_stored_in_the_lists_order() -> None:
    compiled = program(select("/x/a", "many", multiple=True), lists=YES_NO)
    interview = look(compiled)
    assert interview.accept_choices("/x/a", ("c", "a", "c")) == {"/x/a": "a c"}
    assert interview.accept("/x/a", "C, a") == {"/x/a": "a c"}
    assert interview.accept("/x/a", "c") == {"/x/a": "c"}
    assert interview.accept_choices("/x/a", ()) == {"/x/a": ""}
    assert interview.accept("/x/a", "a z") == Refusal(id="refused-choice")


def test_what_is_no_choice() -> None:
    compiled = program(select("/x/a", "yn"), ask("/x/b"), lists=YES_NO)
    interview = look(compiled)
    assert interview.accept("/x/a", "maybe") == Refusal(id="refused-choice")
    assert interview.accept_choices("/x/a", ("maybe",)) == Refusal(id="refused-choice")
    assert interview.accept_choices("/x/a", ("yes", "no")) == Refusal(id="refused-choice")
    assert interview.accept_choices("/x/b", ("yes",)) == Refusal(id="refused-choice")


def test_a_select_without_choices_takes_none() -> None:
    compiled = program(select("/x/a", "yn", filter="false()"), lists=YES_NO)
    assert look(compiled).accept("/x/a", "yes") == Refusal(id="refused-choice")
    assert look(compiled).accept("/x/a", "") == {"/x/a": ""}


def test_a_ranking_is_in_the_persons_order() -> None:
    compiled = program(select("/x/a", "many", control="rank", type="rank"), lists=YES_NO)
    interview = look(compiled)
    assert interview.accept_choices("/x/a", ("c", "a", "b")) == {"/x/a": "c a b"}
    assert interview.accept_choices("/x/a", ("c", "a")) == Refusal(id="refused-choice")
    assert interview.accept_choices("/x/a", ()) == {"/x/a": ""}


def test_something_to_acknowledge() -> None:
    compiled = program(ask("/x/a", control="trigger"))
    assert [choice.name for choice in look(compiled).question("/x/a").choices] == ["OK"]
    assert look(compiled).accept_choices("/x/a", ("OK",)) == {"/x/a": "OK"}
    assert look(compiled).accept("/x/a", "ok") == {"/x/a": "OK"}


def test_a_range_keeps_its_own_limits() -> None:
    compiled = program(ask("/x/a", "int", control="range", parameters={"start": "10", "end": "1", "step": "1"}))
    assert look(compiled).accept("/x/a", "7") == {"/x/a": "7"}
    assert look(compiled).accept("/x/a", "11") == Refusal(id="refused-constraint")
    assert look(compiled).accept("/x/a", "0") == Refusal(id="refused-constraint")


@pytest.mark.parametrize(
    ("parameters", "taken", "refused"),
    [
        ({"start": "1", "end": "10", "step": "3"}, ("1", "4", "10"), ("2", "5", "11")),
        ({"start": "0", "end": "1", "step": "0.1"}, ("0.3", "0.7", "1.0"), ("0.35", "1.1")),
        ({"start": "10", "end": "0", "step": "-5"}, ("10", "5", "0"), ("4", "-5")),
        ({"start": "1", "end": "5", "step": ""}, ("1.5", "5"), ("0.5",)),
        ({"start": "1", "end": "5", "step": "0"}, ("1.5",), ("6",)),
        ({"start": "x", "end": "5", "step": "1"}, ("9",), ()),
        ({}, ("9",), ()),
    ],
)
def test_a_range_keeps_its_steps(parameters: dict[str, str], taken: tuple[str, ...], refused: tuple[str, ...]) -> None:
    interview = look(program(ask("/x/a", "decimal", control="range", parameters=parameters)))
    assert [interview.accept("/x/a", text) for text in taken] == [{"/x/a": text} for text in taken]
    assert {interview.accept("/x/a", text) for text in refused} <= {Refusal(id="refused-constraint")}


def test_what_is_sealed_goes_in_sealed() -> None:
    compiled = program(
        ask("/x/a", keep="seal", constraint="false()"), ask("/x/b"), ask("/x/c", keep="seal", readonly="true()"),
        note("/x/n", "n"),
    )  # fmt: skip
    interview = look(compiled, {"/x/a": SEALED})
    assert interview.accept_sealed("/x/a") == {"/x/a": SEALED}
    assert interview.accept("/x/a", "words") == Refusal(id="refused-sealed")
    assert interview.accept("/x/a", "") == {"/x/a": ""}
    assert interview.accept_sealed("/x/b") == Refusal(id="refused-sealed")
    assert interview.accept_sealed("/x/n") == Refusal(id="refused-sealed")
    assert interview.accept_sealed("/x/c") == Refusal(id="refused-readonly")


def test_what_cannot_be_changed() -> None:
    compiled = program(ask("/x/a", readonly="/x/b = 'closed'"), ask("/x/b"), note("/x/n", "Read this"))
    assert look(compiled, {"/x/b": "closed"}).accept("/x/a", "1") == Refusal(id="refused-readonly")
    assert look(compiled, {"/x/b": "open"}).accept("/x/a", "1") == {"/x/a": "1"}
    assert look(compiled).accept("/x/n", "anything") == {}


def test_add_another_in_words() -> None:
    compiled = program(repeat("/x/m", ask("/x/m/a")))
    interview = look(compiled)
    assert interview.accept("/x/m[2]", "more") == {"/x/m": "2"}
    assert interview.accept("/x/m[2]", "") == {}
    assert interview.accept("/x/m[2]", "perhaps") == Refusal(id="refused-choice")
    assert interview.accept_choices("/x/m[2]", ("more", "enough")) == Refusal(id="refused-choice")
