from __future__ import annotations

from bot.conversation.effects import End, Erase, Keep, MakeWords, OpenCase, Record, Sweep
from bot.conversation.events import (
    ChoicePicked,
    CommandGiven,
    FileRefused,
    MovedAway,
    Started,
    TextReceived,
    TimedOut,
    Unsupported,
)
from bot.conversation.machine import expects
from tests.bot.conversation.ways import WORDS, does, to_gate, to_questions, to_story
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Press, Shows, Waits, Writes


def locked(talk: Dialogue, *, code: str = "", stop: str = "") -> Dialogue:
    to_questions(talk, code=code, stop=stop)
    return does(talk, Waits(10), TimedOut())


def test_an_idle_chat_shows_only_its_cover(talk: Dialogue) -> None:
    locked(talk)
    assert talk.seen() == ["cover-delivery", "button-cover-ok"]
    talk << Press("button-cover-ok") >> Shows("These questions are about a garden.")


def test_behind_the_cover_nothing_is_said_whatever_comes(talk: Dialogue) -> None:
    locked(talk)
    for event in (
        Writes("who is this?"),
        Writes("x" * 5000),
        TextReceived(text="\ud83d", message="m"),
        Started(message="m"),
        CommandGiven(name="help", message="m"),
        CommandGiven(name="stop", message="m"),
        FileRefused(reason="too-large", message="m"),
        Unsupported(message="m"),
        ChoicePicked(screen=1, index=0),
    ):
        talk << event >> DoesNot(Keep, MakeWords)
        assert talk.seen() == ["cover-delivery", "button-cover-ok"]
    talk << Writes("x") >> Does(Sweep, after=0)


def test_a_code_word_opens_and_the_cover_has_no_button(talk: Dialogue) -> None:
    locked(talk, code="Green door")
    assert talk.seen() == ["cover-delivery"]
    assert expects(talk.context(), talk.state).text
    talk << Writes("green window") >> Shows("cover-delivery")
    talk << Writes("  green DOOR ") >> Shows("These questions are about a garden.") >> Does(Sweep)
    assert talk.state.tries == 0


def test_after_too_many_wrong_words_only_return_words_open(talk: Dialogue) -> None:
    to_questions(talk, code="green door")
    does(talk, Press("button-pause"), WORDS, Press("button-words-written"))
    does(talk, *[Writes("wrong")] * talk.policy.conversation.code_word_tries, Waits(600), Writes("green door"))
    assert talk.seen() == ["cover-delivery"]


def test_without_return_words_the_tries_come_back_after_an_hour(talk: Dialogue) -> None:
    locked(talk, code="green door")
    does(talk, *[Writes("wrong")] * talk.policy.conversation.code_word_tries, Waits(59), Writes("green door"))
    assert talk.seen() == ["cover-delivery"]
    does(talk, Waits(60), Writes("green door")) >> Shows("These questions are about a garden.")


def test_a_press_cannot_open_what_a_code_word_closed(talk: Dialogue) -> None:
    locked(talk, code="green door")
    for screen in range(talk.state.number + 2):
        talk << ChoicePicked(screen=screen, index=0)
    assert talk.seen() == ["cover-delivery"]


# --- the stop word ------------------------------------------------------------------------------------------


def test_the_stop_word_erases_everything_from_any_room(talk: Dialogue) -> None:
    to_questions(talk, stop="Red door")
    does(talk, Press("button-go-on"), Press("button-skip"), Press("18 or older"), Press("Not at all"))
    case = talk.state.case
    talk << Writes("behind the red door") >> Does(Keep)
    talk << Writes(" red DOOR\n") >> Does(Erase, case=case) >> Does(End) >> Does(Sweep, after=0)
    assert talk.seen() == ["cover-delivery"]
    assert talk.state.case == ""
    assert talk.state.answers == {}


