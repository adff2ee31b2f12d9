"""`affiant` as a person meets it: help everywhere, and one sentence when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from gateway.__main__ import main
from tests.support.offices import TestOffice


def every(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from every(child, (*path, name))


COMMANDS = list(every(main))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("path", [path for path, _ in COMMANDS], ids=" ".join)
def test_every_command_has_help(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
    summary = result.output.split("\n\n")[1].strip()
    assert summary.endswith("."), "a sentence says what it does"


def test_it_knows_its_version() -> None:
    assert run("--version").output.startswith("affiant 0.")


def test_an_unknown_command_is_refused() -> None:
    result = run("open")
    assert result.exit_code == 2
    assert "No such command" in result.output


def sentence(result: Result) -> str:
    """Return the one sentence with which a command gave up."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    (line,) = result.output.splitlines()
    assert line.startswith("Error: ")
    return line.removeprefix("Error: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "a lot"), ("TELEGRAM_MODE", "pigeon"), ("PORT", "")],
)
@pytest.mark.parametrize("command", ["serve", "talk", "init", "doctor", "demo"])
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, command: str, name: str, value: str
) -> None:
    monkeypatch.setenv(f"AFFIANT_{name}", value)
    said = sentence(run(command))
    assert said == f"These settings cannot be used: AFFIANT_{name}. See README, Settings."


@pytest.mark.parametrize("command", [("serve",), ("migrate",), ("custody", "verify")])
def test_a_database_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, office: TestOffice, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("AFFIANT_DATA", str(office.folder))
    monkeypatch.setenv("AFFIANT_DATABASE_URL", "gopher://nowhere")
    assert "postgresql://" in sentence(run(*command)), "it says what would do"


def test_serving_an_empty_folder_says_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AFFIANT_DATA", str(tmp_path))
    assert sentence(run("serve")).endswith("Run: affiant init")


def test_serving_before_the_ceremony_says_so(monkeypatch: pytest.MonkeyPatch, office: TestOffice) -> None:
    (office.folder / "office.json").unlink()
    monkeypatch.setenv("AFFIANT_DATA", str(office.folder))
    assert "Hold the ceremony: affiant keys ceremony" in sentence(run("serve"))


def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("AFFIANT_DATA", str(tmp_path / "file" / "data"))
    assert str(tmp_path / "file") in sentence(run("init"))


def test_words_are_made_and_checked() -> None:
    made = run("words", "make", "--language", "ko-KP").output
    assert len(made.split()) == 8
    checked = CliRunner().invoke(main, ["words", "check"], input=made)
    assert (checked.exit_code, checked.output) == (0, "The check word fits.\n")
    wrong = CliRunner().invoke(main, ["words", "check"], input="one two three")
    assert sentence(wrong).startswith("These are not return words")
    assert "two" not in wrong.output
