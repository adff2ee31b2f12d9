"""Dialogues that begin where a test wants to begin."""

from __future__ import annotations

import pytest

from bot.interview import Program
from tests.bot.conversation.forms import garden
from tests.support.dialogue import Dialogue, Press


@pytest.fixture(scope="session")
def program() -> Program:
    """The garden form, compiled once."""
    return garden()


@pytest.fixture
def talk(program: Program) -> Dialogue:
    """A chat of which nothing is known."""
    return Dialogue(program)


@pytest.fixture
def gate(talk: Dialogue) -> Dialogue:
    """A chat at the safety gate, in English."""
    talk << Press("own-name/en") << Press("button-begin")
    return talk
