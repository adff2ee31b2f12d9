"""Expressions freed of what only a device or a server has."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.questionnaire.author import compile_form, convert
from tests.config.questionnaire.conftest import Said, Write
from tests.config.questionnaire.tables import node, shown

TOWNS = "code,river,name,label\na,Slow,Upper,U\n"


@pytest.fixture
def calculated(write: Write) -> object:
    """Compile one calculation, with the answer ${key} beside it and the file towns.csv."""

    def calculated(calculation: str) -> Path:
        rows = f"text | key | K |\n begin_repeat | r | R |\n text | own | O |\n calculate | c | | {calculation}"
        path = write(survey=f"type | name | label | calculation\n {rows}\n end_repeat | | |")
        (path.parent / "towns.csv").write_text(TOWNS)
        return path

    return calculated


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("pulldata('towns', 'river', 'code', ${key})", "instance('towns')/root/item[(code = /data/key)]/river"),
        ("pulldata('towns.csv', 'label', 'name', 'x')", "instance('towns')/root/item[(name = 'x')]/label"),
        (
            "pulldata('towns', 'river', 'code', concat(${own}, -(1 + 2)))",
            "instance('towns')/root/item[(code = concat(current()/../own, -(1 + 2)))]/river",
        ),
        (
            "pulldata('towns', 'river', 'code', string-length())",
            "instance('towns')/root/item[(code = string-length(current()/.))]/river",
        ),
        (
            "count(/data/r[own = pulldata('towns', 'river', 'code', ${key})])",
            "count(/data/r[(own = instance('towns')/root/item[(code = /data/key)]/river)])",
        ),
    ],
)
def test_pulldata_becomes_a_path_over_its_file(written: str, means: str, calculated: object) -> None:
    assert callable(calculated)
    assert shown(node(compile_form(calculated(written)), "c").calculate) == means


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (
            "pulldata(${key}, 'river', 'code', 1)",
            "pulldata() takes the names of its file and of its columns in quotes.",
        ),
        ("pulldata('towns', 'sea', 'code', 1)", "towns.csv has no column sea."),
        ("pulldata('towns', 'river', 'town', 1)", "towns.csv has no column town."),
        ("pulldata('towns', 'river')", "pulldata() takes 4 arguments, not 2 (at character 1)."),
        ("pulldata('seas', 'name', 'name', 1)", "there is no file seas.csv beside the form."),
        (
            "count(/data/r[own = pulldata('towns', 'river', 'code', own)])",
            "pulldata() inside a condition on choices cannot look up their columns.",
        ),
    ],
)
def test_pulldata_that_cannot_be_followed(written: str, reason: str, calculated: object, said: Said) -> None:
    assert callable(calculated)
    (sentence,) = said(calculated(written))
    assert sentence.startswith(f"survey, row 5, column calculation: {reason}")


def test_what_is_pulled_from_a_missing_file_is_blank_where_that_is_wanted(calculated: object, said: Said) -> None:
    assert callable(calculated)
    path = calculated("pulldata('seas', 'name', 'name', 1)")
    assert len(said(path, fixes=True)) == 1
    expression = node(convert(path, fixes=True).read().plan, "c").calculate
    assert shown(expression) == "instance('seas')/root/item[(name = 1)]/name", "the list is there, and empty"


def test_a_file_that_only_a_count_asks_for(write: Write, said: Said) -> None:
    count = "pulldata('seas', 'name', 'name', 1)"
    path = write(survey=f"type|name|label|repeat_count\n begin_repeat|r|R|{count}\n text|a|A|\n end_repeat|||")
    assert said(path)[0].startswith("survey, row 2, column repeat_count: there is no file seas.csv beside the form.")
    (path.parent / "seas.csv").write_text("name\n1\n")
    counted = node(compile_form(path), "r").count
    assert shown(counted).startswith(("/data/r_count", "instance('seas')"))


def test_answers_of_the_last_time_are_blank_and_it_is_said(write: Write, said: Said) -> None:
    path = write(survey="type | name | label | calculation\n text | a | A |\n calculate | b | | ${last-saved#a} = 'x'")
    assert shown(node(compile_form(path), "b").calculate) == "('' = 'x')"
    assert said(path) == [
        (
            "warning: survey, row 3, column calculation: answers of the last time are not known here: "
            "they read as blank. Ask again."
        )
    ]


def test_the_choice_name_of_a_text_is_the_text(write: Write, said: Said) -> None:
    path = write(
        survey="type | name | label | calculation\n text | a | A |\n calculate | b | | jr:choice-name(${a}, '${a}')"
    )
    assert shown(node(compile_form(path), "b").calculate) == "/data/a"
    assert "a has no choices: its answer stands for the label" in said(path)[0]


def test_a_pattern_outside_re2_is_left_out_only_when_asked(write: Write, said: Said) -> None:
    path = write(survey="type | name | label | constraint\n text | a | A | regex(., '(?=a)b') and . != ''")
    assert "(?=a)b" in shown(node(compile_form(path), "a").constraint)
    assert shown(node(convert(path, fixes=True).read().plan, "a").constraint) == "(true() and (. != ''))"
    assert "column constraint: fixed: the regular expression is not one of RE2" in said(path, fixes=True)[0]


def test_texts_that_are_asked_for_by_name_and_all_where_the_name_is_worked_out(write: Write) -> None:
    columns = "type | name | label::English (en) | label::조선말 (ko-KP) | calculation"
    choices = "list_name | name | label::English (en) | label::조선말 (ko-KP)\n x | 1 | One | 하나"
    rows = "select_one x | a | A | 가 |"
    named = compile_form(
        write(survey=f"{columns}\n {rows}\n calculate | b | | | jr:itext('/data/a:label')", choices=choices)
    )
    assert named.texts == {"/data/a:label": {"en": ("A",), "ko-KP": ("가",)}}
    assert named.lists["x"][0].columns == {}
    worked_out = "jr:itext(instance('x')/root/item[name = ${a}]/itextId)"
    every = compile_form(write(survey=f"{columns}\n {rows}\n calculate | b | | | {worked_out}", choices=choices))
    assert set(every.texts) == {"/data/a:label", "x-0"}
    assert every.lists["x"][0].columns == {"itextId": "x-0"}
