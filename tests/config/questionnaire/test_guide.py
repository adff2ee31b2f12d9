"""The author's guide says what is true: what must be documented is tested to be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from config.questionnaire.author import compile_form, convert
from config.questionnaire.expression import DEEPEST, FUNCTIONS, LONGEST, TALLEST
from config.questionnaire.lint import COMPARTMENTS, lint
from config.questionnaire.lint.words import LONGEST_LABEL
from config.questionnaire.model import PRIVATE
from gateway.__main__ import main
from gateway.commands.form import form
from tests.config.questionnaire.tables import table

GUIDE = (Path(__file__).parents[3] / "config" / "README.md").read_text("utf-8")
DECISION = ("Context", "Options", "Decision", "Consequences", "Revisit when")


def example() -> str:
    """Return the small form that the guide shows."""
    (found,) = re.findall(r"```\n(\| survey .*?)```", GUIDE, re.DOTALL)
    return str(found)


def transcripts() -> list[tuple[str, str]]:
    """Return the commands that the guide shows, each with what it prints."""
    shown = re.findall(r"^    \$ affiant (.*)\n((?:    (?!\$ ).*\n)*)", GUIDE, re.MULTILINE)
    return [(command, re.sub("^    ", "", printed, flags=re.MULTILINE)) for command, printed in shown]


@pytest.mark.parametrize(("command", "printed"), transcripts())
def test_the_commands_print_what_the_guide_shows(
    command: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = example().replace("testimony", "").replace("지금 혼자 있습니까?", "")
    (answers,) = re.findall(r"`answers\.json` was `(.*?)`", GUIDE)
    elsewhere = example().replace("| choices ", "| | deviceid | phone | | | | |\n| choices ", 1)
    written = {"small.md": example(), "faulty.md": faulty, "elsewhere.md": elsewhere, "answers.json": answers}
    for name, content in written.items():
        (tmp_path / name).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, command.split())
    assert result.stderr == ""
    assert re.fullmatch(pattern(printed), without_hash(result.stdout)), result.stdout


def pattern(printed: str) -> str:
    """Return what the guide shows as a pattern: "…" stands for what it leaves out."""
    return re.escape(without_hash(printed)).replace("…", ".*")


def without_hash(text: str) -> str:
    """Leave out what another release of pyxform may change."""
    return re.sub(r"version [0-9a-f]{12}", "version", text)


def test_the_guide_shows_every_command() -> None:
    assert {command.split()[1] for command, _ in transcripts()} == set(form.commands)


def test_every_function_is_listed_and_no_other() -> None:
    listed = " ".join(re.findall(r"^> (.*)$", GUIDE, re.MULTILINE)).split()
    assert listed == sorted(FUNCTIONS)


def test_everything_that_betrays_a_person_is_named() -> None:
    assert {name for name in PRIVATE if name not in GUIDE} == set()


def test_the_columns_and_bounds_are_the_real_ones() -> None:
    assert all(f"`{compartment}`" in GUIDE for compartment in COMPARTMENTS)
    assert f"length ({LONGEST:,}), nesting ({DEEPEST}) and height ({TALLEST})" in GUIDE
    assert f"below {LONGEST_LABEL} characters" in GUIDE


def test_the_example_is_a_form_without_faults(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(example(), "utf-8")
    assert lint(compile_form(path)) == []
    assert convert(path).read().remarks == ()


PROMISED = """
    type | name | label::English (en) | label::العربية (ar) | parameters | choice_filter | calculation | trigger
    select_one_from_file towns.csv | town | T | ت | value=code label=town | | |
    select_multiple_from_file plain.csv | towns | T | ت | | | |
    select_one_external region | region | R | ت | | kind='x' | |
    calculate | people | | | | | pulldata('plain', 'people', 'name', ${town}) |
    begin_repeat | child | C | ت | | | |
    text | called | N | ت | | | |
    integer | age | A | ت | | | |
    end_repeat | | | | | | |
    select_one ${called} | who | W | ت | | | |
    calculate | all | | | | | sum(${age}) + count(${child}) + indexed-repeat(${age}, ${child}, 1) |
    calculate | fixed | | | | | once(today()) | ${town}
    barcode | code | B | ت | | | |
    note | end | There are ${people} people | هناك ${people} | | | |
"""


def test_what_the_guide_promises_of_lists_and_repeats_runs(tmp_path: Path) -> None:
    external = "list_name | name | label | kind\n region | r1 | R1 | x\n region | r2 | R2 | y"
    form = tmp_path / "form.md"
    form.write_text(table("survey", PROMISED) + "\n" + table("external_choices", external), "utf-8")
    (tmp_path / "towns.csv").write_text("code,town\na,Upper Ford\nb,Lower Ford\n")
    (tmp_path / "plain.csv").write_text("name,label,people\na,Upper Ford,3\nb,Lower Ford,5\n")
    (tmp_path / "answers.json").write_text(
        '{"town": "Lower Ford", "region": "r1", "called": "Aster", "age": 7, "who": "1"}'
    )
    result = CliRunner().invoke(main, ["form", "try", str(form), "--answers", str(tmp_path / "answers.json")])
    steps = [json.loads(line) for line in result.stdout.splitlines()]
    labels = {step["name"]: step["labels"] for step in steps[:-1]}
    assert (labels["town"], labels["towns"], labels["region"], labels["who"]) == (
        ["Upper Ford", "Lower Ford"],
        ["Upper Ford", "Lower Ford"],
        ["R1"],
        ["1"],
    )
    assert steps[-2]["label"] == "There are 5 people"
    assert "<all>15</all>" in steps[-1]["instance"]


def test_every_decision_has_its_five_headings() -> None:
    _, *decisions = re.split(r"^### \d+\. ", GUIDE, flags=re.MULTILINE)
    assert decisions
    assert all(re.findall(r"^\*\*(.+?)\.?\*\*", each, re.MULTILINE) == list(DECISION) for each in decisions)
