"""The zoo, compiled once, and an office that serves it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.questionnaire.plan import decode
from tests.journeys.conftest import gateway_for
from tests.journeys.forms.standing import Door
from tests.journeys.forms.zoo import LONG, LOST, MEDIA, SHEETS, TOWNS, Zoo
from tests.support.offices import TestOffice
from tests.support.processes import Nursery
from tests.support.telegram.server import BotApiServer


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


@pytest.fixture
async def door(zoo: Zoo, telegram: BotApiServer, nursery: Nursery, database_url: str) -> Door:
    """A gateway that serves the zoo on Telegram."""
    gateway = gateway_for(nursery, zoo.office, telegram, database_url, AFFIANT_FORM=str(zoo.folder))
    await gateway.start()
    return Door(zoo, telegram, database_url, gateway)
