"""A house for each test that asks for one, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation.machine import State
from storage.database.engine import Database
from tests.bot.conversation.ways import to_story
from tests.bot.house import House, build
from tests.support.dialogue import Dialogue
from tests.support.offices import TestOffice


@pytest.fixture
def house(office: TestOffice, database_url: str, database: Database, tmp_path: Path) -> House:
    """A house whose engine does not run yet."""
    woken: list[None] = []
    made = build(office, database_url, database, tmp_path, wake=lambda: woken.append(None))
    made.woken = woken
    return made


@pytest.fixture
def story(house: House) -> State:
    """A conversation that waits for a text to be sealed."""
    return to_story(Dialogue(house.program)).state
