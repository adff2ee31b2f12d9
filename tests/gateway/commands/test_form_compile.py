"""`affiant form compile`: what it writes, and where it cannot."""

from __future__ import annotations

import hashlib
from pathlib import Path

from config.questionnaire.plan import decode
from gateway.commands.publishing import form_id
from tests.gateway.commands.conftest import Write
from tests.gateway.commands.forms import affiant_form, refused


def test_compile_writes_the_plan_and_the_xform_of_its_version(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    result = affiant_form("compile", good, "--output", out)
    plan = decode((out / "form.json").read_bytes())
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{out / 'form.json'}: small, version {plan.version[:12]}, en, ko-KP\n"
    assert hashlib.sha256((out / "form.xml").read_bytes()).hexdigest() == plan.version
    assert not (out / "media").exists()


def test_compile_is_repeatable_byte_for_byte(good: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        affiant_form("compile", good, "-o", tmp_path / name)
    assert (tmp_path / "one" / "form.json").read_bytes() == (tmp_path / "two" / "form.json").read_bytes()


def test_the_media_come_along(write: Write, tmp_path: Path) -> None:
    path = write(
        survey="""
            type | name | label::English (en) | media::image::English (en) | media::audio::English (en)
            note | n | N | a picture.png | gone.mp3
        """
    )
    beside = path.parent / "questions-media"
    beside.mkdir()
    (beside / "a picture.png").write_bytes(b"a picture")
    (beside / "of something else.png").write_bytes(b"another")
    result = affiant_form("compile", path, "-o", tmp_path / "out")
    assert result.stdout.splitlines()[1] == f"{tmp_path / 'out' / 'media'}: 1 of 2 files"
    assert [file.name for file in (tmp_path / "out" / "media").iterdir()] == ["a picture.png"]
    assert (tmp_path / "out" / "media" / "a picture.png").read_bytes() == b"a picture"


def test_no_name_leads_out_of_the_folder_of_media(write: Write, tmp_path: Path) -> None:
    path = write(
        survey="type | name | label::English (en) | media::image::English (en)\n note | n | N | ../../secret.png"
    )
    (tmp_path.parent / "secret.png").write_bytes(b"of somebody else")
    assert "media: 0 of 1 files" in affiant_form("compile", path, "-o", tmp_path / "out").stdout


def test_compile_reminds_of_errors(write: Write, tmp_path: Path) -> None:
    path = write(survey="type | name | label\n integer | age | Age")
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


def test_the_form_is_called_what_its_author_calls_it() -> None:
    assert form_id('<instance><data id="a&quot;b" version="1"></data>', "data") == 'a"b'
    assert form_id("<data></data>", "data") == ""
