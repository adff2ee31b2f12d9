"""What comes besides text and presses: places, and words beside a file. What a change clears elsewhere."""

from __future__ import annotations

import math

import pytest

from bot.conversation.effects import Adopt, Drop, End, Erase, Keep, Sweep
from bot.conversation.events import CommandGiven, FileReceived, FileRefused, PlaceShared, SealedFile, Started, TimedOut
from bot.conversation.machine import expects
from bot.interview import SEALED, Program
from config.questionnaire.plan import Assignment, Call, Text
from tests.bot.conversation.forms import node, program, sealed, select, upload
from tests.bot.conversation.ways import does, to_consent, to_questions, to_story
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Press, Shows, Waits, Writes

HERE = PlaceShared(latitude=10.5, longitude=-20.25, accuracy=12.4, message="p")


def where(**fields: object) -> Dialogue:
    place = node("/visit/place", "Where is it?", type="geopoint", required=Call("true", ()), **fields)
    return to_questions(Dialogue(program(place, node("/visit/end", "End?"))))


# --- places -------------------------------------------------------------------------------------------------


def test_a_place_is_sent_or_written_and_can_always_be_skipped() -> None:
    talk = where()
    talk >> Shows("question-how-place", "button-skip") >> Hides("question-wanted")
    talk << HERE >> Shows("End?") >> Does(Sweep, message="p", after=0)
    assert talk.state.answers["/visit/place"] == "10.5 -20.25 0.0 12.4"
    talk << Press("button-back") >> Shows("question-now") << Press("button-remove") >> Shows("End?")
    assert talk.state.answers["/visit/place"] == ""
    talk << Press("button-back") << Writes("10.5, 20.5") >> Shows("End?")
    talk << Press("button-back") << Writes("by the old mill") >> Shows("refused-place")
    talk << Press("button-next") >> Shows("End?")


def test_a_place_that_is_to_be_sealed_is() -> None:
    talk = where(keep="seal", compartment="testimony")
    talk << HERE >> Does(Keep, text="10.5 -20.25 0 12.4", compartment="testimony") >> Does(Sweep)
    assert talk.state.answers["/visit/place"] == SEALED
    assert "20.25" not in repr(talk.state)


@pytest.mark.parametrize(("latitude", "longitude"), [(math.nan, 1.0), (1.0, math.inf), (90.5, 0.0), (0.0, -180.5)])
@pytest.mark.parametrize("keep", ["seal", "draft"])
def test_no_place_on_this_earth_is_refused(latitude: float, longitude: float, keep: str) -> None:
    talk = where(keep=keep)
    talk << PlaceShared(latitude=latitude, longitude=longitude) >> Shows("refused-place", "Where is it?")
    talk >> DoesNot(Keep)


def test_odd_accuracy_is_none() -> None:
    where(keep="seal") << PlaceShared(latitude=1e-9, longitude=0, accuracy=math.inf) >> Does(Keep, text="0 0 0 0")


def test_a_place_that_nobody_asked_for_is_not_kept(talk: Dialogue) -> None:
    to_story(talk) << HERE >> Shows("notice-place-not-wanted", "What grew there?") >> Does(Sweep, message="p")
    talk << Press("button-help") << HERE >> Shows("notice-place-not-wanted", "help-always")
    talk << Waits(11) << TimedOut() << HERE >> Shows("cover-delivery") >> Hides("notice-place-not-wanted")
    assert "20.25" not in repr(talk.state)
    stranger = Dialogue(talk.program)
    stranger << HERE >> Shows("own-name/en") >> Does(Sweep)
    fixed = where(readonly=Call("true", ()))
    fixed << HERE >> Shows("notice-place-not-wanted")


# --- words beside a file --------------------------------------------------------------------------------------


def received(caption: str, part: str = "photo") -> FileReceived:
    file = SealedFile(part=part, kind="image", compartment="testimony", size=9, sha256="ab" * 32)
    return FileReceived(file=file, caption=caption, message="p")


def at_photo(talk: Dialogue) -> Dialogue:
    return does(to_story(talk), Writes("Roses."))


