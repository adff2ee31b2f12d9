"""Forms as authors write them, and `affiant form …` run on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from gateway.__main__ import main
from tests.config.questionnaire.tables import table

GOOD = {
    "survey": """
        type | name | label::English (en) | label::조선말 (ko-KP) | relevant | constraint | constraint_message::English (en) | constraint_message::조선말 (ko-KP) | bind::affiant:compartment
        note | hello | Hello | 안녕하십니까 | | | | |
        select_one yes_no | safe | Are you safe? | 안전합니까? | | | | | triage
        begin_group | more | About you | 자신에 대하여 | ${safe} = 'yes' | | | |
        integer | age | Your age? | 나이는? | | . < 120 | That is too old. | 너무 많습니다. | triage
        text | story | What happened? | 무슨 일이 있었습니까? | | | | | testimony
        end_group | | | | | | | |
    """,  # noqa: E501 -- a row is a line
    "choices": """
        list_name | name | label::English (en) | label::조선말 (ko-KP)
        yes_no | yes | Yes | 예
        yes_no | no | No | 아니요
    """,
    "settings": """
        form_title | form_id | name | default_language | version
        Questions | small-form | small | English (en) | 7
    """,
}
"""Two languages, a choice, a group, a number and a text that would be sealed."""


def write_form(folder: Path, **sheets: str) -> Path:
    """Write sheets, each lines of cells, as one .md file."""
    path = folder / "questions.md"
    path.write_text("\n".join(table(name, rows) for name, rows in sheets.items()), "utf-8")
    return path


def affiant(*arguments: object, typed: str = "") -> Result:
    """Run `affiant …`; whatever goes wrong must have become a sentence, not an exception."""
    result = CliRunner().invoke(main, list(map(str, arguments)), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def affiant_form(*arguments: object, typed: str = "") -> Result:
    """Run `affiant form …`."""
    return affiant("form", *arguments, typed=typed)


def refused(result: Result) -> str:
    """Return the one sentence of a refusal."""
    assert result.exit_code != 0
    assert result.stdout == ""
    return result.stderr.splitlines()[-1]


def steps(result: Result) -> list[dict[str, Any]]:
    """Return the lines of a walk, without the instance at its end."""
    *found, last = map(json.loads, result.stdout.splitlines())
    assert list(last) == ["instance"]
    return found


def instance(result: Result) -> str:
    """Return the instance at the end of a walk."""
    return str(json.loads(result.stdout.splitlines()[-1])["instance"])


def answered(path: Path, answers: object, *arguments: object) -> Result:
    """Run `affiant form try` with answers: JSON text, or what becomes it."""
    file = path.parent / "answers.json"
    file.write_text(answers if isinstance(answers, str) else json.dumps(answers), "utf-8")
    return affiant_form("try", path, "--answers", file, *arguments)
