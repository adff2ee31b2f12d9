from __future__ import annotations

from datetime import timedelta

from bot.conversation.events import TimedOut
from bot.conversation.machine import due, fresh
from tests.bot.conversation.ways import WORDS, does, to_done, to_questions
from tests.support.dialogue import NOON, Dialogue, Nothing, Press, Waits


def minutes(talk: Dialogue) -> float:
    """Return how many minutes after noon the conversation wants to hear of time."""
    moment = due(talk.context(), talk.state)
    assert moment is not None
    return (moment - NOON) / timedelta(minutes=1)


def test_a_chat_of_which_nothing_is_known_waits_for_nothing(talk: Dialogue) -> None:
    assert due(talk.context(), fresh()) is None
    talk << TimedOut() >> Nothing()


def test_a_chat_on_show_waits_to_be_hidden(talk: Dialogue) -> None:
    to_questions(talk)
    assert minutes(talk) == 10
    does(talk, Press("button-pause"))
    assert minutes(talk) == 10
    talk << WORDS
    assert minutes(talk) == 3


def test_a_hidden_chat_waits_to_be_forgotten_at_a_full_hour(talk: Dialogue) -> None:
    does(talk, Waits(1))
    does(to_questions(talk), Press("button-go-on"), Waits(10), TimedOut())
    assert minutes(talk) == 7 * 24 * 60 + 60


def test_a_full_hour_is_not_coarsened(talk: Dialogue) -> None:
    does(to_questions(talk), Waits(10), TimedOut())
    assert minutes(talk) == 7 * 24 * 60


def test_a_chat_without_consent_waits_a_day_and_a_sent_one_a_month(talk: Dialogue) -> None:
    stranger = Dialogue(talk.program)
    does(stranger, Press("button-cover-ok"), Waits(10), TimedOut())
    assert minutes(stranger) == 24 * 60
    does(to_done(talk), Press("button-finish"))
    assert minutes(talk) == 30 * 24 * 60


def test_time_that_has_not_come_changes_nothing(talk: Dialogue) -> None:
    does(to_questions(talk), Waits(9.9)) << TimedOut() >> Nothing()
    does(talk, Waits(0.1), TimedOut(), Waits(7 * 24 * 60 - 11)) << TimedOut() >> Nothing()
