"""The zoo, compiled once, and an office that serves it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.questionnaire.plan import Plan, decode
from config.settings import Settings
from tests.support.offices import TestOffice

SHEETS = Path(__file__).with_name("zoo.md")
LONG = {"@LONG@": "long ", "@LONGKO@": "긴말 ", "@LONGAR@": "طويل "}
TOWNS = 1000
JPEG = b"\xff\xd8" + bytes(range(256)) * 4
LOST = "crane.png"
MEDIA = {"map.jpg": JPEG, "bear.jpg": JPEG + b"bear", LOST: b"\x89PNG", "bell.mp3": b"ID3" + bytes(900)}
"""What lies beside the form. One picture is lost before it is served."""


@dataclass(frozen=True)
class Zoo:
    """A form as `affiant form compile` leaves it, and the office whose gateway runs it."""

    office: TestOffice
    folder: Path
    plan: Plan

    def settings(self, url: str) -> Settings:
        """Return the settings of a terminal in this office."""
        policy = self.office.folder / "policy.toml"
        return Settings(data=self.office.folder, database_url=url, form=self.folder, policy=policy)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zoo in a folder of its own."""
    source, folder = tmp_path_factory.mktemp("sheets"), tmp_path_factory.mktemp("zoo")
    sheets = SHEETS.read_text("utf-8")
    for mark, word in LONG.items():
        sheets = sheets.replace(mark, " ".join(f"{word}{number}" for number in range(600)))
    (source / "zoo.md").write_text(sheets, "utf-8")
    towns = [f"t{number},Town {number} East" for number in range(TOWNS)]
    (source / "towns.csv").write_text("\n".join(["name,label", *towns, ""]), "utf-8")
    (source / "media").mkdir()
    for name, content in MEDIA.items():
        (source / "media" / name).write_bytes(content)
    command = [sys.executable, "-m", "gateway", "form", "compile", str(source / "zoo.md"), "-o", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "media" / LOST).unlink()
    return folder


@pytest.fixture
def zoo(office: TestOffice, compiled: Path, tmp_path: Path) -> Zoo:
    """The zoo in an office of this test's own."""
    folder = tmp_path / "zoo"
    shutil.copytree(compiled, folder)
    return Zoo(office, folder, decode((folder / "form.json").read_bytes()))
