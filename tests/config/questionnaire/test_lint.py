"""What the author is told about a form that compiles, and where."""

from __future__ import annotations

import pytest

from config.questionnaire.author import convert
from config.questionnaire.lint import lint
from config.questionnaire.lint.words import LONGEST_LABEL
from tests.config.questionnaire.conftest import Write

COLUMNS = "type | name | label | bind::affiant:compartment | relevant | constraint | calculation"
YES_NO = "list_name | name | label\n yes_no | yes | Yes\n yes_no | no | No"


def said(write: Write, **sheets: str) -> list[str]:
    source = convert(write(**sheets), allow_choice_duplicates=True)
    return [remark.sentence(source.places.find(remark.path, remark.column)) for remark in lint(source.read().plan)]


def of_row(write: Write, row: str, *more: str) -> list[str]:
    """Return what is said about one row, after another question that is sealed and one that is not."""
    rows = "\n".join([COLUMNS, "text | story | S | testimony | | |", "integer | age | A | triage | | |", row, *more])
    return said(write, survey=rows)


def test_a_form_that_is_as_it_should_be_is_met_with_silence(write: Write) -> None:
    assert of_row(write, "text | more | M | testimony | ${story} != '' and ${age} > 17 | |") == []


# --- compartments ---------------------------------------------------------------------------------------------


def test_every_question_needs_a_compartment(write: Write) -> None:
    assert of_row(write, "text | x | X | | | |") == [
        (
            "error: survey, row 4, column bind::affiant:compartment: the question has no compartment, so nobody could "
            "open its answer. Write triage, testimony or contact."
        )
    ]


def test_a_group_gives_its_questions_its_own(write: Write) -> None:
    group = ("begin_group | g | G | contact | | |", "text | x | X | | | |", "end_group | | | | | |")
    assert of_row(write, *group) == []


def test_a_compartment_that_the_office_does_not_have(write: Write) -> None:
    assert of_row(write, "text | x | X | triag | | |") == [
        (
            "error: survey, row 4, column bind::affiant:compartment: there is no compartment triag. "
            "Write triage, testimony or contact."
        )
    ]
    plan = convert(write(survey=f"{COLUMNS}\n text | x | X | legal | | |")).read().plan
    assert lint(plan, compartments=("legal", "medical")) == []


# --- words ----------------------------------------------------------------------------------------------------


def test_missing_translations(write: Write) -> None:
    survey = """
        type | name | label::English (en) | label::조선말 (ko-KP) | hint::조선말 (ko-KP) | bind::affiant:compartment
        select_one x | a | A | - | 가 | triage
    """
    choices = "list_name | name | label::English (en) | label::조선말 (ko-KP)\n x | 1 | One | 하나\n x | 2 | Two |"
    settings = "form_id | default_language\n f | English (en)"
    assert said(write, survey=survey, choices=choices, settings=settings) == [
        (
            "warning: survey, row 2, column label::조선말 (ko-KP): there is no wording in ko-KP. "
            "Translate it; until then people read en."
        ),
        (
            "warning: survey, row 2, column hint::en: there is no wording in en. "
            "Translate it; en is what the other languages fall back to."
        ),
        (
            "warning: choices, row 3, column label::조선말 (ko-KP): there is no wording in ko-KP. "
            "Translate it; until then people read en."
        ),
    ]


def test_a_text_that_does_not_fit_a_phone(write: Write) -> None:
    assert of_row(write, f"note | x | {'x' * LONGEST_LABEL} | | | |") == []
    assert of_row(write, f"note | x | {'x' * (LONGEST_LABEL + 1)} | | | |") == [
        (
            "warning: survey, row 4, column label: the text is longer than 900 characters. "
            "Say less, or move details into guidance_hint."
        )
    ]


def test_html_would_be_read_as_it_is(write: Write) -> None:
    assert of_row(write, "note | x | a < b and b > c | | | |") == []
    assert of_row(write, "note | x | <b>Mind</b> | | | |") == [
        "warning: survey, row 4, column label: people would read the HTML in this text. Use plain words."
    ]


def test_a_question_without_words(write: Write) -> None:
    survey = "type | name | label::en | label::ko | bind::affiant:compartment\n text | a | - | - | contact"
    assert said(write, survey=survey) == [
        "error: survey, row 2, column label::en: there are no words to show. Write a label."
    ]


# --- answers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("required", "advice"), [("yes", 1), ("${age} > 1", 1), ("no", 0), ("", 0)])
def test_in_testimony_everything_can_be_skipped(required: str, advice: int, write: Write) -> None:
    survey = f"""
        type | name | label | bind::affiant:compartment | required
        integer | age | A | triage |
        text | x | X | contact | {required}
    """
    assert said(write, survey=survey) == advice * [
        (
            "advice: survey, row 3, column required: the question cannot be skipped. "
            "Let people skip it: nobody should be held up by what they cannot say."
        )
    ]


