from __future__ import annotations

from dataclasses import replace

from bot.conversation import answers, journey
from bot.conversation.effects import Adopt, Drop, Keep, Sweep
from bot.conversation.events import (
    ChoicePicked,
    CommandGiven,
    FileReceived,
    FileRefused,
    SealedFile,
    Started,
    Unsupported,
)
from bot.conversation.machine import expects
from bot.conversation.screen import Line
from bot.conversation.turn import Turn
from bot.interview import SEALED, Program
from config.questionnaire.plan import Call, Itemset, Node
from tests.bot.conversation.forms import AGES, YES_NO, node, program, sealed, select, several, upload, words
from tests.bot.conversation.ways import PHOTO, does, to_questions, to_story, to_trees
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Nothing, Press, Shows, Waits, Writes


def test_every_question_can_be_skipped_left_paused_and_stopped(questions: Dialogue) -> None:
    always = ("button-back", "button-pause", "button-stop", "question-progress")
    questions >> Shows("These questions are about a garden.", "button-go-on", "button-help", *always)
    while questions.state.room == "questions":
        questions << Press("button-go-on" if "button-go-on" in questions.seen() else "button-skip")
        if questions.state.room == "questions":
            questions >> Shows(*always)
    questions >> Shows("consent-contact")
    assert questions.state.answers.get("/visit/age", "") == ""


def test_back_goes_back_to_the_very_beginning(questions: Dialogue) -> None:
    questions << Press("button-go-on") << Press("button-back") >> Shows("These questions are about a garden.")
    questions << Press("button-back") >> Shows("consent-silence")
    questions << Press("button-silence-destroy") >> Shows("These questions are about a garden.")


def test_help_says_why_it_is_asked(questions: Dialogue) -> None:
    questions << Press("button-help") >> Shows("help-why", "help-why-general", "help-always") >> Hides("help-stop-word")
    questions << Press("button-close") << Press("button-go-on") << Press("button-why")
    questions >> Shows("help-why", "So that help comes first.")
    questions << Press("button-close") >> Shows("What do you need today?", "You can choose more than one.")


# --- choices ----------------------------------------------------------------------------------------------


def test_several_choices_are_toggled_and_then_done(questions: Dialogue) -> None:
    questions << Press("button-go-on") << Press("A doctor") << Press("None of these") << Press("A doctor")
    assert [button.marked for button in questions.screen.buttons][:3] == [False, False, True]
    questions << Press("button-done") >> Shows("How old are you?")
    assert questions.state.answers["/visit/needs"] == "none"


def test_a_refused_constraint_shows_the_authors_words_and_keeps_what_was_toggled(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("A doctor"), Press("None of these"))
    questions << Press("button-done") >> Shows("None stands alone.", "What do you need today?")
    assert [button.marked for button in questions.screen.buttons][:3] == [False, True, True]
    questions << Press("None of these") >> Hides("None stands alone.")


def test_quick_taps_on_several_choices_all_count(questions: Dialogue) -> None:
    """The bubble is edited after each tap; a person taps faster than that."""
    questions << Press("button-go-on")
    number = questions.state.number
    for index in (0, 1, 1):
        questions << ChoicePicked(screen=number, index=index)
    assert questions.state.picks == ("danger", "doctor")
    questions >> Nothing()


def test_an_answered_question_shows_its_answer_and_can_be_taken_back(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("None of these"), Press("button-done"), Press("button-back"))
    assert [button.marked for button in questions.screen.buttons][:3] == [False, False, True]
    questions << Press("button-remove") >> Shows("How old are you?")
    questions << Press("18 or older") << Press("button-back") >> Shows("button-next", "button-remove")
    questions << Press("button-next") >> Shows("Were you the gardener?")
    assert questions.state.answers["/visit/needs"] == ""


