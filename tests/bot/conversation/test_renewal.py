from __future__ import annotations

from msgspec.structs import replace

from bot.conversation.effects import Drop, Keep, OpenCase, Sweep
from bot.conversation.events import ChoicePicked, CommandGiven, FileReceived, Started, TimedOut, WordsGiven
from bot.conversation.machine import encode, expects
from bot.interview import Program
from config.questionnaire.plan import Node
from tests.bot.conversation.forms import AGES, YES_NO, node, program, sealed, select, upload
from tests.bot.conversation.ways import PHOTO, WORDS, does, to_questions, to_review, to_story, to_trees
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Press, Shows, Waits, Writes


def newer(*nodes: Node) -> Program:
    """Another version of the form, with these questions."""
    return Program(replace(program(*nodes, ages=AGES, yes_no=YES_NO).plan, version="a" * 64))


def same_story() -> Program:
    return newer(
        select("/visit/age", "Your age?", "ages"),
        sealed("/visit/story", "What grew there then?"),
        node("/visit/trees", "How many trees?", type="int"),
    )


def test_the_person_is_told_once_and_goes_on_where_they_were(talk: Dialogue) -> None:
    to_story(talk)
    talk.program = same_story()
    talk << Started() >> Shows("notice-form-changed", "What grew there then?")
    talk << Started() >> Hides("notice-form-changed")
    assert talk.state.answers["/visit/age"] == "adult"


def test_an_account_that_answers_a_question_still_there_is_kept(talk: Dialogue) -> None:
    to_story(talk)
    talk.program = same_story()
    talk << Writes("Roses.") >> Does(Keep, text="Roses.") >> Shows("notice-form-changed", "How many trees?")


def test_a_text_for_a_question_that_is_gone_answers_no_other(talk: Dialogue) -> None:
    to_story(talk)
    talk.program = newer(sealed("/visit/other", "Something else?"))
    assert expects(talk.context(), talk.state).file == frozenset()
    assert not expects(talk.context(), talk.state).text
    talk << Writes("Roses.") >> Shows("notice-form-changed-again", "Something else?") >> DoesNot(Keep)
    talk >> Does(Sweep, after=talk.policy.limits.sweep_seconds)
    talk << Writes("Roses.") >> Does(Keep, text="Roses.")


def test_a_file_for_a_question_that_is_gone_answers_no_other(talk: Dialogue) -> None:
    does(to_story(talk), Writes("x"))
    talk.program = newer(upload("/visit/paper", "A paper?", "image/*"))
    talk << FileReceived(file=PHOTO) >> Shows("notice-form-changed-again", "A paper?")
    assert talk.state.parts.keys() == {"/visit/story"}


def test_a_press_on_a_button_of_the_old_form_does_not_count(talk: Dialogue) -> None:
    does(to_questions(talk), Press("button-go-on"), Press("button-skip")) >> Shows("How old are you?")
    press = ChoicePicked(screen=talk.state.number, index=1)
    talk.program = newer(select("/visit/age", "Your age?", "yes_no"))
    talk << press >> Shows("notice-form-changed", "Your age?", "Not at all") >> Hides("notice-old-button")
    assert talk.state.answers.get("/visit/age", "") == ""
    talk << Press("Not at all")
    assert talk.state.answers["/visit/age"] == "no"


def test_a_double_tap_on_the_old_form_is_told_too(talk: Dialogue) -> None:
    to_questions(talk)
    press = ChoicePicked(screen=talk.state.number, index=0)
    talk << press
    talk.program = newer(select("/visit/age", "Your age?", "yes_no"))
    talk << press >> Shows("notice-form-changed", "Your age?")


def test_a_typed_choice_is_not_taken_for_one_of_the_new_form(talk: Dialogue) -> None:
    does(to_questions(talk), Press("button-go-on"), Press("button-skip"))
    talk.program = newer(select("/visit/age", "Your age?", "yes_no"))
    talk << Writes("2") >> Shows("notice-form-changed-again", "Your age?")
    assert talk.state.answers.get("/visit/age", "") == ""


def test_behind_a_cover_nothing_changes_until_it_is_opened(talk: Dialogue) -> None:
    to_story(talk) << Waits(11) << TimedOut() >> Shows("cover-delivery")
    talk.program = same_story()
    talk << Writes("x") >> Shows("cover-delivery") >> Hides("notice-form-changed")
    talk << Press("button-cover-ok") >> Shows("notice-form-changed", "What grew there then?")


def test_time_and_words_do_not_tell(talk: Dialogue) -> None:
    to_story(talk) << CommandGiven(name="pause")
    talk.program = same_story()
    talk << WORDS >> Shows("words-here") >> Hides("notice-form-changed")
    talk << Press("button-words-written") << Press("button-cover-ok") >> Shows("notice-form-changed")


