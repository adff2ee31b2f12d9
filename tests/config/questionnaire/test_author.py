"""Every spreadsheet that authors bring becomes the same Plan, and every mistake a sentence with its place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyxform.xls2json_backends import md_table_to_workbook

from config.questionnaire import converting
from config.questionnaire.author import compile_form, convert
from config.questionnaire.errors import FormError
from tests.config.questionnaire.conftest import Compile, Write
from tests.config.questionnaire.tables import node, table

SURVEY = """
    type              | name  | label::English (en) | label::한국어 (ko-KR) | relevant      | bind::affiant:compartment
    begin_group       | needs | Needs               | 필요                  |                 |
    select_one yes_no | help  | Help?               | 도움?                 |                 | triage
    end_group         |       |                     |                       |                 |
    text              | words | Words               | -                     | ${help} = 'yes' | testimony
"""
CHOICES = """
    list_name | name | label::English (en) | label::한국어 (ko-KR)
    yes_no    | yes  | Yes                 | 예
    yes_no    | no   | No                  | 아니요
"""
SETTINGS = """
    form_title | form_id | name | version | default_language
    Questions  | small   | small | 7      | English (en)
"""
SHEETS = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS}


def as_md(folder: Path) -> Path:
    path = folder / "form.md"
    path.write_text("\n".join(table(name, rows) for name, rows in SHEETS.items()), "utf-8")
    return path


def as_xlsx(folder: Path) -> Path:
    path = folder / "form.xlsx"
    md_table_to_workbook(as_md(folder).read_text("utf-8")).save(path)
    return path


def cells(rows: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]


def as_folder(folder: Path) -> Path:
    for name, rows in SHEETS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(cells(rows))
    return folder


def as_csv(folder: Path) -> Path:
    path = folder / "form.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        for name, rows in SHEETS.items():
            csv.writer(file).writerows([[name], *(["", *row] for row in cells(rows))])
    return path


@pytest.mark.parametrize("as_", [as_xlsx, as_folder, as_csv])
def test_every_kind_of_file_becomes_the_same_plan(as_: object, tmp_path: Path) -> None:
    assert callable(as_)
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert compile_form(as_(one)) == compile_form(as_md(other))


def test_the_plan_says_what_the_sheets_say(tmp_path: Path) -> None:
    plan = compile_form(as_md(tmp_path))
    assert (plan.name, plan.revision, plan.default_language) == ("small", "7", "en")
    assert set(plan.languages) == {"en", "ko-KR"}
    assert plan.title == {"en": ("Questions",)}
    assert node(plan, "needs").label == {"en": ("Needs",), "ko-KR": ("필요",)}
    assert node(plan, "words").label == {"en": ("Words",)}, "a dash is a translation that is missing"
    assert [choice.label["ko-KR"] for choice in plan.lists["yes_no"]] == [("예",), ("아니요",)]
    assert node(plan, "help").compartment == "triage"


def test_our_columns_pass_though_the_author_forgot_the_namespace(write: Write) -> None:
    survey = "type | name | label | bind::affiant:signal\n text | a | A | urgent"
    settings = 'form_id | namespaces\n x | other="https://other.invalid/"'
    xml = convert(write(survey=survey, settings=settings)).xml
    assert 'affiant:signal="urgent"' in xml
    assert 'xmlns:other="https://other.invalid/"' in xml


def test_the_form_is_named_as_no_question_is(compile_: Compile) -> None:
    survey = """
        type | name | label
        begin_repeat | data | D
        text | data_ | E
        end_repeat | |
    """
    assert compile_(survey=survey).name == "data__"


def test_the_reviewers_notes_are_kept_by_path(compile_: Compile) -> None:
    survey = """
        type | name | label | notes
        begin_group | g | G |
        text | a | A | (check) the wording
        end_group | | |
    """
    assert compile_(survey=survey).notes == {"/data/g/a": "(check) the wording"}


def test_choices_may_share_a_name_only_when_asked(write: Write) -> None:
    path = write(
        survey="type | name | label\n select_one x | a | A",
        choices="list_name | name | label\n x | 1 | One\n x | 1 | Uno",
    )
    with pytest.raises(FormError) as caught:
        compile_form(path)
    assert caught.value.diagnostics() == (
        "choices, row 3, column name: Choice names must be unique for each choice list. "
        "Give each choice a name of its own, or pass --allow-choice-duplicates."
    )
    assert len(compile_form(path, allow_choice_duplicates=True).lists["x"]) == 2


@pytest.mark.parametrize(
    ("survey", "sentence"),
    [
        (
            "type | name | label\n foo | a | A",
            "survey, row 2, column type: Unknown question type 'foo'. Correct the row.",
        ),
        ("type | name | label\n text | | A", "survey, row 2: Question or group with no name. Correct the row."),
        (
            "type | name | label\n text | a b | A",
            (
                "survey, row 2, column name: Names must begin with a letter or underscore. After the first character, "
                "names may contain letters, digits, underscores, hyphens, or periods. Correct the row."
            ),
        ),
        (
            "type | name | label\n text | a |",
            "survey, row 2, column name: The survey element named 'a' has no label or hint. Correct the row.",
        ),
        (
            "type | name | label | relevance\n text | a | A | ${zz} = 1",
            (
                "survey, row 2, column relevance: Reference variables must contain a name from the 'survey' sheet. "
                "Could not find the name 'zz'. Correct the name between the braces, or add the question."
            ),
        ),
        (
            "type | name | label | relevant\n text | a | A | 1 +",
            (
                "survey, row 2, column relevant: a value is missing (at character 4). "
                "Rewrite the expression; config/README.md lists what is understood."
            ),
        ),
        (
            "type | name | label | calculation\n calculate | a | | ${b}\n calculate | b | | ${a}",
            (
                "survey, row 2, column calculation: the answers depend on themselves in a circle (a -> b -> a). "
                "Break the circle: let one of them not read the other."
            ),
        ),
        (
            "type | name | label\n begin_group | g | G\n text | a | A",
            (
                "survey, row 2: Unmatched 'begin_group'. No matching 'end_group' was found for the name 'g'. "
                "Correct the row."
            ),
        ),
        (
            "type | name | label\n select_one x | a | A",
            (
                "the form: There should be a choices sheet in this xlsform. Please ensure that the choices sheet has "
                "the mandatory columns 'list_name', 'name', and 'label'. "
                "Correct the sheet; https://xlsform.org explains every column."
            ),
        ),
        ("type | name | label", "the form: the form asks nothing. Add a question to the survey sheet."),
    ],
)
def test_a_mistake_is_a_sentence_with_its_place(survey: str, sentence: str, write: Write) -> None:
    with pytest.raises(FormError) as caught:
        compile_form(write(survey=survey))
    assert caught.value.diagnostics() == sentence


def test_whatever_pyxform_stumbles_over_is_a_sentence(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise TypeError("'NoneType' object is not iterable")

    monkeypatch.setattr("pyxform.xls2xform.convert", stumble)
    with pytest.raises(FormError) as caught:
        compile_form(write(survey="type | name | label\n text | a | A"))
    assert caught.value.reason == "pyxform gives up on this form (TypeError: 'NoneType' object is not iterable)"


def test_a_reference_without_a_row_is_looked_up(write: Write) -> None:
    source = convert(write(survey="type | name | label | hint\n text | a | A | ask"))
    place = converting._place("something is wrong with ${a}", source.places)  # no cell holds it
    assert place is None
    source = convert(write(survey="type | name | label | hint\n text | a | A | see ${a}"))
    assert str(converting._place("something is wrong with ${a}", source.places)) == "survey, row 2, column hint"


# --- files -----------------------------------------------------------------------------------------------


def refusal(path: Path) -> str:
    with pytest.raises(FormError) as caught:
        compile_form(path)
    return caught.value.diagnostics()


def test_no_such_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.xlsx") == f"the form: there is no file {tmp_path / 'no.xlsx'}. Check the name."


def test_a_folder_without_a_survey(tmp_path: Path) -> None:
    assert refusal(tmp_path).startswith(f"the form: {tmp_path} has no survey.csv. ")


def test_a_damaged_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    assert refusal(path).endswith("Save it as .xlsx and try again.")


def test_a_spreadsheet_of_something_else(write: Write) -> None:
    assert refusal(write(costs="a | b\n 1 | 2", more="a | b\n 1 | 2")) == (
        "the form: there is no survey sheet. Name the sheet with the questions survey."
    )


def test_a_file_that_is_too_large(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.questionnaire.workbook.LARGEST_FILE", 10)
    assert refusal(write(survey="type | name | label\n text | a | A")) == (
        "the form: the file is larger than 30 MB. Remove pictures and unused sheets."
    )


@pytest.mark.parametrize("content", [b"type,name\n\xff\xfe,a\n", b'type,name\n"' + b"x" * 200_000])
def test_a_csv_file_that_cannot_be_read(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_bytes(content)
    assert refusal(tmp_path).startswith("survey: the file cannot be read as CSV (")


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text("type,name,label,label\ntext,a,A,B\n")
    assert refusal(tmp_path) == "survey, row 1, column label: two columns have one name. Rename or delete one of them."
