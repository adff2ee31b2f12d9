"""`affiant form check`, as an author runs it: what it says, how it is laid out, and how it says no."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from gateway.commands.findings import WIDTH
from tests.gateway.commands.conftest import Write
from tests.gateway.commands.forms import affiant_form, refused

FLAWED = """
    type | name | label | required | relevant | bind::affiant:compartment
    text | story | Story | | | testimony
    integer | age | Age | yes | ${story} = 'long' | triage
"""


def findings(path: Path) -> list[dict[str, object]]:
    """Return what --json says, without advice on languages."""
    found = [json.loads(line) for line in affiant_form("check", "--json", path).stdout.splitlines()]
    return [each for each in found if "language" not in each["reason"]]


def test_a_good_form_has_nothing_to_say_about(good: Path) -> None:
    result = affiant_form("check", good)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"0 errors, 0 warnings, 0 advice. Next: affiant form try {good}\n"


def test_findings_name_their_cell_and_errors_set_the_exit_status(write: Write) -> None:
    result = affiant_form("check", write(survey=FLAWED))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "advice   survey, column label:",
        "         the form does not say in which language it is written. Write",
        "         label::English (en), with the code in brackets.",
        "advice   survey, row 3, column required:",
        "         the question cannot be skipped. Let people skip it: nobody should be",
        "         held up by what they cannot say.",
        "error    survey, row 3, column relevant:",
        "         this reads story, which is sealed on arrival. Ask only whether it is",
        "         empty, or keep story in the draft (bind::affiant:keep = draft).",
        "1 error, 0 warnings, 2 advice. Correct the errors, then check again.",
    ]


def test_advice_alone_is_no_failure(write: Write) -> None:
    survey = "type | name | label::English (en) | required | bind::affiant:compartment\n integer | a | A | yes | triage"
    result = affiant_form("check", write(survey=survey))
    assert (result.exit_code, result.stdout.splitlines()[-1][:32]) == (0, "0 errors, 0 warnings, 1 advice. ")


def test_what_is_wrong_in_many_rows_is_said_once(write: Write) -> None:
    rows = [f"integer | q{number} | Q | {'' if number != 7 else 'triage'}" for number in range(2, 20)]
    path = write(survey="\n".join(["type | name | label::English (en) | bind::affiant:compartment", *rows]))
    result = affiant_form("check", path)
    assert result.stdout.splitlines()[:1] == ["error    survey, rows 2-6, 8-19, column bind::affiant:compartment:"]
    assert "17 errors, 0 warnings" in result.stdout
    assert len(findings(path)) == 17


def test_of_very_many_rows_the_first_are_named(write: Write) -> None:
    rows = [f"integer | q{number} | Q | {'' if number % 2 else 'triage'}" for number in range(2, 60)]
    path = write(survey="\n".join(["type | name | label::English (en) | bind::affiant:compartment", *rows]))
    said = " ".join(affiant_form("check", path).stdout.split())
    assert "rows 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25 …, column" in said


def test_every_line_fits_eighty_columns(write: Write) -> None:
    long = "가나다라마바사 " * 130
    name = "x" * 120
    header, number = "type | name | label::조선말 (ko-KP) | relevant", f"integer | n | N | ${{{name}}} = 1"
    survey = f"{header}\n text | {name} | {long} | seen\n {number}"
    lines = affiant_form("check", write(survey=survey)).stdout.splitlines()
    assert len(lines) > 6
    assert [line for line in lines if cell_len(line) > WIDTH and len(line.split()) > 1] == []


def test_findings_come_in_the_order_of_the_sheets(write: Write) -> None:
    path = write(
        survey="""
            type | name | label::English (en) | bind::affiant:compartment | required
            select_one x | a | A | triage | yes
            integer | b | B | | yes
        """,
        choices="list_name | name | label::English (en)\n x | 1 | One\n x | 2 | One",
    )
    assert [(each["sheet"], each["row"]) for each in findings(path)] == [
        ("survey", 2),
        ("survey", 3),
        ("survey", 3),
        ("choices", 3),
    ]


def test_json_has_one_finding_a_line(write: Write) -> None:
    path = write(survey=FLAWED)
    assert affiant_form("check", "--json", path).exit_code == 1
    found = findings(path)
    assert [(each["severity"], each["sheet"], each["row"], each["column"], each["name"]) for each in found] == [
        ("advice", "survey", 3, "required", "age"),
        ("error", "survey", 3, "relevant", "age"),
    ]
    assert found[1].keys() >= {"severity", "sheet", "row", "column", "name", "reason", "remedy"}


def test_json_of_a_good_form_is_empty(good: Path) -> None:
    result = affiant_form("check", "--json", good)
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_form_that_cannot_be_compiled_is_told_where(write: Write) -> None:
    path = write(survey="type | name | label | relevant\n text | a | A | 1 +")
    result = affiant_form("check", path)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        "error    survey, row 2, column relevant:",
        "         a value is missing (at character 4). Rewrite the expression;",
    ]
    (finding,) = findings(path)
    assert (finding["row"], finding["column"]) == (2, "relevant")


def test_what_only_the_interview_refuses_is_a_finding_too(write: Write) -> None:
    survey = """
        type | name | label::English (en) | calculation | bind::affiant:compartment
        integer | a | A | | triage
        calculate | b | | property('x') |
    """
    path = write(survey=survey)
    result = affiant_form("check", path)
    assert result.exit_code == 1
    assert "property" in result.stdout
    assert "survey, row 3" in result.stdout
    assert "property" in refused(affiant_form("compile", path, "-o", path.parent / "out"))


def test_what_hinders_a_form_is_said_before_what_does_not(write: Write) -> None:
    survey = """
        type | name | label::English (en) | required
        integer | a | A |
        integer | b | B | seen
    """
    path = write(survey=survey)
    said = refused(affiant_form("compile", path, "-o", path.parent / "out"))
    assert said.startswith("Error: survey, row 3, column required: there is no question seen.")
    assert said.endswith(f"There is more (2): affiant form check {path}")


def test_a_circle_names_its_path(write: Write) -> None:
    survey = "type | name | label | calculation\n calculate | a | | ${b} + 1\n calculate | b | | ${a} + 1"
    path = write(survey=survey)
    assert "depend on themselves in a circle (a -> b -> a)" in affiant_form("check", path).stdout
    assert "(a -> b -> a)" in refused(affiant_form("compile", path, "-o", path.parent / "out"))


def test_choices_of_one_name_pass_only_when_asked(write: Write) -> None:
    path = write(
        survey="type | name | label::English (en) | bind::affiant:compartment\n select_one x | a | A | triage",
        choices="list_name | name | label::English (en)\n x | 1 | One\n x | 1 | Uno",
    )
    assert affiant_form("check", path).exit_code == 1
    result = affiant_form("check", "--allow-choice-duplicates", path)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "warning  choices, row 2, column name:",
        "         the list x has 2 choices named 1. Give each a name of its own.",
    ]


def test_media_are_looked_for_beside_the_form(write: Write) -> None:
    path = write(
        survey="""
            type | name | label::English (en) | media::image::English (en) | bind::affiant:compartment
            note | n | N | here.png |
            note | m | M | gone.png |
        """
    )
    (path.parent / "media").mkdir()
    (path.parent / "media" / "here.png").write_bytes(b"a picture")
    (finding,) = findings(path)
    assert (finding["severity"], finding["row"]) == ("error", 3)
    assert finding["reason"] == "there is no file gone.png beside the form"


BETRAYING = """
    type | name | label::English (en) | bind::affiant:compartment
    deviceid | phone | |
    integer | a | A | triage
    geotrace | way | The way | triage