def test_words_beside_a_photo_are_sealed_under_the_same_question(talk: Dialogue) -> None:
    at_photo(talk) << received("The mill, before.") >> Does(Adopt) >> Does(Keep, text="The mill, before.", revision=0)
    assert "mill" not in repr(talk.state)
    does(talk, Press("button-skip"), Press("button-skip"), Press("button-later-all"), Press("button-send"))
    (opened,) = talk.books.opened
    parts = opened.manifests["testimony"]["parts"]
    listed = [(part["path"], part["kind"]) for part in parts]  # type: ignore[attr-defined]
    assert listed == [("/visit/story", "text"), ("/visit/photo", "image"), ("/visit/photo", "text")]
    assert set(talk.books.kept) == {part["part"] for part in parts}  # type: ignore[attr-defined]


def test_a_new_photo_replaces_photo_and_words_and_taking_back_destroys_both(talk: Dialogue) -> None:
    at_photo(talk) << received("The mill.")
    caption = talk.state.captions["/visit/photo"].part
    talk << Press("button-back") << received("", "second") >> Does(Drop, parts=("photo", caption))
    assert talk.state.captions == {}
    talk << Press("button-back") << received("Again.", "third") >> Does(Keep, text="Again.", revision=2)
    caption = talk.state.captions["/visit/photo"].part
    talk << Press("button-back") << Press("button-remove") >> Does(Drop, parts=("third", caption))
    assert (talk.state.captions, "/visit/photo" in talk.state.parts) == ({}, False)


@pytest.mark.parametrize("caption", ["half \ud83d of it", "a" * 4001])
def test_words_that_cannot_be_kept_are_said_to_be_lost(talk: Dialogue, caption: str) -> None:
    at_photo(talk) << received(caption) >> Does(Adopt) >> DoesNot(Keep) >> Shows("notice-caption-lost")


def test_words_beside_a_file_that_is_not_wanted_are_not_silently_lost(talk: Dialogue) -> None:
    to_story(talk) << FileRefused(reason="not-wanted", caption="Roses.") >> Shows("notice-file-words-not-wanted")
    talk << FileRefused(reason="not-wanted", caption=" ") >> Shows("notice-file-not-wanted")
    talk << received("Roses.") >> Shows("notice-file-words-not-wanted") >> DoesNot(Keep, Adopt)


@pytest.mark.parametrize("event", [received("red  DOOR"), FileRefused(reason="not-wanted", caption="red door")])
def test_the_stop_word_also_stops_beside_a_photo(talk: Dialogue, event: FileReceived | FileRefused) -> None:
    to_questions(talk, stop="red door") << event >> Does(Erase) >> Does(End) >> DoesNot(Keep, Adopt)


def test_words_of_a_photo_that_lost_its_question_are_dropped_on_sending(talk: Dialogue) -> None:
    at_photo(talk) << received("The mill.")
    caption = talk.state.captions["/visit/photo"].part
    does(talk, Press("button-skip"), Press("button-skip"), Press("button-later-all"), Press("2"), Press("Under 18"))
    talk << Press("button-send") >> Does(Drop)
    assert {"photo", caption} <= set(talk.books.dropped)


# --- what a change sets elsewhere -----------------------------------------------------------------------------


def triggering() -> Program:
    """A form whose first answer clears a story and sets a number."""
    first = select(
        "/visit/first",
        "First?",
        "yes_no",
        assignments=(
            Assignment(path="/visit/story", value=Text("")),
            Assignment(path="/visit/photo", value=Text("")),
            Assignment(path="/visit/count", value=Text("3")),
            Assignment(path="/visit/reach", value=Text("by post")),
        ),
    )
    return program(
        first,
        sealed("/visit/story", "Story?"),
        upload("/visit/photo", "Photo?", "image/*"),
        node("/visit/count", "Count?", type="int"),
        sealed("/visit/reach", "Reach?", compartment="contact"),
        yes_no={"yes": "Yes indeed", "no": "Not at all"},
    )


def test_a_sealed_answer_that_an_assignment_clears_loses_its_seal() -> None:
    talk = to_questions(Dialogue(triggering()))
    does(talk, Press("button-skip"), Writes("Once."), received("With words."))
    parts = {talk.state.parts["/visit/story"].part, "photo", talk.state.captions["/visit/photo"].part}
    does(talk, Press("button-back"), Press("button-back"), Press("button-back"))
    talk << Press("Yes indeed") >> Does(Drop) >> Shows("Story?") >> Hides("question-kept")
    assert set(talk.books.dropped) == parts
    assert (talk.state.parts, talk.state.captions) == ({}, {})
    assert talk.state.answers["/visit/count"] == "3"


