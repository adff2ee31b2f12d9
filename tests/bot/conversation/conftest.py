"""Dialogues that begin where a test wants to begin."""

from __future__ import annotations

import pytest

from bot.interview import Program
from config.questionnaire.plan import Call
from tests.bot.conversation.forms import COLOURS, YES_NO, garden, node, several, words
from tests.bot.conversation.forms import program as compiled
from tests.bot.conversation.ways import to_consent, to_gate, to_questions, to_review
from tests.support.dialogue import Dialogue


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
    return to_gate(talk)


@pytest.fixture
def consent(talk: Dialogue) -> Dialogue:
    """A chat that is asked whether anything may be kept."""
    return to_consent(talk)


@pytest.fixture
def questions(talk: Dialogue) -> Dialogue:
    """A chat at the first question, which is a note."""
    return to_questions(talk)


@pytest.fixture
def review(talk: Dialogue) -> Dialogue:
    """A chat that reads back what was answered."""
    return to_review(talk)


@pytest.fixture
def program_of_colours() -> Dialogue:
    """A chat at a question with twelve choices."""
    return to_questions(Dialogue(compiled(several("/visit/colours", "Which colours?", "colours"), colours=COLOURS)))


@pytest.fixture
def requiring() -> Dialogue:
    """A chat at a question that the form requires."""
    must = several(
        "/visit/must", "Will you?", "yes_no", required=Call("true", ()), required_message=words("Please, do.")
    )
    return to_questions(Dialogue(compiled(must, node("/visit/end", "End?"), yes_no=YES_NO)))
