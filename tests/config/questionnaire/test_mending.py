"""What a conversation cannot do is found row by row, offered with its fix, and fixed only when that was asked for."""

from __future__ import annotations

from config.questionnaire.author import convert
from tests.config.questionnaire.conftest import Said, Write
from tests.config.questionnaire.tables import node, shown


def test_a_row_that_something_reads_stays_and_is_blank(write: Write) -> None:
    path = write(survey="type | name | label | relevant\n deviceid | d | |\n imei | e | |\n text | a | A | ${d} != ''")
    source = convert(path, fixes=True)
    plan = source.read().plan
    assert [(each.path, each.kind, each.calculate) for each in plan.nodes[:-1]] == [("/data/d", "value", None)]
    assert "deviceid" not in source.xml, "what ODK tools read asks for it no more than we do"


def test_what_is_asked_in_words_loses_what_belongs_to_choices(write: Write) -> None:
    survey = """
        type | name | label | choice_filter | parameters | appearance | constraint | constraint_message::en | required
        select_one_from_file x.csv | a | A | p = 1 | value=p | minimal | . != 'q' | No | yes
    """
    asked = node(convert(write(survey=survey), fixes=True).read().plan, "a")
    assert (asked.type, asked.control, asked.appearance, asked.itemset) == ("string", "input", "", None)
    assert (asked.constraint, asked.constraint_message, shown(asked.required)) == (None, {}, "true()")
    assert asked.keep == "seal"


def test_letters_are_no_conditions(write: Write, said: Said) -> None:
    path = write(
        survey="""
            type | name | label | required | relevant | read_only
            text | a | A | T | Y |
            text | b | B | f | | N
            text | c | C | yes | TRUE | No
        """
    )
    assert said(path) == [
        "survey, row 2, column relevant: Y is no condition. Write true() or false().",
        "survey, row 2, column required: T is no condition. Write true() or false().",
        "survey, row 3, column required: f is no condition. Write true() or false().",
        "survey, row 3, column read_only: N is no condition. Write true() or false().",
    ]
    plan = convert(path, fixes=True).read().plan
    assert (node(plan, "a").required, shown(node(plan, "a").relevant)) == (None, "true()"), (
        "as the reference engine has it"
    )
    assert (node(plan, "b").required, shown(node(plan, "c").required)) == (None, "true()")


def test_characters_that_no_form_can_carry(write: Write, said: Said) -> None:
    path = write(survey="type | name | label\n text | a | A\x07B\ufffe", settings="form_title\n T\x1b")
    assert said(path) == [
        "survey, row 2, column label: the cell has characters that no form can carry. Write it anew.",
        "settings, row 2, column form_title: the cell has characters that no form can carry. Write it anew.",
    ]
    plan = convert(path, fixes=True).read().plan
    assert (node(plan, "a").label, plan.title) == ({"default": ("AB",)}, {"default": ("T",)})


def test_formulas_that_failed_are_told_of_where_they_matter(write: Write, said: Said) -> None:
    path = write(survey="type | name | label | scratch\n text | a | #REF! | #N/A")
    assert said(path) == [
        "warning: survey, row 2, column label: the cell holds a formula that failed (#REF!). Correct it."
    ]


def test_nothing_is_fixed_unless_that_was_asked_for(write: Write, said: Said) -> None:
    path = write(survey="type | name | label\n audit | |\n text | a | A")
    assert said(path) == ["survey, row 2, column type: audit would betray who answers. Delete the row."]
    assert said(path, fixes=True) == [
        (
            "warning: survey, row 2, column type: fixed: audit would betray who answers; the row is left out. "
            "Delete the row."
        )
    ]
