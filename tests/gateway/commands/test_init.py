"""`affiant init` makes what is missing, and overwrites nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from config.questionnaire.plan import decode
from gateway.commands.init import init
from storage.sealing.lockbox import Lockbox
from tests.support.offices import TestOffice


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "a new" / "folder"
    monkeypatch.setenv("AFFIANT_DATA", str(folder))
    return folder


def test_a_new_folder_is_ready_but_for_the_office(data: Path) -> None:
    result = CliRunner().invoke(init)
    assert result.exit_code == 0, result.output
    assert f"Ready: {data}" in result.output
    assert "affiant keys ceremony" in result.output
    assert {path.name for path in data.iterdir() if path.suffix in {".json", ".keys", ".db"}} == {
        "form.json", "lock.keys", "affiant.db",
    }  # fmt: skip
    assert decode((data / "form.json").read_bytes()).languages
    assert Lockbox.load(data / "lock.keys").lookup("telegram", "1")
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "lock.keys").stat().st_mode) == 0o600


def test_a_second_run_changes_nothing(data: Path, office: TestOffice) -> None:
    data.mkdir(parents=True)
    (data / "form.json").write_bytes((office.folder / "form.json").read_bytes())
    assert CliRunner().invoke(init).exit_code == 0
    (data / "office.json").write_bytes((office.folder / "office.json").read_bytes())
    before = {path.name: path.read_bytes() for path in data.iterdir() if path.name != "affiant.db"}
    again = CliRunner().invoke(init)
    assert again.exit_code == 0
    assert again.output == f"Ready: {data}\n", "with an office there is nothing left to say"
    assert {path.name: path.read_bytes() for path in data.iterdir() if path.name in before} == before


def test_an_authors_own_form_is_compiled(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "survey.csv").write_text("type,name,label\ntext,story,What happened?\n")
    (folder / "settings.csv").write_text("form_title,form_id\nSmall,small\n")
    result = CliRunner().invoke(init, ["--form", str(folder)])
    assert result.exit_code == 0, result.output
    paths = [node.path for node in decode((data / "form.json").read_bytes()).nodes]
    assert paths[0].endswith("/story")


def test_the_media_of_an_authors_form_come_along(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "map.png").write_bytes(b"a map")
    (folder / "survey.csv").write_text("type,name,label::English (en),media::image::English (en)\nnote,n,N,map.png\n")
    assert CliRunner().invoke(init, ["--form", str(folder)]).exit_code == 0
    assert (data / "media" / "map.png").read_bytes() == b"a map"


def test_a_form_that_cannot_be_compiled_is_refused_with_its_cell(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.md"
    path.write_text("| survey |\n| | type | name | label | relevant |\n| | text | a | A | 1 + |\n")
    result = CliRunner().invoke(init, ["--form", str(path)])
    assert result.exit_code == 1
    assert f"Error: {path}: survey, row 2, column relevant: a value is missing" in result.stderr
    assert not (data / "form.json").exists()
