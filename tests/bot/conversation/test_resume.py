from __future__ import annotations

from bot.conversation.effects import MakeWords, Record, Sweep, TakeOver
from bot.conversation.events import Started, TimedOut, WordsGiven
from bot.conversation.machine import encode, fresh
from tests.bot.conversation.ways import WORDS, does, to_done, to_questions, to_review, to_story
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Press, Shows, Waits, Writes


def recalled(talk: Dialogue) -> WordsGiven:
    """The words of another chat, as the engine has looked them up."""
    return WordsGiven(recalled=encode(talk.state), message="w")


def test_words_are_asked_for_in_a_room_of_their_own(talk: Dialogue) -> None:
    does(talk, Started(), Press("own-name/en"), Press("button-words-have")) >> Shows("resume-ask")
    assert talk.screen.awaits == "words"
    talk << Writes("oak elm bush") >> Shows("notice-words-wrong", "resume-ask") >> Does(Sweep)
    talk << WordsGiven(message="w") >> Shows("notice-words-wrong", "resume-ask") >> DoesNot(TakeOver)
    talk << Press("button-back") >> Shows("welcome-hello")


def test_words_of_another_chat_lead_on_where_it_stood(talk: Dialogue) -> None:
    to_story(talk) << Press("button-pause") << WORDS
    here = Dialogue(talk.program)
    does(here, Started(), Press("own-name/ko-KR"))
    here << recalled(talk) >> Does(TakeOver) >> Does(Record, kind="moved", case=talk.state.case)
    here >> Shows("notice-welcome-back", "What grew there?") >> Does(Sweep, message="w")
    assert here.screen.language == "en"
    assert here.state.number > talk.state.number
    here << Writes("Roses.") >> Shows("A photo of it?")


def test_a_strangers_chat_needs_no_welcome_to_be_taken_over(talk: Dialogue) -> None:
    to_review(talk)
    here = Dialogue(talk.program)
    here << recalled(talk) >> Does(TakeOver) >> Shows("notice-welcome-back", "review-read")


def test_a_sent_chat_is_taken_over_at_its_end(talk: Dialogue) -> None:
    to_done(talk) << Press("button-words-new") << WORDS
    here = Dialogue(talk.program)
    here << recalled(talk) >> Does(TakeOver) >> Shows("done-thanks") >> DoesNot(MakeWords)


def test_own_words_open_a_locked_chat_whatever_closed_it(talk: Dialogue) -> None:
    to_questions(talk, code="green door")
    does(talk, Press("button-pause"), WORDS, Press("button-words-written"), *[Writes("wrong")] * 9)
    assert talk.seen() == ["cover-delivery"]
    talk << WordsGiven(own=True, message="w") >> Shows("notice-welcome-back", "These questions are about a garden.")
    talk << WordsGiven(own=True, message="w") >> Shows("notice-words-own")
    assert talk.state.tries == 0


def test_a_chat_with_a_case_of_its_own_is_not_overwritten(talk: Dialogue) -> None:
    to_story(talk)
    here = to_questions(Dialogue(talk.program, seed="other"))
    here << recalled(talk) >> DoesNot(TakeOver) >> Shows("notice-words-busy", "These questions are about a garden.")
    does(here, Waits(10), TimedOut()) << recalled(talk) >> DoesNot(TakeOver)
    assert here.seen() == ["cover-delivery", "button-cover-ok"]
    here << WordsGiven() >> Hides("notice-words-wrong")


def test_a_locked_chat_without_a_case_opens_for_words(talk: Dialogue) -> None:
    to_story(talk)
    here = Dialogue(talk.program)
    does(here, Started(), Waits(10), TimedOut()) << recalled(talk) >> Does(TakeOver) >> Shows("What grew there?")


def test_words_of_a_chat_that_kept_nothing_lead_nowhere(talk: Dialogue) -> None:
    does(talk, Started(), Press("own-name/en"))
    talk << WordsGiven(recalled=encode(fresh())) >> Shows("notice-words-wrong") >> DoesNot(TakeOver)
