"""`affiant words`, as somebody at a desk uses it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from gateway.__main__ import main


def run(*words: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["words", *words], input=given)


@pytest.mark.parametrize(
    ("language", "count"), [("ko-KP", 8), ("zh-Hans", 8), ("ja", 8), ("en", 8), ("vi", 6), ("mn", 6)]
)
def test_what_is_made_checks(language: str, count: int) -> None:
    made = run("make", "--language", language)
    assert (made.exit_code, len(made.output.split())) == (0, count)
    checked = run("check", given=made.output.encode())
    assert (checked.exit_code, checked.output) == (0, "The check word fits.\n")


@pytest.mark.parametrize("given", [b"", b"one two three", b"\xff\xfe\x00"])
def test_what_is_none_is_said_without_being_shown(given: bytes) -> None:
    checked = run("check", given=given)
    assert checked.exit_code == 1
    assert checked.output == "Error: These are not return words: one is missing, misspelt or out of its place.\n"