def test_what_is_typed_is_matched_to_a_choice(questions: Dialogue) -> None:
    does(questions, Press("button-go-on"), Press("button-skip"))
    questions << Writes("eighteen") >> Shows("notice-no-such-choice", "How old are you?")
    questions << Writes("3") >> Shows("notice-no-such-choice")
    questions << Writes("18") >> Shows("Were you the gardener?") >> Does(Sweep)
    questions << Press("button-back") << Writes("\uff11") >> Shows("How many trees?")
    questions << Press("button-back") << Writes("18 OR older.") >> Shows("Were you the gardener?")


def test_several_typed_choices_are_only_marked(questions: Dialogue) -> None:
    questions << Press("button-go-on") << Writes("1, a doctor,") >> Shows("What do you need today?")
    assert questions.state.picks == ("danger", "doctor")
    questions << Writes("2") >> Shows("What do you need today?")
    assert questions.state.picks == ("danger", "doctor")
    questions << Writes("1, whatever") >> Shows("notice-no-such-choice")
    questions << Writes(", ,") >> Shows("notice-no-such-choice")


def test_a_number_that_fits_two_choices_fits_none() -> None:
    talk = to_questions(Dialogue(program(select("/visit/days", "Days?", "days"), days={"a": "2 days", "b": "1 day"})))
    talk << Writes("2") >> Shows("notice-no-such-choice")
    talk << Writes("2 days") >> Shows("consent-contact")


def test_a_long_list_is_paged(program_of_colours: Dialogue) -> None:
    talk = program_of_colours
    talk >> Shows("Colour 1", "Colour 8", "button-more") >> Hides("Colour 9", "button-less")
    (
        talk
        << Press("Colour 2")
        << Press("button-more")
        >> Shows("Colour 9", "button-less")
        >> Hides("button-more", "Colour 8")
    )
    talk << Press("Colour 12") << Press("button-less") >> Shows("Colour 1")
    assert talk.screen.buttons[1].marked
    talk << Writes("11") << Press("button-done")
    assert talk.state.answers["/visit/colours"] == "c2 c11 c12"


def test_a_sealed_choice_is_sealed_as_names() -> None:
    talk = to_questions(
        Dialogue(
            program(several("/visit/who", "Who?", "yes_no", keep="seal"), node("/visit/end", "End?"), yes_no=YES_NO)
        )
    )
    talk << Press("Yes indeed") << Press("button-done") >> Does(Keep, text="yes", revision=0) >> Shows("End?")
    talk << Press("button-back") >> Shows("button-remove")
    assert not any(button.marked for button in talk.screen.buttons)
    talk << Press("button-done") >> DoesNot(Keep, Drop) >> Shows("End?")
    talk << Press("button-back") << Press("Not at all") << Press("button-done") >> Does(Keep, text="no", revision=1)
    talk >> Does(Drop)


# --- text -------------------------------------------------------------------------------------------------


def test_text_is_sealed_swept_and_never_in_the_state(talk: Dialogue) -> None:
    to_story(talk) >> Shows("What grew there?", "question-how-text")
    assert talk.screen.awaits == "text"
    (
        talk
        << Writes("Roses\x00 and \u202e lilies.")
        >> Does(Keep, case=talk.state.case, compartment="testimony", revision=0, text="Roses\x00 and \u202e lilies.")
    )
    talk >> Does(Sweep, after=0) >> Shows("A photo of it?")
    assert talk.state.answers["/visit/story"] == SEALED
    assert "Roses" not in repr(talk.state)


def test_a_sealed_answer_is_never_shown_again_but_can_be_replaced(talk: Dialogue) -> None:
    to_trees(talk)
    does(talk, Press("button-back"), Press("button-back")) >> Shows("What grew there?", "question-kept", "button-next")
    old = talk.state.parts["/visit/story"].part
    talk << Writes("Lilies.") >> Does(Keep, revision=1, text="Lilies.") >> Does(Drop, parts=(old,))
    talk << Press("button-back") << Press("button-remove") >> Shows("A photo of it?")
    assert "/visit/story" not in talk.state.parts
    assert set(talk.books.kept) - set(talk.books.dropped) == {"photo"}


