from __future__ import annotations

from bot.conversation.effects import End, Erase, Keep, Record, Sweep
from bot.conversation.events import ChoicePicked, FileRefused
from tests.bot.conversation.ways import does, to_words
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Nothing, Press, Shows, Writes


def test_whoever_is_not_alone_sees_something_neutral_and_is_forgotten(gate: Dialogue) -> None:
    gate << Press("button-alone-no") >> Shows("cover-later") >> Does(End) >> DoesNot(Erase, Record)
    assert gate.screen.buttons == ()
    assert gate.state.case == ""


def test_a_double_tap_on_not_alone_shows_no_welcome(gate: Dialogue) -> None:
    """The chat is forgotten between the two taps: the second one finds a stranger's state."""
    number, index = gate.state.number, gate.index("button-alone-no")
    gate << Press("button-alone-no")
    again = Dialogue(gate.program)
    again << ChoicePicked(screen=number, index=index) >> Nothing()
    gate << ChoicePicked(screen=number, index=index) >> Nothing()


def test_a_borrowed_phone_and_a_watched_one_get_advice(gate: Dialogue) -> None:
    gate << Press("button-alone-yes") >> Shows("safety-phone")
    gate << Press("button-phone-other") >> Shows("safety-phone-other", "safety-look")
    gate << Press("button-not-sure") >> Shows("safety-look-yes", "safety-cover")
    gate << Press("button-back") >> Shows("safety-look") >> Hides("safety-look-yes")
    gate << Press("button-look-yes") >> Shows("safety-look-yes")
    does(gate, Press("button-back"), Press("button-back")) >> Shows("safety-phone")
    gate << Press("button-rather-not") >> Shows("safety-look")
    gate << Press("button-leave") >> Shows("cover-later") >> Does(End)


def test_help_in_danger_stands_before_everything(gate: Dialogue) -> None:
    gate << Press("button-urgent") >> Shows("danger-now", "danger-body", "danger-heart", "danger-limits")
    gate << Press("button-close") >> Shows("safety-alone")


def test_a_cover_is_chosen_and_shown_as_chosen(talk: Dialogue) -> None:
    to_words(talk) >> Shows("safety-words", "safety-words-stop")
    talk << Press("button-back") >> Shows("safety-cover")
    assert [button.marked for button in talk.screen.buttons] == [False, True, False, False]


def test_words_are_refused_when_too_short_too_long_or_the_same(talk: Dialogue) -> None:
    to_words(talk) << Writes("what now?") >> Shows("notice-buttons")
    talk << Press("button-words-choose") >> Shows("safety-code")
    talk << Writes("x") >> Shows("notice-word-length", "safety-code")
    talk << Writes("y" * 41) >> Shows("notice-word-length", "safety-code")
    talk << Writes("Green  Door") >> Shows("notice-word-saved", "safety-stop") >> Does(Sweep, after=0)
    talk << Writes("green door") >> Shows("notice-word-same", "safety-stop")
    talk << Writes("red door") >> Shows("notice-word-saved", "consent-about") >> DoesNot(Keep)


def test_going_back_forgets_the_words_to_be_chosen_anew(talk: Dialogue) -> None:
    does(to_words(talk), Press("button-words-choose"), Writes("green door"), Writes("red door"))
    does(talk, Press("button-back"), Press("button-words-choose")) >> Shows("safety-code")
    assert talk.state.code_word == talk.state.stop_word == b""
    talk << Press("button-skip") >> Shows("safety-stop")
    talk << Press("button-skip") >> Shows("consent-about")
    assert talk.state.stop_word == b""


def test_only_a_stop_word_may_be_chosen(talk: Dialogue) -> None:
    does(to_words(talk), Press("button-words-choose"), Press("button-skip"), Writes("red door"))
    assert (bool(talk.state.code_word), bool(talk.state.stop_word), len(talk.state.salt)) == (False, True, 16)


def test_the_words_themselves_are_nowhere_in_the_state(talk: Dialogue) -> None:
    does(to_words(talk), Press("button-words-choose"), Writes("green door"), Writes("red door"))
    assert "door" not in repr(talk.state)


def test_a_file_is_swept_and_not_wanted_here(gate: Dialogue) -> None:
    gate << FileRefused(reason="not-wanted", message="f") >> Shows("notice-file-not-wanted") >> Does(Sweep, message="f")
