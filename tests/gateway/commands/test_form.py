"""`affiant form`, as an author runs it: what it prints, what it writes, and how it says no."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from config.questionnaire.plan import decode
from gateway.__main__ import main
from tests.config.questionnaire.tables import table

SURVEY = """
    type | name | label::English (en) | label::조선말 (ko-KP) | relevant | constraint | constraint_message::English (en) | constraint_message::조선말 (ko-KP) | bind::affiant:compartment
    note | hello | Hello | 안녕하십니까 | | | | |
    select_one yes_no | safe | Are you safe? | 안전합니까? | | | | | triage
    begin_group | more | About you | 자신에 대하여 | ${safe} = 'yes' | | | |
    integer | age | Your age? | 나이는? | | . < 120 | That is too old. | 너무 많습니다. | triage
    text | story | What happened? | 무슨 일이 있었습니까? | | | | | testimony
    end_group | | | | | | | |
"""  # noqa: E501 -- a row is a line
CHOICES = """
    list_name | name | label::English (en) | label::조선말 (ko-KP)
    yes_no | yes | Yes | 예
    yes_no | no | No | 아니요
"""
SETTINGS = """
    form_title | form_id | name | default_language
    Questions | small | small | English (en)
"""
FLAWED = """
    type | name | label | required | relevant | bind::affiant:compartment
    text | story | Story | | | testimony
    integer | age | Age | yes | ${story} = 'long' | triage
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(**sheets: str) -> Path:
        path = tmp_path / "questions.md"
        path.write_text("\n".join(table(name, rows) for name, rows in sheets.items()), "utf-8")
        return path

    return write


@pytest.fixture
def good(write: Callable[..., Path]) -> Path:
    return write(survey=SURVEY, choices=CHOICES, settings=SETTINGS)


def affiant_form(*arguments: object, typed: str = "") -> Result:
    """Run `affiant form …`; whatever goes wrong must have become a sentence, not an exception."""
    result = CliRunner().invoke(main, ["form", *map(str, arguments)], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def refused(result: Result) -> str:
    """Return the one sentence of a refusal."""
    assert result.exit_code != 0
    assert result.stdout == ""
    return result.stderr.splitlines()[-1]


# --- check -----------------------------------------------------------------------------------------------


def test_a_good_form_has_nothing_to_say_about(good: Path) -> None:
    result = affiant_form("check", good)
    assert (result.exit_code, result.stdout) == (0, "0 errors, 0 warnings, 0 advice.\n")


def test_findings_name_their_cell_and_errors_set_the_exit_status(write: Callable[..., Path]) -> None:
    result = affiant_form("check", write(survey=FLAWED))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        (
            "advice: survey, row 3, column required: the question cannot be skipped. "
            "Let people skip it: nobody should be held up by what they cannot say."
        ),
        (
            "error: survey, row 3, column relevant: this reads story, which is sealed on arrival. "
            "Ask only whether it is empty, or keep story in the draft (bind::affiant:keep = draft)."
        ),
        "1 error, 0 warnings, 1 advice.",
    ]


def test_advice_alone_is_no_failure(write: Callable[..., Path]) -> None:
    survey = "type | name | label | required | bind::affiant:compartment\n integer | age | Age | yes | triage"
    result = affiant_form("check", write(survey=survey))
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "0 errors, 0 warnings, 1 advice.")


def test_json_has_one_finding_a_line(write: Callable[..., Path]) -> None:
    result = affiant_form("check", "--json", write(survey=FLAWED))
    findings = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [(each["severity"], each["sheet"], each["row"], each["column"], each["name"]) for each in findings] == [
        ("advice", "survey", 3, "required", "age"),
        ("error", "survey", 3, "relevant", "age"),
    ]
    assert findings[1].keys() == {"severity", "sheet", "row", "column", "name", "reason", "remedy"}


