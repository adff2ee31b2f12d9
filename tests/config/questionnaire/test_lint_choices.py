"""What is said of choice lists: names, labels, lengths, and required selects that can be empty."""

from __future__ import annotations

import msgspec
import pytest

from config.questionnaire.author import convert
from config.questionnaire.lint import lint
from config.questionnaire.lint.choices import LONGEST_CHOICE, MOST_CHOICES
from tests.config.questionnaire.conftest import Write

SURVEY = "type | name | label | bind::affiant:compartment | appearance\n {type} x | a | A | triage | {appearance}"


def said(
    write: Write, *choices: str, type_: str = "select_one", appearance: str = "", header: str = "label"
) -> list[str]:
    rows = "\n".join([f"list_name | name | {header}", *(f"x | {choice}" for choice in choices)])
    source = convert(
        write(survey=SURVEY.format(type=type_, appearance=appearance), choices=rows), allow_choice_duplicates=True
    )
    remarks = lint(source.read().plan)
    return [remark.sentence(source.places.find(remark.path, remark.column)) for remark in remarks]


def test_a_list_without_fault(write: Write) -> None:
    assert said(write, "1 | One", "2 | Two") == []


def test_a_name_with_a_space(write: Write) -> None:
    (sentence,) = said(write, "a b | One", "2 | Two")
    assert sentence == (
        "warning: choices, row 2, column name: the choice name 'a b' has a space in it. "
        "Rename it before the form is in use, never after."
    )


def test_a_choice_without_a_label(write: Write) -> None:
    assert said(write, "1 | One", "2 |") == [
        "warning: choices, row 3, column label: people would read the choice's name. Write a label."
    ]


def test_a_list_that_is_not_translated_at_all_is_said_once(write: Write) -> None:
    survey = (
        "type | name | label::A (en) | label::B (ko) | bind::affiant:compartment\n select_one x | a | A | B | triage"
    )
    settings = "form_id | default_language\n f | A (en)"
    choices = "list_name | name | label::A (en) | label::B (ko)\n x | 1 | One |\n x | 2 | Two | "
    (remark,) = lint(convert(write(survey=survey, choices=choices, settings=settings)).read().plan)
    assert (remark.path, remark.reason) == ("x/1", "the list x has no wording in ko")
    choices += "두나"
    (remark,) = lint(convert(write(survey=survey, choices=choices, settings=settings)).read().plan)
    assert (remark.path, remark.reason) == ("x/1", "there is no wording in ko")


def test_choices_that_read_alike(write: Write) -> None:
    assert said(write, "1 | One", "2 | Two", "3 | One") == [
        "warning: choices, row 4, column label: the choices 1 and 3 read alike in default. Write what tells them apart."
    ]


@pytest.mark.parametrize(("length", "warnings"), [(LONGEST_CHOICE, 0), (LONGEST_CHOICE + 1, 1)])
def test_a_label_that_no_button_holds(length: int, warnings: int, write: Write) -> None:
    assert said(write, f"1 | {'x' * length}", "2 | Two") == warnings * [
        "warning: choices, row 2, column label: a button cuts what is longer than 96 characters. Say less."
    ]


@pytest.mark.parametrize(
    ("count", "appearance", "advice"),
    [
        (MOST_CHOICES, "", 0),
        (MOST_CHOICES + 1, "", 1),
        (MOST_CHOICES + 1, "quick autocomplete", 0),
        (MOST_CHOICES + 1, "minimal", 0),
        (MOST_CHOICES + 1, "likert", 1),
    ],
)
def test_more_choices_than_anybody_pages_through(count: int, appearance: str, advice: int, write: Write) -> None:
    found = said(write, *(f"{number} | C {number}" for number in range(count)), appearance=appearance)
    sentence = (
        "advice: survey, row 2, column appearance: 41 choices are many pages of buttons. "
        "Write autocomplete into appearance, so that people type a part; or ask for a region first."
    )
    assert found == advice * [sentence]


def test_a_list_that_nobody_offers_is_left_alone(write: Write) -> None:
    survey = "type | name | label | bind::affiant:compartment\n integer | a | A | triage"
    choices = "list_name | name | label\n x | 1 |\n x | 2 | Two"
    assert lint(convert(write(survey=survey, choices=choices)).read().plan) == []


def test_an_empty_list(write: Write) -> None:
    plan = convert(
        write(survey=SURVEY.format(type="select_one", appearance=""), choices="list_name | name | label\n x | 1 | 1")
    )
    emptied = msgspec.structs.replace(plan.read().plan, lists={"x": ()})
    assert [(remark.severity, remark.reason) for remark in lint(emptied)] == [("error", "its choice list is empty")]


# --- cascades ----------------------------------------------------------------------------------------------

COUNTRIES = """
    list_name | name | label | country
    country | kr | One |
    country | cn | Two |
    country | th | Three |
    town | a | A | kr
    town | b | B | kr
    town | b | B | cn
"""


def of_cascade(write: Write, choice_filter: str, required: str = "yes") -> list[str]:
    survey = f"""
        type | name | label | bind::affiant:compartment | choice_filter | required
        select_one country | c | C | triage | |
        select_multiple country | several | S | triage | |
        select_one town | t | T | triage | {choice_filter} | {required}
    """
    source = convert(write(survey=survey, choices=COUNTRIES), allow_choice_duplicates=True)
    remarks = [remark for remark in lint(source.read().plan) if remark.severity != "advice"]
    return [remark.sentence(source.places.find(remark.path, remark.column)) for remark in remarks]


@pytest.mark.parametrize("choice_filter", ["country = ${c}", "${c} = country", "country = ${c} and name != 'z'"])
def test_a_required_question_that_can_have_no_choices(choice_filter: str, write: Write) -> None:
    (sentence,) = of_cascade(write, choice_filter)
    assert sentence == (
        "warning: survey, row 4, column choice_filter: there are no choices when c is th: "
        "the question counts as optional then. Add choices, or ask this only when there are some."
    )


@pytest.mark.parametrize(
    ("choice_filter", "required"),
    [
        ("country = ${c}", "no"),
        ("country = ${c} or true()", "yes"),
        ("country = ${several}", "yes"),
        ("country != ${c}", "yes"),
    ],
)
def test_what_cannot_be_known_or_does_not_matter(choice_filter: str, required: str, write: Write) -> None:
    assert of_cascade(write, choice_filter, required) == []