def test_words_of_the_form_in_a_sealed_question_are_no_secret_and_are_handed_in() -> None:
    talk = to_questions(Dialogue(triggering()))
    does(talk, Press("Yes indeed"), Press("button-skip"), Press("button-skip"), Press("button-next"))
    talk >> Shows("Reach?", "question-now") >> Hides("question-kept")
    does(talk, Press("button-next"), Press("button-later-all")) >> Shows("by post") >> Hides("review-kept")
    talk << Press("button-send")
    (opened,) = talk.books.opened
    answers = opened.manifests["contact"]["answers"]
    assert [(each["path"], each["value"]) for each in answers] == [("/visit/reach", "by post")]  # type: ignore[attr-defined]


def test_taking_back_an_answer_triggers_what_a_new_one_would() -> None:
    talk = to_questions(Dialogue(triggering()))
    does(talk, Press("Yes indeed"), Writes("Once."), Press("button-back"), Press("button-back"))
    talk << Press("button-remove") >> Does(Drop)
    assert talk.state.answers["/visit/first"] == ""


# --- whose answers ----------------------------------------------------------------------------------------------


def test_what_an_author_gave_to_nobody_goes_to_the_readers_of_accounts() -> None:
    nobody = program(
        sealed("/visit/story", "Story?", compartment=""),
        upload("/visit/photo", "Photo?", "image/*", compartment=""),
        node("/visit/count", "Count?", type="int", compartment=""),
    )
    talk = to_questions(Dialogue(nobody))
    talk << Writes("Once.") >> Does(Keep, compartment="testimony")
    assert expects(talk.context(), talk.state).compartment == "testimony"
    does(talk, received("With words."), Writes("3"), Press("button-later-all"), Press("button-send"))
    (opened,) = talk.books.opened
    testimony = opened.manifests["testimony"]
    assert len(testimony["parts"]) == 3  # type: ignore[arg-type]
    assert [each["value"] for each in testimony["answers"]] == ["3"]  # type: ignore[attr-defined]


# --- before a language is chosen ---------------------------------------------------------------------------------


def test_help_before_a_language_is_chosen_speaks_every_language(talk: Dialogue) -> None:
    does(talk, Started(), CommandGiven(name="help")) >> Shows("help-always/ko-KP", "help-always/en", "own-name/en")
    talk << Press("own-name/en") >> Shows("welcome-hello")
    assert (talk.state.language, talk.state.aside) == ("en", "")


def test_stop_before_a_language_is_chosen_ends_in_every_language(talk: Dialogue) -> None:
    does(talk, Started(), CommandGiven(name="stop")) >> Shows("cover-ended/ko-KP", "cover-ended/en") >> Does(End)


def test_a_form_of_one_language_does_not_ask_for_it() -> None:
    talk = Dialogue(program(node("/visit/q", "?")))
    talk.languages = ("en",)
    talk << Started() >> Shows("welcome-hello") >> Hides("button-language", "own-name/en")
    talk << CommandGiven(name="help") >> Shows("help-always")


def test_consent_in_a_language_that_we_do_not_speak_names_the_english_text() -> None:
    talk = Dialogue(program(node("/visit/q", "?")))
    talk.languages = ("ar",)
    talk << Started() << Press("button-begin")
    to_consent_from_gate(talk) << Press("button-yes")
    (line,) = talk.state.consents
    assert (talk.state.language, line.language, line.edition) == ("ar", "en", "e" * 64)


def to_consent_from_gate(talk: Dialogue) -> Dialogue:
    gate = ("button-alone-yes", "button-phone-mine", "button-look-no", "button-cover-delivery", "button-go-on")
    consent = ("button-go-on", "button-go-on", "button-go-on", "button-check-may")
    return does(talk, *map(Press, (*gate, *consent)))


def test_consent_in_a_language_that_we_speak_names_its_text(talk: Dialogue) -> None:
    to_consent(talk) << Press("button-yes")
    assert talk.state.consents[0].language == "en"