def test_json_of_a_good_form_is_empty(good: Path) -> None:
    result = affiant_form("check", "--json", good)
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_form_that_cannot_be_compiled_is_one_finding(write: Callable[..., Path]) -> None:
    path = write(survey="type | name | label | relevant\n text | a | A | 1 +")
    result = affiant_form("check", path)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        (
            "error: survey, row 2, column relevant: a value is missing (at character 4). "
            "Rewrite the expression; config/README.md lists what is understood."
        ),
        "1 error, 0 warnings, 0 advice.",
    ]
    (finding,) = map(json.loads, affiant_form("check", "--json", path).stdout.splitlines())
    assert (finding["row"], finding["column"]) == (2, "relevant")


def test_what_only_the_interview_refuses_is_a_finding_too(write: Callable[..., Path]) -> None:
    survey = """
        type | name | label | calculation | bind::affiant:compartment
        integer | a | A | | triage
        calculate | b | | once(${a}) |
    """
    path = write(survey=survey)
    result = affiant_form("check", path)
    assert result.exit_code == 1
    assert result.stdout.startswith("error: survey, row 3: once() over answers is not supported")
    assert refused(affiant_form("compile", path, "-o", path.parent / "out")).startswith("Error: survey, row 3: once()")


def test_a_circle_names_its_path(write: Callable[..., Path]) -> None:
    survey = "type | name | label | calculation\n calculate | a | | ${b} + 1\n calculate | b | | ${a} + 1"
    path = write(survey=survey)
    assert "depend on themselves in a circle (a -> b -> a)" in affiant_form("check", path).stdout
    assert "(a -> b -> a)" in refused(affiant_form("compile", path, "-o", path.parent / "out"))


@pytest.mark.parametrize("command", ["check", "compile", "try"])
def test_no_such_file(command: str, tmp_path: Path) -> None:
    rest = ["-o", tmp_path / "out"] if command == "compile" else []
    result = affiant_form(command, tmp_path / "none.xlsx", *rest)
    assert result.exit_code == 1
    said = (result.stdout + result.stderr).splitlines()[0]
    assert said.lower() == f"error: the form: there is no file {tmp_path / 'none.xlsx'}. check the name.".lower()


def test_choices_of_one_name_pass_only_when_asked(write: Callable[..., Path]) -> None:
    path = write(
        survey="type | name | label | bind::affiant:compartment\n select_one x | a | A | triage",
        choices="list_name | name | label\n x | 1 | One\n x | 1 | Uno",
    )
    assert "--allow-choice-duplicates" in affiant_form("check", path).stdout
    result = affiant_form("check", "--allow-choice-duplicates", path)
    assert result.exit_code == 0
    assert result.stdout.startswith("warning: choices, row 2, column name: the list x has 2 choices named 1.")


# --- compile ---------------------------------------------------------------------------------------------