def test_who_comes_back_with_words_is_told(talk: Dialogue) -> None:
    other = encode(to_story(Dialogue(talk.program, seed="other")).state)
    talk.program = same_story()
    talk << Started() << WordsGiven(recalled=other) >> Shows("notice-form-changed", "What grew there then?")
    talk << Writes("Roses.") >> Does(Keep)


def test_a_new_form_with_nothing_to_ask_leads_on(talk: Dialogue) -> None:
    to_story(talk)
    talk.program = newer()
    talk << Writes("Roses.") >> Shows("notice-form-changed-again", "consent-contact")


def test_reading_back_goes_on_with_the_new_questions(talk: Dialogue) -> None:
    to_review(talk)
    talk.program = same_story()
    talk << Press("2") >> Shows("notice-form-changed", "review-read", "1. Your age?")
    talk << Press("2") >> Shows("What grew there then?", "question-kept")


def test_what_the_new_form_does_not_ask_is_still_handed_in(talk: Dialogue) -> None:
    to_trees(talk)
    story, photo = talk.state.parts["/visit/story"].part, "photo"
    does(talk, Writes("9"), Writes("By bicycle."))
    reach = talk.state.parts["/visit/reach"].part
    talk.program = newer(sealed("/visit/reach", "How?", compartment="triage"), sealed("/visit/new", "New?"))
    talk << Press("button-later-all") >> Shows("notice-form-changed")
    does(talk, Press("button-later-all"), Press("button-send")) >> Does(OpenCase, form="a" * 64) >> DoesNot(Drop)
    (opened,) = talk.books.opened
    testimony, contact = opened.manifests["testimony"], opened.manifests["contact"]
    assert {part["part"] for part in testimony["parts"]} == {story, photo}  # type: ignore[attr-defined]
    left = {answer["path"]: answer["value"] for answer in testimony["answers"]}  # type: ignore[attr-defined]
    assert left == {"/visit/age": "adult", "/visit/gardener": "no", "/visit/trees": "9"}
    assert [part["part"] for part in contact["parts"]] == [reach], "its seal opens with the key it was made for"  # type: ignore[attr-defined]
    assert opened.manifests["triage"]["parts"] == []


def test_a_form_without_an_account_hands_leftovers_to_triage(talk: Dialogue) -> None:
    does(to_questions(talk), Press("button-go-on"), Press("button-skip"), Press("18 or older"))
    talk.program = newer(node("/visit/q", "Q?"))
    does(talk, Started(), Press("button-skip"), Press("button-later-all"), Press("button-send"))
    (opened,) = talk.books.opened
    assert [answer["path"] for answer in opened.manifests["triage"]["answers"]] == ["/visit/age"]  # type: ignore[attr-defined]


def test_a_repeat_that_became_a_group_and_one_that_stayed(talk: Dialogue) -> None:
    def bed(kind: str) -> Node:
        children = (node("/visit/bed/kind", "What kind?"),)
        return Node(path="/visit/bed", kind=kind, compartment="triage", children=children)  # type: ignore[arg-type]

    old = Dialogue(Program(program(bed("repeat"), node("/visit/end", "End?")).plan))
    does(to_questions(old), Writes("rose"), Press("button-repeat-more"), Writes("lily"))
    same = replace(old.program.plan, version="a" * 64)
    old.program = Program(same)
    old << Started() >> Shows("notice-form-changed", "repeat-another")
    changed = newer(bed("group"), node("/visit/end", "End?")).plan
    old.program = Program(replace(changed, version="b" * 64))
    does(old, Started()) >> Shows("notice-form-changed", "What kind?")
    does(old, Press("button-skip"), Press("button-skip"), Press("button-later-all"), Press("button-send"))
    (opened,) = old.books.opened
    left = {answer["path"]: answer["value"] for answer in opened.manifests["triage"]["answers"]}  # type: ignore[attr-defined]
    assert left == {"/visit/bed[1]/kind": "rose", "/visit/bed[2]/kind": "lily"}


def test_a_draft_of_before_versions_were_kept_is_taken_as_it_is(talk: Dialogue) -> None:
    to_story(talk)
    talk.state = replace(talk.state, form="")
    talk.program = same_story()
    talk << Started() >> Hides("notice-form-changed") >> Shows("What grew there then?")


def test_a_draft_that_expires_is_handed_in_with_what_the_new_form_does_not_ask(talk: Dialogue) -> None:
    does(to_story(talk), Writes("Roses."))
    part = talk.state.parts["/visit/story"].part
    talk.program = newer(node("/visit/age", "Your age?"))
    does(talk, Waits(60 * 24 * 8), TimedOut()) >> Does(OpenCase)
    (opened,) = talk.books.opened
    assert [each["part"] for each in opened.manifests["testimony"]["parts"]] == [part]  # type: ignore[attr-defined]
    assert talk.books.dropped == []
