"""What a Program refuses when it is loaded, and how values come about."""

from __future__ import annotations

import pytest

from bot.interview import SEALED
from bot.interview.errors import PlanError
from config.questionnaire.plan import Node
from tests.bot.interview.forms import ask, group, look, program, repeat, value, worth


@pytest.mark.parametrize("type_", ["geotrace", "geoshape"])
def test_what_no_one_can_write_in_a_chat(type_: str) -> None:
    with pytest.raises(PlanError, match="cannot be asked"):
        program(ask("/x/a", type_))


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("weighted-checklist(1, 2, 3)", "pairs"),
        ("jr:choice-name('a', /x/a)", "in quotes"),
        ("regex(/x/a, '(?=a)')", "RE2"),
        ("format-date(/x/a, '%Q')", "escape"),
        ("instance('l')", "begins a path"),
    ],
)
def test_what_an_expression_cannot_ask(expression: str, reason: str) -> None:
    with pytest.raises(PlanError, match=reason) as caught:
        program(ask("/x/a"), value("/x/v", expression))
    assert caught.value.path == "/x/v"


def test_errors_in_words_are_found_when_loaded() -> None:
    with pytest.raises(PlanError, match="there is no gone"):
        program(ask("/x/a", label="Hello {/x/gone}"))


def test_another_format() -> None:
    with pytest.raises(PlanError, match="format 2"):
        program(format=2)


def test_two_nodes_with_one_path() -> None:
    with pytest.raises(PlanError, match="same path"):
        program(ask("/x/a"), ask("/x/a"))


def test_a_node_out_of_place() -> None:
    with pytest.raises(PlanError, match="not a child"):
        program(group("/x/g", Node(path="/x/a", kind="note")))


def test_calculated_questions() -> None:
    """A calculation fills a question until it is answered; what is read-only it fills always."""
    compiled = program(
        ask("/x/a", "int"), ask("/x/b", "int", calculate="/x/a * 2"),
        ask("/x/c", "int", calculate="/x/a * 3", readonly="/x/a < 10"),
    )  # fmt: skip

    def shown(answers: dict[str, str]) -> list[str]:
        return [line.shown for line in look(compiled, answers).summary()]

    assert shown({"/x/a": "2"}) == ["2", "4", "6"]
    assert shown({"/x/a": "2", "/x/b": "5", "/x/c": "5"}) == ["2", "5", "6"]
    assert shown({"/x/a": "12", "/x/b": "5", "/x/c": "5"}) == ["12", "5", "5"]


@pytest.mark.parametrize(
    ("type_", "calculate", "text"),
    [
        ("int", "3.9", "3"),
        ("int", "'x'", ""),
        ("decimal", "'1.50'", "1.5"),
        ("string", "1 div 3", "0.3333333333333333"),
        ("string", "1 = 1", "true"),
        ("date", "date('2015-03-04')", "2015-03-04"),
    ],
)
def test_a_calculation_takes_the_type_of_its_node(type_: str, calculate: str, text: str) -> None:
    compiled = program(value("/x/v", calculate, type=type_))
    assert "".join(line.value for line in look(compiled).submission()) == text


def test_a_calculation_in_a_hidden_group_is_blank() -> None:
    hidden = group("/x/g", value("/x/g/v", "1"), relevant="/x/a != ''")
    assert worth("/x/g/v", {}, ask("/x/a"), hidden) == ""
    assert worth("/x/g/v", {"/x/a": "1"}, ask("/x/a"), hidden) == "1"


def test_types_of_answers() -> None:
    nodes = (ask("/x/d", "date"), ask("/x/b", "boolean"), ask("/x/s", "int", keep="seal"), ask("/x/i", "int"))
    answers = {"/x/d": "2015-03-04", "/x/b": "1", "/x/s": SEALED, "/x/i": SEALED}
    assert worth("/x/d + 1", answers, *nodes) == "16499"
    assert worth("/x/b = true()", answers, *nodes) == "true"
    assert worth("/x/s != '' and not(/x/s > 0)", answers, *nodes) == "true"
    assert worth("/x/i != ''", answers, *nodes) == "true"
    assert worth("/x/b", {}, *nodes) == ""
    assert worth("/x/d = 'x'", {"/x/d": "x"}, *nodes) == "true"
    assert worth("/x/i", {"/x/i": "x"}, *nodes) == "x"


def test_a_value_that_is_only_kept() -> None:
    kept = Node(path="/x/k", kind="value")
    assert worth("concat(/x/k, '!')", {"/x/k": "carried over"}, kept) == "carried over!"


def test_groups_have_no_value() -> None:
    assert worth("concat('<', /x/g, '>')", {}, group("/x/g", ask("/x/g/a"), relevant="true()")) == "<>"
    assert worth("concat(/x/m, '.')", {"/x/m": "3"}, repeat("/x/m", ask("/x/m/a"))) == "."


def test_hidden_values_in_repeats_are_blank() -> None:
    inner = repeat(
        "/x/m/k",
        ask("/x/m/k/b"),
        ask("/x/m/k/c", relevant="../b != ''"),
        value("/x/m/k/v", "concat(string(../c), '.')"),
        count="1",
    )
    compiled = program(repeat("/x/m", ask("/x/m/a"), group("/x/m/g"), inner, relevant="position(.) = 1", count="2"))
    answers = {f"/x/m[{index}]/k[1]/c": "kept" for index in (1, 2)}
    assert [line.value for line in look(compiled, answers).submission()] == ["."]
    answers |= {f"/x/m[{index}]/k[1]/b": "1" for index in (1, 2)}
    assert [line.value for line in look(compiled, answers).submission()] == ["1", "kept", "kept."]