def test_too_long_a_text_stays_for_a_while_to_be_copied(talk: Dialogue) -> None:
    to_story(talk) << Writes("a" * 4001) >> Shows("notice-too-long", "What grew there?") >> DoesNot(Keep)
    talk >> Does(Sweep, after=talk.policy.limits.sweep_seconds)
    talk << Writes("a" * 4000) >> Does(Keep)


def test_a_lone_surrogate_and_nothing_but_space_get_a_sentence(talk: Dialogue) -> None:
    to_story(talk) << Writes("half \ud83d of it") >> Shows("notice-unreadable", "What grew there?") >> DoesNot(Keep)
    talk << Writes(" \n ") >> Shows("notice-buttons") >> DoesNot(Keep)


def test_a_number_is_checked_by_the_form(talk: Dialogue) -> None:
    to_trees(talk) << Writes("many") >> Shows("refused-integer", "How many trees?", "question-how-number")
    talk << Writes("100") >> Shows("Fewer than a hundred, please.")
    talk << Writes("12") >> Shows("How can we reach you?")
    talk << Press("button-back") >> Shows("question-now")
    talk << Press("button-next") << Writes("By bicycle.") >> Does(Keep, compartment="contact")


def test_text_is_no_answer_to_a_note_or_for_a_file(talk: Dialogue) -> None:
    to_questions(talk) << Writes("hello") >> Shows("notice-buttons")
    other = Dialogue(talk.program)
    to_story(other) << Writes("x") << Writes("no photo") >> Shows("notice-send-file")


def test_a_sticker_gets_a_kind_sentence(talk: Dialogue) -> None:
    (
        to_story(talk)
        << Unsupported(message="s")
        >> Shows("notice-unsupported", "What grew there?")
        >> Does(Sweep, message="s")
    )


# --- files ------------------------------------------------------------------------------------------------


def test_a_photo_is_adopted(talk: Dialogue) -> None:
    to_story(talk) << Writes("x")
    expected = expects(talk.context(), talk.state)
    assert expected.file == {"image", "document"}
    assert (expected.path, expected.compartment, expected.case) == ("/visit/photo", "testimony", talk.state.case)
    talk << FileReceived(file=PHOTO, message="p") >> Does(Adopt, file=PHOTO) >> Does(Sweep, message="p")
    assert talk.state.parts["/visit/photo"].sha256 == PHOTO.sha256
    talk << Press("button-back") >> Shows("question-kept")
    second = SealedFile(part="second", kind="document", compartment="testimony", size=1, sha256="cd" * 32)
    talk << FileReceived(file=second) >> Does(Adopt, file=second) >> Does(Drop, parts=("photo",))
    assert talk.state.parts["/visit/photo"].revision == 1


def test_a_file_that_came_too_late_is_not_adopted(talk: Dialogue) -> None:
    to_trees(talk) << FileReceived(file=PHOTO) >> DoesNot(Adopt) >> Shows("notice-file-not-wanted", "How many trees?")
    talk << Press("button-back")
    wrong = SealedFile(part="x", kind="image", compartment="triage", size=1, sha256="")
    talk << FileReceived(file=wrong) >> DoesNot(Adopt) >> Shows("notice-file-not-wanted")
    song = SealedFile(part="x", kind="audio", compartment="testimony", size=1, sha256="")
    talk << FileReceived(file=song) >> DoesNot(Adopt) >> Shows("notice-file-not-wanted")
    talk << CommandGiven(name="pause") << FileReceived(file=PHOTO) >> DoesNot(Adopt)


def test_refused_files_say_why(talk: Dialogue) -> None:
    to_story(talk) << Writes("x") << FileRefused(reason="too-large", message="f") >> Shows("notice-file-too-large")
    assert talk.screen.pieces[0].args == {"most": 20}  # type: ignore[union-attr]
    talk << FileRefused(reason="empty") >> Shows("notice-file-empty", "A photo of it?")
    talk << FileRefused(reason="unreadable") >> Shows("notice-file-unreadable")


