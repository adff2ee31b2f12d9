from __future__ import annotations

from bot.conversation.effects import BindWords, End, Erase, MakeWords, OpenCase, Record, Show
from bot.conversation.events import CommandGiven, Started, WordsMade
from tests.bot.conversation.ways import WORDS, does, to_done, to_questions, to_story
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Nothing, Press, Shows, Waits, Writes


def test_the_first_pause_gives_words_and_then_the_cover(questions: Dialogue) -> None:
    questions << Press("button-pause") >> Does(MakeWords, language="en") >> Shows("words-coming-pause")
    questions << WORDS >> Does(BindWords, lookup=WORDS.lookup, recipient=WORDS.recipient)
    questions >> Does(Record, kind="words-issued") >> Shows("words-here", "1. oak\n2. elm\n3. ash", "words-keep")
    questions << Press("button-words-written") >> Shows("cover-delivery")
    questions << Press("button-cover-ok") >> Shows("These questions are about a garden.")
    questions << Press("button-pause") >> Shows("cover-delivery") >> DoesNot(MakeWords)


def test_words_are_shown_once(questions: Dialogue) -> None:
    does(questions, Press("button-pause"), WORDS)
    assert "oak" not in repr(questions.state)
    assert "oak" not in repr(questions.view().screen)
    questions << Started() >> Shows("words-once", "button-words-new") >> Hides("oak", "words-here")
    questions << Press("button-words-new") >> Does(MakeWords) >> Shows("words-coming-pause")
    questions << WORDS >> Shows("words-here")


def test_the_buttons_beside_the_words_are_those_of_the_view(questions: Dialogue) -> None:
    does(questions, Press("button-pause"), WORDS)
    assert questions.screen.buttons == questions.view().screen.buttons


def test_words_that_nobody_waits_for_are_not_bound(questions: Dialogue) -> None:
    questions << WORDS >> Nothing()
    questions << Press("button-pause") << Press("button-cover") >> Shows("cover-delivery")
    questions << WORDS >> Nothing()
    assert not questions.state.words
    questions << Press("button-cover-ok") >> Shows("These questions are about a garden.")


def test_words_come_too_late_for_a_locked_chat_and_can_be_asked_for_again(questions: Dialogue) -> None:
    does(
        questions,
        Press("button-pause"),
        Waits(10.0),
    )
    questions << CommandGiven(name="pause") >> Shows("cover-delivery")
    questions << WORDS >> Nothing()
    does(questions, Press("button-cover-ok"), Press("button-pause")) >> Does(MakeWords)
    questions << Press("button-again") >> Does(MakeWords) >> Shows("words-coming-pause")
    questions << WORDS >> Shows("words-here")
    questions << WordsMade(words=("second",), lookup=b"2", recipient="r") >> Nothing()


def test_words_come_while_help_is_open(questions: Dialogue) -> None:
    does(questions, Press("button-pause"), CommandGiven(name="help")) >> Shows("help-always")
    questions << WORDS >> Shows("words-here")


def test_the_pause_command_hides_words_at_once(questions: Dialogue) -> None:
    does(questions, Press("button-pause"), WORDS)
    questions << CommandGiven(name="pause") >> Shows("cover-delivery") >> DoesNot(MakeWords)
    questions << Press("button-cover-ok") >> Shows("These questions are about a garden.")


def test_pausing_an_edit_comes_back_to_the_edit(review: Dialogue) -> None:
    does(review, Press("6"), Press("button-pause"), WORDS, Press("button-words-written"), Press("button-cover-ok"))
    review >> Shows("How many trees?", "button-to-review")


def test_after_sending_words_are_always_offered_anew(talk: Dialogue) -> None:
    does(to_story(talk), Press("button-pause"), WORDS, Press("button-words-written"), Press("button-cover-ok"))
    does(talk, *[Press("button-skip")] * 4, Press("button-later-all"))
    talk << Press("button-send") >> Does(OpenCase) >> Does(MakeWords)
    talk << WORDS >> Shows("words-here")
    talk << Press("button-words-written") >> Shows("done-thanks", "done-next", "done-clean", "done-later")


def test_after_sending_there_are_new_words_help_cover_and_erasing(talk: Dialogue) -> None:
    to_done(talk) << Writes("and another thing") >> Shows("notice-buttons", "done-thanks")
    talk << Press("button-words-new") >> Does(MakeWords) >> Shows("words-coming-anew")
    talk << WORDS << Press("button-words-written") >> Shows("done-thanks")
    talk << Press("button-urgent") << Press("button-close") >> Shows("done-thanks")
    talk << Press("button-finish") >> Shows("cover-delivery")
    talk << Press("button-cover-ok") << Press("button-stop") >> Shows("erase-sent")
    talk << Press("button-keep") >> Shows("done-thanks")
    case = talk.state.case
    talk << Press("button-stop") << Press("button-erase") >> Does(Erase, case=case) >> Does(End)
    talk >> Does(Record, kind="consent-withdrawn", case=case) >> Shows("cover-ended")


def test_the_last_room_says_that_a_human_looks_first(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("In danger"), Press("button-done"), Press("button-go-on"))
    does(questions, *[Press("button-skip")] * 6, Press("button-later-all"))
    questions << Press("button-send") >> Does(OpenCase, urgent=True)
    does(questions, WORDS, Press("button-words-written")) >> Shows("done-urgent")


def test_everything_is_forgotten_after_the_last_screen(talk: Dialogue) -> None:
    does(to_questions(talk), Press("button-stop"), Press("button-erase"))
    kinds = [type(effect) for effect in talk.effects]
    assert kinds == [Record, Erase, Show, End]
