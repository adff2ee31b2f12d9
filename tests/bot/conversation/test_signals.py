from __future__ import annotations

from bot.conversation.effects import Escalate, OpenCase
from config.questionnaire.plan import Signal
from tests.bot.conversation.forms import YES_NO, node, program, select
from tests.bot.conversation.ways import Act, does, to_questions
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Press, Shows

SEND: tuple[Act, ...] = (Press("button-later-all"), Press("button-send"))


def reasons(talk: Dialogue) -> list[str]:
    return [effect.reason for effect in talk.effects if isinstance(effect, Escalate)]


def test_urgent_calls_a_human_at_once_tells_the_person_and_goes_on(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("In danger"), Press("button-done"))
    questions >> Does(Escalate, case=questions.state.case, reason="danger") >> Shows("urgent-told", "danger-now")
    questions << Press("button-go-on") >> Shows("How old are you?") >> DoesNot(Escalate)


def test_each_reason_calls_once(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("In danger"), Press("A doctor"), Press("button-done"))
    assert reasons(questions) == ["danger", "medical"]
    does(questions, Press("button-go-on"), Press("button-back"), Press("A doctor"), Press("button-done"))
    questions >> DoesNot(Escalate) >> Hides("urgent-told")
    does(questions, Press("button-back"), Press("A doctor"), Press("button-done"))
    questions >> DoesNot(Escalate)


def test_a_minor_is_told_gently_and_is_a_reason_when_it_is_urgent(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("button-skip"), Press("Under 18"))
    questions >> Shows("signal-minor", "How many trees?") >> DoesNot(Escalate)
    does(questions, Press("button-back"), Press("button-back"), Press("A doctor"), Press("button-done"))
    assert reasons(questions) == ["medical", "minor"]
    questions >> Shows("urgent-told") >> Hides("signal-minor")


def test_an_insider_hears_of_legal_advice_first(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("button-skip"), Press("18 or older"), Press("Yes indeed"))
    questions >> Shows("signal-insider", "The shed is closed.")
    questions << Press("button-go-on") >> Hides("signal-insider")
    does(questions, Press("button-back"), Press("button-back"), Press("Yes indeed")) >> Hides("signal-insider")


def test_urgent_without_a_known_reason_is_its_own() -> None:
    asked = select("/visit/now", "Now?", "yes_no", signals=(Signal(name="urgent", choices=("yes",)),))
    talk = to_questions(Dialogue(program(asked, node("/visit/end", "End?"), yes_no=YES_NO)))
    talk << Press("Yes indeed") >> Does(Escalate, reason="urgent") >> Shows("urgent-told")
    does(talk, Press("button-go-on"), Press("button-back"), Press("Yes indeed")) >> DoesNot(Escalate)


def test_duress_calls_a_human_and_nobody_is_told() -> None:
    asked = select("/visit/now", "Now?", "yes_no", signals=(Signal(name="duress", choices=("yes",)),))
    talk = to_questions(Dialogue(program(asked, node("/visit/end", "End?"), yes_no=YES_NO)))
    talk << Press("Yes indeed") >> Does(Escalate, reason="duress") >> Shows("End?") >> Hides("urgent-told")
    does(talk, Press("button-back"), Press("Yes indeed")) >> DoesNot(Escalate)
    does(talk, Press("button-skip"), *SEND) >> Does(OpenCase, urgent=True)