# --- the rarer kinds ---------------------------------------------------------------------------------------


def test_each_kind_of_question_says_how_to_answer() -> None:
    kinds = {
        "decimal": "question-how-decimal",
        "date": "question-how-date",
        "time": "question-how-time",
        "dateTime": "question-how-moment",
        "string": "question-how-text",
    }
    media = {"audio/*": "audio", "video/*": "video", "*/*": "file"}
    nodes = [node(f"/visit/{kind}", kind, type=kind) for kind in kinds]
    nodes += [upload(f"/visit/{name}", name, kind) for kind, name in media.items()]
    talk = to_questions(Dialogue(program(*nodes)))
    for how in kinds.values():
        talk >> Shows(how)
        talk << Press("button-skip")
    for name in media.values():
        talk >> Shows(f"question-how-{name}")
        talk << Press("button-skip")
    talk >> Shows("consent-contact")


def test_something_to_agree_to_has_a_button() -> None:
    talk = to_questions(
        Dialogue(program(node("/visit/rules", "Mind the bees.", control="trigger"), node("/visit/end", "End?")))
    )
    talk << Writes("yes") >> Shows("notice-no-such-choice")
    talk << Press("button-ok") >> Shows("End?")
    assert talk.state.answers["/visit/rules"] == "OK"
    talk << Press("button-back") >> Shows("button-ok", "button-next", "button-remove")


def test_a_ranking_shows_the_order_of_the_taps() -> None:
    order = several("/visit/order", "In which order?", "ages", type="rank", control="rank")
    talk = to_questions(Dialogue(program(order, ages=AGES)))
    talk << Press("18 or older") << Press("Under 18") >> Shows("question-how-rank", "1. 18 or older\n2. Under 18")
    assert [button.place for button in talk.screen.buttons[:2]] == [2, 1]
    talk << Press("button-undo") >> Shows("1. 18 or older")
    talk << Press("button-undo") >> Hides("button-undo")
    talk << Press("button-done") >> Shows("consent-contact")
    talk << Press("button-back") << Press("18 or older") << Press("button-done")
    assert talk.state.answers["/visit/order"] == "adult child", "what is left over comes last"


def test_a_required_question_can_still_be_skipped_and_taken_back(requiring: Dialogue) -> None:
    requiring >> Shows("question-wanted")
    requiring << Press("button-done") >> Shows("Please, do.")
    requiring << Press("button-skip") >> Shows("End?")
    does(requiring, Press("button-back"), Press("Yes indeed"), Press("button-done"), Press("button-back"))
    requiring << Press("button-remove") >> Shows("End?")
    assert requiring.state.answers["/visit/must"] == ""


def test_a_form_without_questions_leads_straight_on() -> None:
    talk = to_questions(Dialogue(program()))
    talk >> Shows("consent-contact")
    talk << Press("button-back") >> Shows("consent-silence")


def test_a_form_that_changed_under_a_draft_begins_again_with_the_answers_kept(talk: Dialogue) -> None:
    to_story(talk)
    talk.program = program(node("/visit/trees", "How many trees?", type="int"), sealed("/visit/new", "What is new?"))
    talk << Writes("7") >> Shows("What is new?")
    assert talk.state.answers["/visit/age"] == "adult"


# --- old and double taps -------------------------------------------------------------------------------------


def test_a_tap_on_an_old_screen_says_so(questions: Dialogue) -> None:
    old = questions.state.number
    does(questions, Press("button-go-on"), Press("button-skip"))
    questions << ChoicePicked(screen=old, index=1) >> Shows("notice-old-button", "How old are you?")
    questions << ChoicePicked(screen=questions.state.number - 1, index=1) >> Shows("Were you the gardener?")