def test_compile_writes_the_plan_and_the_xform_of_its_version(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    result = affiant_form("compile", good, "--output", out)
    plan = decode((out / "form.json").read_bytes())
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{out / 'form.json'}: small, version {plan.version[:12]}, en, ko-KP\n"
    assert hashlib.sha256((out / "form.xml").read_bytes()).hexdigest() == plan.version


def test_compile_is_repeatable_byte_for_byte(good: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        affiant_form("compile", good, "-o", tmp_path / name)
    assert (tmp_path / "one" / "form.json").read_bytes() == (tmp_path / "two" / "form.json").read_bytes()


def test_compile_reminds_of_errors(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(survey=FLAWED)
    result = affiant_form("compile", path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr == f"It has errors (1). Before anybody answers: affiant form check {path}\n"


def test_compile_needs_a_folder_to_write_to(good: Path) -> None:
    assert "'-o'" in refused(affiant_form("compile", good))
    assert "is a file" in refused(affiant_form("compile", good, "-o", good))
    below = good / "below"
    assert refused(affiant_form("compile", good, "-o", below)) == (
        f"Error: {below} cannot be written to (not a directory). Give another folder."
    )


# --- try -------------------------------------------------------------------------------------------------


def test_a_walk_by_hand(good: Path) -> None:
    result = affiant_form("try", good, typed="\n1\n130\n30\nlong ago\n")
    assert result.exit_code == 0
    assert result.stdout == (
        "Numbers stand for choices, an empty line skips, < goes back.\n"
        "\nHello\n> \n"
        "\nAre you safe?\n  1  Yes\n  2  No\n> 1\n"
        "\nAbout you\nYour age?\n> 130\nThat is too old.\n"
        "\nAbout you\nYour age?\n> 30\n"
        "\nWhat happened?\n> long ago\n"
        "\nThe end.\n"
    )


def test_back_and_another_answer_leaves_the_group_out(good: Path) -> None:
    result = affiant_form("try", good, "--lang", "ko", typed="\n1\n<\n2\n")
    assert result.exit_code == 0
    assert result.stdout.count("안전합니까?") == 2
    assert result.stdout.count("나이는?") == 1
    assert result.stdout.endswith("> 2\n\nThe end.\n")


def test_back_at_the_beginning_stays_there(good: Path) -> None:
    assert affiant_form("try", good, typed="<\n\n2\n").stdout.count("Hello") == 2


def test_a_choice_that_is_not_offered_is_asked_again(good: Path) -> None:
    result = affiant_form("try", good, typed="\n9\n2\n")
    assert result.exit_code == 0
    assert result.stdout.count("Are you safe?") == 2


def test_input_that_ends_early_is_said_so(good: Path) -> None:
    result = affiant_form("try", good, typed="\n")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "Error: Stopped before the end; nothing was kept."


def answered(good: Path, answers: object, *arguments: object) -> Result:
    path = good.parent / "answers.json"
    path.write_text(answers if isinstance(answers, str) else json.dumps(answers), "utf-8")
    return affiant_form("try", good, "--answers", path, *arguments)


def test_a_walk_with_answers_is_one_line_a_step(good: Path) -> None:
    result = answered(good, {"safe": "yes", "age": 130, "story": "long ago"})
    steps = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(step["name"], step["type"], step["accepted"]) for step in steps] == [
        ("hello", "note", None),
        ("safe", "select1", True),
        ("age", "int", False),
        ("story", "string", True),
    ]
    assert steps[1]["choices"] == ["yes", "no"]
    assert steps[2]["message"] == "That is too old."
    assert "long ago" not in result.stdout, "what would be sealed is not echoed"


def test_a_skipped_question_is_neither_taken_nor_refused(good: Path) -> None:
    steps = [json.loads(line) for line in answered(good, {}, "--lang", "ko-KP").stdout.splitlines()]
    assert [(step["label"], step["accepted"]) for step in steps] == [("안녕하십니까", None), ("안전합니까?", None)]


def test_repeats_take_answers_in_turn(write: Callable[..., Path]) -> None:
    survey = """
        type | name | label | repeat_count | bind::affiant:compartment
        begin_repeat | child | Child | 2 |
        integer | age | Age of child | | triage
        end_repeat | | | |
    """
    path = write(survey=survey)
    steps = [json.loads(line) for line in answered(path, '{"age": 4}\n{"age": "x"}\n').stdout.splitlines()]
    asked = [(step["name"], step["accepted"]) for step in steps if step["name"] == "age"]
    assert asked == [("age", True), ("age", False)]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ('{"safe": ', "is neither a JSON object nor JSON Lines: "),
        ('["safe"]', "is neither a JSON object nor JSON Lines: "),
        ('{"safe": {"deep": 1}}', "is neither a JSON object nor JSON Lines: "),
        ('{"safes": "yes"}', "Error: The form has no question safes."),
    ],
)
def test_answers_that_cannot_be_used(answers: str, sentence: str, good: Path) -> None:
    assert sentence in refused(answered(good, answers))


def test_no_file_of_answers(good: Path) -> None:
    assert "does not exist" in refused(affiant_form("try", good, "--answers", good.parent / "none.json"))


@pytest.mark.parametrize("wanted", ["fr", "", "en-GB"])
def test_a_language_that_the_form_does_not_have(wanted: str, good: Path) -> None:
    sentence = refused(affiant_form("try", good, "--lang", wanted))
    assert sentence == f"Error: The form has no language {wanted or '(none)'}. It has: en, ko-KP."