def test_the_stop_word_works_behind_the_cover_and_over_an_aside(talk: Dialogue) -> None:
    locked(talk, stop="red door", code="green door") << Writes("red door") >> Does(Erase) >> Does(End)
    other = to_questions(Dialogue(talk.program), stop="red door")
    other << Press("button-help") << Writes("Red Door") >> Does(Erase) >> Does(End)
    assert other.seen() == ["cover-delivery"]


def test_help_reminds_of_the_stop_word_without_telling_it(talk: Dialogue) -> None:
    to_questions(talk, stop="red door") << Press("button-help") >> Shows("help-stop-word")


def test_stop_and_erase_asks_once(talk: Dialogue) -> None:
    to_questions(talk) << Press("button-stop") >> Shows("erase-draft") >> DoesNot(Erase)
    talk << Writes("no!") >> Shows("notice-buttons", "erase-draft")
    talk << Press("button-keep") >> Shows("These questions are about a garden.")
    talk << CommandGiven(name="stop") << Press("button-erase") >> Does(Erase) >> Does(End) >> Shows("cover-ended")


# --- moved away ----------------------------------------------------------------------------------------------


def test_a_chat_whose_owner_moved_becomes_a_strangers(talk: Dialogue) -> None:
    to_story(talk) << MovedAway() >> Shows("cover-delivery") >> Hides("What grew there?") >> DoesNot(End, Erase)
    assert talk.state.case == ""
    talk << Press("button-cover-ok") >> Shows("own-name/en")


# --- time ------------------------------------------------------------------------------------------------------


def test_words_disappear_sooner_than_the_rest(talk: Dialogue) -> None:
    does(to_questions(talk), Press("button-pause"), WORDS, Waits(3), TimedOut())
    assert talk.seen() == ["cover-delivery", "button-cover-ok"]
    talk << Press("button-cover-ok") >> Shows("These questions are about a garden.")


def test_waiting_for_words_is_locked_like_any_room(talk: Dialogue) -> None:
    does(to_questions(talk), Press("button-pause"), Waits(3), TimedOut()) >> DoesNot(MakeWords)
    assert "words-coming-pause" in talk.seen()
    does(talk, Waits(7), TimedOut(), Press("button-cover-ok")) >> Shows("words-coming-pause")


def test_a_chat_without_consent_is_forgotten(talk: Dialogue) -> None:
    does(to_gate(talk), Waits(10), TimedOut()) >> Shows("cover-class", "button-cover-ok")
    does(talk, Waits(24 * 60), TimedOut()) >> Does(End) >> DoesNot(Erase, Record) >> Shows("cover-class")
    assert talk.screen.buttons == ()


def test_an_unfinished_account_is_sent_as_incomplete_where_that_was_wished(talk: Dialogue) -> None:
    to_story(talk)
    case = talk.state.case
    does(talk, Waits(10), TimedOut(), Waits(7 * 24 * 60), TimedOut()) >> Does(OpenCase, case=case)
    talk >> Does(Record, kind="expired") >> DoesNot(Erase, End)
    assert talk.books.opened[0].manifests["triage"]["complete"] is False
    assert talk.seen() == ["cover-delivery", "button-cover-ok"]
    talk << Press("button-cover-ok") >> Shows("done-thanks")


def test_an_unfinished_account_is_destroyed_otherwise(talk: Dialogue) -> None:
    to_questions(talk, silence="destroy")
    case = talk.state.case
    does(talk, Waits(8 * 24 * 60), TimedOut()) >> Does(Erase, case=case) >> Does(End) >> DoesNot(OpenCase)
    talk >> Does(Record, kind="expired", case=case)


def test_nothing_answered_is_nothing_to_keep(questions: Dialogue) -> None:
    does(questions, Waits(8 * 24 * 60), TimedOut()) >> Does(Erase) >> Does(End) >> DoesNot(OpenCase)


def test_a_sent_chat_is_forgotten_and_its_case_stays(review: Dialogue) -> None:
    does(review, Press("button-send"), WORDS, Press("button-words-written"), Waits(10), TimedOut())
    does(review, Waits(30 * 24 * 60), TimedOut()) >> Does(End) >> DoesNot(Erase)