def test_a_double_tap_counts_once_and_says_nothing(questions: Dialogue) -> None:
    press = ChoicePicked(screen=questions.state.number, index=0)
    questions << press >> Shows("What do you need today?")
    questions << press >> Nothing()


def test_an_index_that_is_not_there_is_harmless(questions: Dialogue) -> None:
    for index in (99, -1):
        questions << ChoicePicked(screen=questions.state.number, index=index)
        questions >> Shows("notice-old-button", "These questions are about a garden.")


def test_nothing_is_expected_behind_a_cover_or_an_aside(talk: Dialogue) -> None:
    to_story(talk)
    assert expects(talk.context(), talk.state).text
    talk << Press("button-help") << Writes("x") >> Shows("notice-buttons", "help-always") >> DoesNot(Keep)
    assert not expects(talk.context(), talk.state).text
    talk << Press("button-cover") << Waits(1)
    assert not expects(talk.context(), talk.state).text


# --- groups and repeats ----------------------------------------------------------------------------------------


def trees() -> Program:
    """Return a form that asks about one tree after another."""
    kind = sealed("/visit/beds/tree/kind", "What kind?")
    age = node("/visit/beds/tree/age", "How old?", type="int")
    repeat = Node(
        path="/visit/beds/tree", kind="repeat", label=words("Trees"), compartment="triage", children=(kind, age)
    )
    group = Node(path="/visit/beds", kind="group", label=words("In the beds"), compartment="triage", children=(repeat,))
    return program(group, node("/visit/end", "End?"))


def test_a_group_has_its_heading_and_a_repeat_asks_for_another() -> None:
    talk = to_questions(Dialogue(trees()))
    talk >> Shows("In the beds", "Trees 1", "What kind?")
    talk << Writes("An oak.") >> Shows("Trees 1", "How old?") >> Hides("In the beds")
    talk << Writes("90") >> Shows("Trees 2", "repeat-another", "button-repeat-more", "button-repeat-fewer")
    talk << Press("button-repeat-fewer") >> Shows("End?")
    talk << Press("button-back") >> Shows("Trees 1", "repeat-first", "button-yes") >> Hides("button-repeat-more")
    does(talk, Press("button-yes"), Press("button-next"), Press("button-next"))
    does(talk, Press("button-repeat-more"), Writes("An elm."), Writes("7"), Press("button-repeat-fewer"))
    while "End?" not in talk.seen():
        talk << Press("button-repeat-enough")
    does(talk, Writes("end"), Press("button-later-all"), Press("button-send"))
    (opened,) = talk.books.opened
    assert [part["path"] for part in opened.manifests["testimony"]["parts"]] == ["/visit/beds/tree[1]/kind"]  # type: ignore[attr-defined]
    assert talk.books.dropped == talk.books.kept[1:]


def test_a_list_whose_filter_leaves_nothing_can_only_be_skipped() -> None:
    none = Itemset(choices="yes_no", filter=Call("false", ()))
    talk = to_questions(Dialogue(program(select("/visit/which", "Which?", "yes_no", itemset=none), yes_no=YES_NO)))
    assert talk.screen.awaits == "choice"
    talk >> Shows("refused-readonly")
    talk << Writes("yes") >> Shows("notice-buttons", "Which?")
    talk << Press("button-skip") >> Shows("consent-contact")


def test_what_the_interview_refuses_to_seal_is_not_sealed(talk: Dialogue) -> None:
    """A question says that it is sealed and the interview says that it is not: then nothing is kept."""
    to_trees(talk)
    turn = Turn(talk.context(), talk.state)
    answers._seal(turn, replace(journey.current(turn), sealed=True), "many")
    assert turn.effects == []
    assert turn.state.notice == Line("refused-sealed")


def test_a_room_tells_whether_it_waits_for_text(talk: Dialogue) -> None:
    does(talk, Started())
    assert not expects(talk.context(), talk.state).text
    does(talk, Press("own-name/en"), Press("button-words-have"))
    assert expects(talk.context(), talk.state).text
