from __future__ import annotations

import pytest

from bot.conversation.effects import Keep
from bot.conversation.ranges import Range, range_of
from bot.conversation.screen import Line
from config.questionnaire.plan import Call, Text
from tests.bot.conversation.forms import node, program
from tests.bot.conversation.ways import to_questions
from tests.support.dialogue import Dialogue, Does, Hides, Press, Shows, Writes


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, Range("1", "10", "1", (*tuple("123456789"), "10"))),
        ({"start": "0", "end": "1", "step": "0.25"}, Range("0", "1", "0.25", ("0", "0.25", "0.5", "0.75", "1"))),
        ({"start": "5", "end": "-5", "step": "-5"}, Range("5", "-5", "5", ("5", "0", "-5"))),
        ({"start": "0", "end": "7", "step": "2"}, Range("0", "7", "2", ("0", "2", "4", "6"))),
        ({"start": "0", "end": "1000", "step": "10"}, Range("0", "1000", "10")),
        ({"start": "1e2", "end": "1e3"}, Range("100", "1000", "1")),
        ({"step": "0"}, None),
        ({"start": "nan"}, None),
        ({"end": "high"}, None),
    ],
)
def test_the_steps_of_a_range_are_counted_where_they_are_few(parameters: dict[str, str], found: Range | None) -> None:
    assert range_of(node("/visit/q", "?", type="int", control="range", parameters=parameters)) == found
    assert range_of(node("/visit/q", "?", type="int", parameters=parameters)) is None


def asks(**parameters: str) -> Dialogue:
    question = node("/visit/pain", "How much?", type="decimal", control="range", parameters=parameters)
    return to_questions(Dialogue(program(question, node("/visit/end", "End?"))))


def said(talk: Dialogue, name: str) -> dict[str, str | int]:
    return next(piece.args for piece in talk.screen.pieces if isinstance(piece, Line) and piece.id == name)


def test_few_steps_are_pressed_or_written() -> None:
    talk = asks(start="0", end="10", step="1")
    talk >> Shows("question-how-scale", "0", "10", "button-skip")
    assert said(talk, "question-how-scale") == {"from": "0", "to": "10"}
    talk << Press("7") >> Shows("End?")
    talk << Press("button-back") >> Shows("question-now")
    assert [button.marked for button in talk.screen.buttons[:11]].index(True) == 7
    talk << Writes("\u0663") >> Shows("End?")
    assert talk.state.answers["/visit/pain"] == "3"


def test_many_steps_are_written_within_their_ends() -> None:
    talk = asks(start="0", end="100", step="5")
    talk >> Shows("question-how-steps") >> Hides("question-how-scale")
    assert said(talk, "question-how-steps") == {"from": "0", "to": "100", "step": "5"}
    talk << Writes("101") >> Shows("refused-constraint")
    talk << Writes("42") >> Shows("refused-constraint")
    talk << Writes("45") >> Shows("End?")
    asks(start="1", end="100", step="1") >> Shows("question-how-range")


def test_a_range_without_ends_that_are_numbers_is_a_number() -> None:
    asks(start="low", end="high") >> Shows("question-how-decimal") >> Hides("question-how-scale")


def test_a_step_can_be_sealed() -> None:
    question = node("/visit/pain", "?", type="int", control="range", parameters={}, keep="seal")
    talk = to_questions(Dialogue(program(question, node("/visit/end", "End?"))))
    talk << Press("7") >> Does(Keep, text="7") >> Shows("End?")
    talk << Press("button-back") >> Shows("question-kept")
    assert not any(button.marked for button in talk.screen.buttons)


def test_a_range_that_is_read_only_is_shown() -> None:
    question = node(
        "/visit/pain", "?", type="int", control="range", readonly=Call("true", ()), default=Text("4"), parameters={}
    )
    to_questions(Dialogue(program(question))) >> Shows("4", "button-go-on") >> Hides("7", "question-now")