SEALED = (
    "this reads story, which is sealed on arrival. "
    "Ask only whether it is empty, or keep story in the draft (bind::affiant:keep = draft)."
)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("text | x | X | contact | ${story} = 'yes' | |", "relevant"),
        ("text | x | X | contact | string-length(${story}) > 20 | |", "relevant"),
        ("calculate | x | | contact | | | concat('a', ${story})", "calculation"),
        ("integer | x | X | contact | | . > number(${story}) |", "constraint"),
        ("note | x | You said ${story} | | | |", "label"),
    ],
)
def test_no_expression_reads_what_is_sealed(row: str, column: str, write: Write) -> None:
    assert of_row(write, row) == [f"error: survey, row 4, column {column}: {SEALED}"]


@pytest.mark.parametrize(
    "condition", ["${story} = ''", "${story} != ''", "string-length(${story}) > 0", "boolean(${story})", "${story}"]
)
def test_every_expression_may_ask_whether_there_is_something(condition: str, write: Write) -> None:
    assert of_row(write, f"text | x | X | contact | {condition} | |") == []


def test_the_content_of_a_sealed_answer_cannot_be_constrained(write: Write) -> None:
    (sentence,) = of_row(write, "text | x | X | contact | | regex(., '[0-9]+') |")
    assert sentence.startswith("error: survey, row 4, column constraint: this reads x, which is sealed on arrival.")
    assert of_row(write, "text | x | X | contact | | . != '' |") == []


def test_what_the_author_keeps_in_the_draft_may_be_read(write: Write) -> None:
    survey = """
        type | name | label | bind::affiant:compartment | bind::affiant:keep | relevant
        text | a | A | triage | draft |
        text | b | B | triage | | ${a} = 'x'
    """
    assert said(write, survey=survey) == []


def test_a_name_that_leads_nowhere(write: Write) -> None:
    assert of_row(write, "text | x | X | contact | seen | |") == [
        (
            "error: survey, row 4, column relevant: there is no question seen. "
            "Write ${name} for a question's answer, true() or false() for yes or no, 'quotes' around text."
        )
    ]


@pytest.mark.parametrize(("pattern", "errors"), [("[0-9]{1,3}", 0), ("(?=a)b", 1), ("(a)\\1", 1), ("(", 1)])
def test_regular_expressions_are_those_of_re2(pattern: str, errors: int, write: Write) -> None:
    assert of_row(write, f"integer | x | X | contact | | regex(., '{pattern}') |") == errors * [
        (
            "error: survey, row 4, column constraint: the regular expression is not one of RE2 (no look-around, no "
            "back-references). Rewrite it, or use several conditions."
        )
    ]


def test_signals_wait_for_choices_that_exist(write: Write) -> None:
    survey = """
        type | name | label | bind::affiant:compartment | bind::affiant:signal
        select_one yes_no | a | A | triage | urgent: yes maybe; recent: no
        integer | b | B | triage | recent: x
    """
    assert said(write, survey=survey, choices=YES_NO) == [
        f"error: survey, row {row}, column bind::affiant:signal: the signal {signal} waits for choices that do not "
        f"exist: {choice}. Name choices of this question's list."
        for row, signal, choice in [(2, "urgent", "maybe"), (3, "recent", "x")]
    ]


# --- choices ------------------------------------------------------------------------------------------------------


def of_filter(write: Write, choice_filter: str, required: str = "") -> list[str]:
    survey = f"""
        type | name | label | bind::affiant:compartment | choice_filter | required
        integer | n | N | triage | |
        select_one town | a | A | triage | {choice_filter} | {required}
    """
    choices = "list_name | name | label | country\n town | 1 | One | kr\n town | 2 | Two | cn"
    return said(write, survey=survey, choices=choices)


@pytest.mark.parametrize(
    "choice_filter", ["country = 'kr'", "name = '1' or false()", "country = ${n}", "country != 'jp'", "1 = 1", "true()"]
)
def test_a_filter_that_lets_something_pass(choice_filter: str, write: Write) -> None:
    assert of_filter(write, choice_filter) == []


@pytest.mark.parametrize(
    "choice_filter",
    [
        "country = 'jp'",
        "name = '3'",
        "country = 'kr' and false()",
        "country = 'jp' or country = 'th'",
        "false()",
        "0",
        "''",
    ],
)
def test_a_filter_that_lets_nothing_pass(choice_filter: str, write: Write) -> None:
    assert of_filter(write, choice_filter) == [
        "warning: survey, row 3, column choice_filter: no choice ever passes the filter. Correct the filter."
    ]


def test_a_required_question_without_choices_counts_as_optional(write: Write) -> None:
    assert of_filter(write, "false()", "yes")[1] == (
        "warning: survey, row 3, column choice_filter: no choice ever passes the filter, so that the question counts "
        "as optional. Correct the filter."
    )


def test_a_filter_reads_columns_that_exist(write: Write) -> None:
    assert of_filter(write, "contry = 'kr' and not(land = ${n})") == [
        (
            "error: survey, row 3, column choice_filter: the list town has no column contry, land. "
            "Correct the name, or add the column to the choices."
        )
    ]


def test_choices_that_share_a_name(write: Write) -> None:
    survey = "type | name | label | bind::affiant:compartment\n select_one x | a | A | triage"
    choices = "list_name | name | label\n x | 1 | One\n x | 2 | Two\n x | 1 | Uno"
    assert said(write, survey=survey, choices=choices) == [
        "warning: choices, row 2, column name: the list x has 2 choices named 1. Give each a name of its own."
    ]
