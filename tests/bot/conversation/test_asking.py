from __future__ import annotations

import pytest

from bot.conversation.leaves import LEAF
from bot.conversation.screen import Words
from config.questionnaire.plan import Node
from tests.bot.conversation.forms import node, program, sealed, words
from tests.bot.conversation.ways import does, to_questions
from tests.support.dialogue import Dialogue, Hides, Press, Shows, Writes


@pytest.mark.parametrize(
    ("kind", "appearance", "how"),
    [
        ("date", "", "question-how-date"),
        ("date", "no-calendar year", "question-how-year"),
        ("date", "month-year", "question-how-month"),
        ("string", "numbers", "question-how-number"),
        ("string", "multiline", "question-how-text"),
        ("barcode", "", "question-how-barcode"),
        ("geopoint", "placement-map", "question-how-place"),
    ],
)
def test_each_look_of_a_question_says_how_to_answer(kind: str, appearance: str, how: str) -> None:
    question = node("/visit/q", "?", type=kind, appearance=appearance)
    to_questions(Dialogue(program(question))) >> Shows(how)


def test_a_month_is_written_shown_and_read_back_as_a_month() -> None:
    question = node("/visit/q", "When?", type="date", appearance="month-year")
    talk = to_questions(Dialogue(program(question, node("/visit/end", "End?"))))
    does(talk, Writes("2015-3"), Press("button-back"))
    assert talk.screen.pieces[-1].args == {"value": "2015-03"}  # type: ignore[union-attr]
    does(talk, Press("button-next"), Press("button-skip"), Press("button-later-all")) >> Shows("2015-03")


# --- long words -----------------------------------------------------------------------------------------


def strong(talk: Dialogue) -> str:
    return next(
        (piece.text for piece in talk.screen.pieces if isinstance(piece, Words) and piece.weight == "strong"), ""
    )


def test_a_long_question_has_leaves_and_can_be_answered_on_each() -> None:
    label = " ".join(f"word{number}" for number in range(700))
    question = sealed("/visit/q", label, hint=words("Take your time."))
    talk = to_questions(Dialogue(program(question, node("/visit/end", "End?"))))
    read = []
    while True:
        read.append(strong(talk))
        talk >> Shows("question-leaf", "question-how-text", "button-skip")
        if "button-read-on" not in talk.seen():
            break
        talk >> Hides("Take your time.")
        talk << Press("button-read-on") >> Shows("button-read-back")
    assert " ".join(read) == label
    assert all(len(leaf) <= LEAF for leaf in read)
    talk >> Shows("Take your time.")
    talk << Press("button-read-back") >> Shows("button-read-on")
    talk << Writes("An answer.") >> Shows("End?") >> Hides("question-leaf")


def test_a_long_hint_has_leaves_of_its_own() -> None:
    hint = "note " * 700
    talk = to_questions(Dialogue(program(node("/visit/q", "Why?", hint=words(hint)))))
    talk >> Shows("Why?", "question-leaf", "button-read-on")
    talk << Press("button-read-on") >> Hides("Why?") >> Shows("button-read-back")


def test_a_question_without_words_can_be_answered() -> None:
    talk = to_questions(Dialogue(program(node("/visit/q", ""), node("/visit/end", "End?"))))
    talk << Writes("something") >> Shows("End?")


def test_a_long_reason_has_leaves_behind_why_do_you_ask() -> None:
    reason = " ".join(f"reason{number}" for number in range(400))
    talk = to_questions(Dialogue(program(node("/visit/q", "Why?", guidance=words(reason)))))
    talk << Press("button-why") >> Shows("help-why", "button-read-on") >> Hides("button-read-back", "reason399")
    talk << Press("button-read-on") << Press("button-read-on") >> Shows("button-read-back") >> Hides("button-read-on")
    assert any("reason399" in each for each in talk.seen())
    talk << Press("button-read-back") << Press("button-close") >> Shows("Why?", "button-why")
    talk << Press("button-why") >> Hides("button-read-back")


# --- people and things in lists -----------------------------------------------------------------------------


def household() -> Node:
    pet = Node(
        path="/visit/child/pet",
        kind="repeat",
        label=words("Pet"),
        compartment="triage",
        children=(node("/visit/child/pet/name", "Its kind?"),),
    )
    return Node(
        path="/visit/child",
        kind="repeat",
        label=words("Child"),
        compartment="triage",
        children=(node("/visit/child/age", "How old?", type="int"), pet),
    )


def test_a_list_within_a_list_says_where_one_is() -> None:
    talk = to_questions(Dialogue(program(household(), node("/visit/end", "End?"))))
    talk >> Shows("Child 1", "How old?")
    talk << Writes("7") >> Shows("Child 1", "Pet 1", "Its kind?")
    talk << Writes("cat") >> Shows("Child 1", "Pet 2", "repeat-another")
    talk << Press("button-repeat-more") >> Shows("Child 1", "Pet 2", "Its kind?")
    talk << Writes("dog") << Press("button-repeat-enough") >> Shows("Child 2", "repeat-another") >> Hides("Pet 3")
    talk << Press("button-repeat-more") >> Shows("Child 2", "How old?")
    does(talk, Writes("5"), Press("button-skip"), Press("button-repeat-enough"), Press("button-repeat-enough"))
    talk >> Shows("End?") >> Hides("Child 2")
