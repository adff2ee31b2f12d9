"""What can never be asked, accepted or begun, and comparisons with choices that do not exist."""

from __future__ import annotations

import pytest

from config.questionnaire.author import convert
from config.questionnaire.lint import lint
from tests.config.questionnaire.conftest import Write

CHOICES = """
    list_name | name | label
    yn | yes | Yes
    yn | no | No
    scale | 1 | One
    scale | 2 | Two
"""
NEVER = (
    "warning: survey, row {row}, column relevant: this is never asked: {why}. Correct the condition, or delete the row."
)


def said(write: Write, *rows: str) -> list[str]:
    """Return what is said about rows after a yes-no question, a scale, several choices and a number."""
    survey = "\n".join(
        [
            "type | name | label | relevant | constraint | calculation | repeat_count | bind::affiant:compartment",
            "select_one yn | a | A | | | | | triage",
            "select_one scale | s | S | | | | | triage",
            "select_multiple yn | m | M | | | | | triage",
            "integer | n | N | | | | | triage",
            *rows,
        ]
    )
    source = convert(write(survey=survey, choices=CHOICES))
    remarks = lint(source.read().plan)
    return [remark.sentence(source.places.find(remark.path, remark.column)) for remark in remarks]


def of_relevance(write: Write, condition: str) -> list[str]:
    return said(write, f"integer | x | X | {condition} | | | | triage")


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("false()", "it says false()"),
        ("0", "it says nothing"),
        ("1 = 2", "the two sides are never so"),
        ("-1 > 0", "the two sides are never so"),
        ("'a' != 'a'", "the two sides are never so"),
        ("not(true())", "what must not be is always so"),
        ("${n} > 1 and false()", "it says false()"),
        ("false() or 1 > 2", "it says false()"),
        ("${a} = 'maybe'", "a has no choice maybe"),
        ("'maybe' = ${a}", "a has no choice maybe"),
        ("selected(${m}, 'maybe')", "m has no choice maybe"),
        ("${s} = 3", "s has no choice 3"),
        ("${a} = 'yes' and ${a} = 'no'", "the conditions on a exclude each other"),
        ("selected(${a}, 'yes') and ${a} != 'yes'", "the conditions on a exclude each other"),
        ("${n} > 5 and ${n} < 5", "the conditions on n exclude each other"),
        ("${n} > 5 and 5 >= ${n}", "the conditions on n exclude each other"),
        ("${n} = 3 and ${n} > 10", "the conditions on n exclude each other"),
    ],
)
def test_what_nobody_is_ever_asked(condition: str, why: str, write: Write) -> None:
    assert of_relevance(write, condition) == [NEVER.format(row=6, why=why)]


@pytest.mark.parametrize(
    "condition",
    [
        "true()",
        "${a} = 'yes'",
        "${a} = ''",
        "${a} != 'yes' and ${a} != 'no'",
        "${s} = 2",
        "${s} = '2' and ${s} > 1",
        "not(false())",
        "not(${a} = 'yes')",
        "${n} >= 5 and ${n} <= 5",
        "${n} > 3 and ${n} >= 5 and ${n} <= 5",
        "${n} = 5 or false()",
        "selected(${m}, 'yes') and selected(${m}, 'no')",
        "${n} = 'x' or ${n} > 3",
        "${n} mod 2 = 1 and ${n} mod 2 = 0",
        "${n} < 'x'",
        "1 + 1",
    ],
)
def test_what_somebody_may_be_asked(condition: str, write: Write) -> None:
    assert of_relevance(write, condition) == []


def test_what_hangs_on_a_question_that_is_never_asked_is_never_asked_either(write: Write) -> None:
    assert said(
        write,
        "begin_group | g | G | false() | | | |",
        "integer | inside | I | | | | | triage",
        "end_group | | | | | | |",
        "integer | x | X | ${inside} > 3 | | | | triage",
        "integer | y | Y | ${x} != '' or ${x} > 1 | | | | triage",
        "integer | z | Z | ${inside} | | | | triage",
        "integer | u | U | ${inside} = '' | | | | triage",
        "begin_repeat | r | R | | | | ${inside} |",
        "integer | v | V | | | | | triage",
        "end_repeat | | | | | | |",
    ) == [
        NEVER.format(row=6, why="it says false()"),
        NEVER.format(row=9, why="inside is never answered"),
        NEVER.format(row=11, why="inside is never answered"),
        "warning: survey, row 13, column repeat_count: the repeat never begins. Correct the count.",
    ]


def test_what_a_group_demands_holds_for_its_questions(write: Write) -> None:
    assert said(
        write,
        "begin_group | g | G | ${a} = 'yes' | | | |",
        "integer | x | X | ${a} = 'no' | | | | triage",
        "end_group | | | | | | |",
    ) == [NEVER.format(row=7, why="the conditions on a exclude each other")]


def test_other_instances_of_a_repeat_may_differ(write: Write) -> None:
    inside = "begin_repeat | r | R | | | | |", "integer | i | I | | | | | triage"
    never = "integer | x | X | ${i} = 1 and ${i} = 2 | | | | triage"
    end = "end_repeat | | | | | | |"
    assert said(write, *inside, never, end) == [NEVER.format(row=8, why="the conditions on i exclude each other")]
    assert said(write, *inside, end, never) == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("calculate | c | | | | if(${a} = 'maybe', 1, 2) | |", "column calculation: a has no choice maybe"),
        ("integer | c | C | ${a} = 'yes' or ${a} = 'oui' | | | | triage", "column relevant: a has no choice oui"),
        ("integer | c | C | | ${s} != 3 or . > 1 | | | triage", "column constraint: s has no choice 3"),
        ("note | c | ${a} | not(selected(${m}, 'both')) | | | |", "column relevant: m has no choice both"),
    ],
)
def test_a_choice_that_does_not_exist(row: str, sentence: str, write: Write) -> None:
    assert said(write, row) == [f"warning: survey, row 6, {sentence}. Correct the name, or add the choice."]


@pytest.mark.parametrize(
    ("type_", "constraint", "why"),
    [
        ("integer", ". > 10 and . < 5", "the conditions on x exclude each other"),
        ("integer", "false()", "it says false()"),
        ("select_one yn", ". = 'maybe'", "x has no choice maybe"),
    ],
)
def test_an_answer_that_is_never_accepted(type_: str, constraint: str, why: str, write: Write) -> None:
    assert said(write, f"{type_} | x | X | | {constraint} | | | triage")[0] == (
        f"error: survey, row 6, column constraint: no answer is ever accepted: {why}. Correct the constraint."
    )


def test_what_is_set_or_calculated_may_have_any_value(write: Write) -> None:
    survey = """
        type | name | label | default | calculation | trigger | relevant | bind::affiant:compartment
        select_one yn | a | A | other | | | | triage
        integer | x | X | | | | ${a} = 'other' | triage
    """
    assert lint(convert(write(survey=survey, choices=CHOICES)).read().plan) == []


@pytest.mark.parametrize(("count", "warnings"), [("0", 1), ("''", 1), ("2", 0), ("${n}", 0)])
def test_a_repeat_that_never_begins(count: str, warnings: int, write: Write) -> None:
    repeat = (f"begin_repeat | r | R | | | | {count} |", "integer | i | I | | | | | triage", "end_repeat | | | | | | |")
    assert said(write, *repeat) == warnings * [
        "warning: survey, row 6, column repeat_count: the repeat never begins. Correct the count."
    ]
