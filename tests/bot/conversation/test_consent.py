from __future__ import annotations

import pytest

from bot.conversation.effects import End, Escalate, Keep, OpenCase, Record
from bot.conversation.events import CommandGiven, Started
from tests.bot.conversation.ways import does, to_consent, to_permissions, to_words
from tests.support.dialogue import Dialogue, Does, DoesNot, Press, Shows, Writes


def test_what_this_is_and_is_not_is_said_before_anything_is_asked(talk: Dialogue) -> None:
    to_words(talk) << Press("button-go-on") >> Shows("consent-about", "consent-not")
    talk << Press("button-go-on") >> Shows("consent-why", "consent-who", "consent-risk", "consent-withdraw")
    talk << Press("button-go-on") >> Shows("consent-promise-telegram", "consent-promise-holders")
    talk << Press("button-back") >> Shows("consent-risk")
    does(talk, Press("button-back"), Press("button-back")) >> Shows("safety-words")


def test_each_channel_makes_its_own_promise(talk: Dialogue) -> None:
    other = Dialogue(talk.program, channel="terminal")
    does(to_words(other), Press("button-go-on"), Press("button-go-on"), Press("button-go-on"))
    other >> Shows("consent-promise-terminal")


def test_a_wrong_answer_is_explained_and_asked_again(talk: Dialogue) -> None:
    does(to_consent(talk), Press("button-back")) >> Shows("consent-check")
    talk << Press("button-check-must") >> Shows("consent-check-wrong", "consent-check")
    talk << Press("button-check-paid") >> Shows("consent-check-wrong", "consent-check")
    talk << Press("button-check-may") >> Shows("consent-store")


def test_text_is_no_consent(consent: Dialogue) -> None:
    consent << Writes("yes") >> Shows("notice-buttons", "consent-store") >> DoesNot(Record)


def test_no_leaves_nothing(consent: Dialogue) -> None:
    consent << Press("button-no") >> Shows("cover-ended") >> Does(End) >> DoesNot(Record, Keep, OpenCase)


def test_not_now_leaves_nothing_either(talk: Dialogue) -> None:
    does(to_words(talk), Press("button-go-on"), Press("button-leave")) >> Shows("cover-later") >> Does(End)


def test_yes_begins_a_case_and_asks_about_silence_first(consent: Dialogue) -> None:
    consent << Press("button-yes") >> Does(Record, kind="consent-given", case=consent.state.case)
    consent >> Shows("consent-silence")
    assert len(consent.state.case) == 26
    (line,) = consent.state.consents
    assert (line.scope, line.answer, line.text, line.channel) == ("store", "yes", "consent-store", "telegram")
    assert (line.edition, line.language, line.hour) == ("e" * 64, "en", "2026-03-02T12:00Z")


@pytest.mark.parametrize(
    ("button", "wish"),
    [("button-silence-keep", "keep"), ("button-silence-destroy", "destroy"), ("button-skip", "destroy")],
)
def test_silence_follows_the_wish_and_without_one_destroys(consent: Dialogue, button: str, wish: str) -> None:
    does(consent, Press("button-yes"), Press(button)) >> Shows("question-progress")
    assert consent.state.silence == wish


def test_the_commands_work_before_consent_and_keep_nothing(talk: Dialogue) -> None:
    does(to_words(talk), Press("button-go-on"))
    talk << CommandGiven(name="help", message="h") >> Shows("help-always", "button-urgent")
    talk << Press("button-urgent") >> Shows("danger-now") >> DoesNot(Escalate)
    talk << Press("button-cover") >> Shows("cover-delivery")
    talk << Press("button-cover-ok") >> Shows("consent-about")
    talk << CommandGiven(name="pause", message="p") >> Shows("cover-delivery") >> DoesNot(Record)
    talk << Started() >> Shows("cover-delivery")
    talk << CommandGiven(name="help") >> Shows("cover-delivery")
    talk << Press("button-cover-ok") << CommandGiven(name="stop") >> Shows("erase-nothing")
    talk << Press("button-keep") >> Shows("consent-about")
    does(talk, CommandGiven(name="stop"), Press("button-erase")) >> Shows("cover-ended") >> Does(End)
    assert talk.books.erased == []


def test_further_consents_are_brief_and_each_stands_alone(talk: Dialogue) -> None:
    to_permissions(talk) >> Shows("consent-further", "consent-contact")
    talk << Press("button-yes") >> Shows("consent-interview") >> Does(Record, kind="consent-given")
    talk << Press("button-no") >> Shows("consent-inside") >> DoesNot(Record)
    talk << Press("button-later") >> Shows("consent-statistics") >> DoesNot(Record)
    talk << Press("button-back") >> Shows("consent-inside")
    does(talk, Press("button-back"), Press("button-back")) >> Shows("consent-contact")
    (
        talk
        << Press("button-no")
        >> Does(Record, kind="consent-withdrawn", detail={"scope": "contact", "text": "consent-contact"})
    )
    talk << Press("button-later-all") >> Shows("review-read")
    said = {line.scope: line.answer for line in talk.state.consents}
    assert said["store"] == "yes"
    assert [said[scope] for scope in ("contact", "interview", "inside")] == ["no", "no", "later"]
    assert [line.scope for line in talk.state.consents][:3] == ["store", "contact", "interview"]
    talk << Press("button-back") >> Shows("consent-translation")
    talk << Press("button-yes") >> Shows("review-read")


def test_back_from_the_first_permission_is_the_last_question(talk: Dialogue) -> None:
    to_permissions(talk) << Press("button-back") >> Shows("How can we reach you?")


def test_a_minor_is_only_asked_about_contact(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("button-skip"), Press("Under 18"))
    does(questions, Press("button-skip"), Press("button-skip")) >> Shows("consent-contact")
    questions << Press("button-yes") >> Shows("review-read")
    questions << Press("button-back") >> Shows("consent-contact")
    questions << Press("button-back") >> Shows("How can we reach you?")
