"""Which of a form's pictures and sounds are there, and that no name leads out of their folder."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from config.questionnaire.plan import Choice, Node, Plan
from gateway.delivery import shelf as module
from gateway.delivery.shelf import Shelf, look
from storage.errors import PermanentError


def form(*names: str) -> Plan:
    """A form whose question shows these files, the last one with its choice."""
    *shown, last = names
    picture = {str(place): name for place, name in enumerate(shown)}
    return Plan(
        format=1,
        name="barn",
        version="f" * 64,
        title={},
        languages=("en",),
        default_language="en",
        nodes=(
            Node(
                path="/barn/group",
                kind="group",
                children=(Node(path="/barn/group/q", kind="note", media={"image": picture}),),
            ),
        ),
        lists={"animals": (Choice(name="cow", media={"audio": {"en": last}}),)},
    )


def test_what_is_there_can_be_shown_and_the_rest_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 5)
    (tmp_path / "barn.jpg").write_bytes(b"12345")
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "large.jpg").write_bytes(b"123456")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "moo.mp3").write_bytes(b"moo")
    found = look(form("barn.jpg", "empty.jpg", "barn.jpg", "large.jpg", "folder.jpg", "none.jpg", "moo.mp3"), tmp_path)
    assert found.present == {"barn.jpg", "moo.mp3"}
    assert found.missing == ("empty.jpg", "large.jpg", "folder.jpg", "none.jpg")
    assert found.path("moo.mp3") == tmp_path / "moo.mp3"


@pytest.mark.parametrize("name", ["../secret", "media/../../secret", "/etc/hostname", "..", ".", "a\0b", "link"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("lock keys")
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    found = look(form(name), folder)
    assert (found.present, found.missing) == (frozenset(), (name,))
    with pytest.raises(PermanentError):
        found.path(name)


def test_without_a_folder_everything_is_missing(tmp_path: Path) -> None:
    assert look(form("barn.jpg"), tmp_path / "media").missing == ("barn.jpg",)


def test_the_log_hears_how_many_are_missing_and_no_names(log: io.StringIO) -> None:
    Shelf(Path("media"), missing=("barn.jpg", "moo.mp3")).tell()
    Shelf(Path("media")).tell()
    (line,) = [json.loads(each) for each in log.getvalue().splitlines()]
    assert (line["event"], line["count"]) == ("media-missing", 2)
    assert "barn" not in str(line)