"""


def test_what_can_be_mended_is_offered(write: Write) -> None:
    path = write(survey=BETRAYING)
    result = affiant_form("check", path)
    assert result.exit_code == 1
    assert result.stdout.count("With --fix: ") == 2
    assert result.stdout.splitlines()[-1].endswith(f"--fix mends 2: affiant form check --fix {path}")
    assert [bool(finding["fix"]) for finding in findings(path)] == [True, True]


def test_what_is_mended_is_said_each_time_and_never_without_being_asked(write: Write) -> None:
    path = write(survey=BETRAYING)
    for command in (["check"], ["try", "--respondent", 1], ["compile", "-o", path.parent / "out"]):
        assert affiant_form(*command, path).exit_code == 1
        result = affiant_form(*command, "--fix", path)
        assert result.exit_code == 0
        assert result.output.count("fixed: ") == 2
    assert "deviceid" in path.read_text("utf-8"), "the spreadsheet stays as it is"
    assert f"Next: affiant form try --fix {path}" in affiant_form("check", "--fix", path).stdout


# --- what is no form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "compile", "try"])
def test_no_such_file(command: str, tmp_path: Path) -> None:
    rest = ["-o", tmp_path / "out"] if command == "compile" else []
    result = affiant_form(command, tmp_path / "none.xlsx", *rest)
    assert result.exit_code == 1
    said = " ".join((result.stdout + result.stderr).split())
    assert f"there is no file {tmp_path / 'none.xlsx'}. Check the name." in said


def test_what_is_called_a_spreadsheet_and_is_none(tmp_path: Path) -> None:
    path = tmp_path / "leaflet.xlsx"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    assert "cannot be read as a spreadsheet" in refused(affiant_form("compile", path, "-o", tmp_path / "out"))


def test_a_folder_without_a_survey(tmp_path: Path) -> None:
    assert "has no survey.csv" in refused(affiant_form("try", tmp_path))


@pytest.mark.parametrize("command", ["check", "compile", "try"])
def test_usage_is_another_matter(command: str) -> None:
    assert affiant_form(command).exit_code == 2
    assert affiant_form(command, "x.md", "--what").exit_code == 2


CONTROLS = ("\x1b[2J", "\x07", "\x9b31m", "\u202e", "\x00", "\x08")


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("command", [("check",), ("check", "--json"), ("try",), ("try", "--respondent", "1")])
def test_nothing_in_a_form_controls_the_terminal(control: str, command: tuple[str, ...], write: Write) -> None:
    survey = f"""
        type | name | label::English (en) | bind::affiant:compartment | relevant
        text | a | A {control} B | {control} | ${{{control}}}
        note | b | <b>{control}</b> | |
        select_one {control} | c | C | |
    """
    choices = f"list_name | name | label::English (en)\n {control} | {control} | {control}"
    result = affiant_form(*command, write(survey=survey, choices=choices))
    assert result.output
    assert not {control[0]} & set(result.output)
