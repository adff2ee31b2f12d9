"""What holds whatever happens: any order of events, any edits, a restart after each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.conversation.effects import Adopt, Drop, End, Erase, Escalate, Keep, OpenCase, Record, Show
from bot.conversation.events import (
    ChoicePicked,
    CommandGiven,
    Event,
    FileReceived,
    FileRefused,
    MovedAway,
    PlaceShared,
    SealedFile,
    Started,
    TextReceived,
    TimedOut,
    Unsupported,
    WordsGiven,
)
from bot.conversation.machine import due, encode, expects, fresh, view
from bot.interview import Program
from tests.bot.conversation.forms import menagerie
from tests.bot.conversation.ways import WORDS, Act, does, to_questions, to_review, to_story
from tests.support.dialogue import Dialogue, Press, Waits, Writes

KEEPING = (Keep, Adopt, Record, OpenCase, Escalate, Erase, Drop)
"""Effects that leave something behind; none may come before consent."""

texts = st.one_of(
    st.sampled_from(["red door", "green door", "1", "2", "9", "Under 18", "yes", " ", "", "x" * 4001, "\ud800", "\0"]),
    st.text(st.characters(), max_size=30),
)
files = st.builds(
    SealedFile,
    part=st.text("abcdef", min_size=1, max_size=3),
    kind=st.sampled_from(["image", "audio", "video", "document"]),
    compartment=st.sampled_from(["triage", "testimony"]),
    size=st.just(1),
    sha256=st.just("ab" * 32),
)
messages = st.sampled_from([None, "m"])


def events(program: Program) -> st.SearchStrategy[Event]:
    """Return anything that can happen, except presses that fit: those a `Step` makes."""
    return st.one_of(
        st.builds(Started, message=messages),
        st.builds(CommandGiven, name=st.sampled_from(["help", "pause", "stop"]), message=messages),
        st.builds(TextReceived, text=texts, message=messages),
        st.builds(ChoicePicked, screen=st.integers(-1, 60), index=st.integers(-1, 12)),
        st.builds(FileReceived, file=files, caption=texts, message=messages),
        st.builds(
            FileRefused, reason=st.sampled_from(["too-large", "not-wanted", "unreadable", "empty"]), caption=texts
        ),
        st.builds(PlaceShared, latitude=st.floats(), longitude=st.floats(), accuracy=st.floats(), message=messages),
        st.builds(Unsupported, message=messages),
        st.builds(WordsGiven, recalled=st.sampled_from([None, encode(fresh()), RECALLED(program)]), own=st.booleans()),
        st.just(WORDS),
        st.just(MovedAway()),
        st.just(TimedOut()),
    )


def RECALLED(program: Program) -> bytes:  # noqa: N802 -- reads as the constant that it is per program
    """Return the state of another chat in the middle of its questions."""
    return encode(to_story(Dialogue(program, seed="other")).state)


MENAGERIE = menagerie()
NEXT = Program(replace(MENAGERIE.plan, version="b" * 64, nodes=MENAGERIE.plan.nodes[3:]))
"""The same form, changed: it begins with another question."""


class Fitting(int):
    """A press on the n-th button of whatever is on show, counted round."""


def fitting() -> st.SearchStrategy[Fitting]:
    """Return presses that fit: most of what people do."""
    return st.integers(0, 11).map(Fitting)


def do(talk: Dialogue, act: Fitting | Act) -> None:
    """Do one thing."""
    if isinstance(act, Fitting):
        buttons = len(talk.view().screen.buttons)
        talk << ChoicePicked(screen=talk.state.number, index=int(act) % max(1, buttons))
    else:
        talk << act


def acts(program: Program) -> st.SearchStrategy[list[Fitting | Act]]:
    """Return what a person, time and the engine do, mostly fitting presses."""
    waits = st.sampled_from([1, 11, 61, 60 * 24 * 8]).map(Waits)
    return st.lists(st.one_of(fitting(), fitting(), fitting(), events(program), waits), max_size=40)


def begin(program: Program, where: str) -> Dialogue:
    """Return a dialogue somewhere."""
    talk = Dialogue(program)
    ways: dict[str, Any] = {
        "nowhere": lambda: talk,
        "questions": lambda: to_questions(talk, stop="red door", code="green door"),
        "review": lambda: to_review(talk),
    }
    ways[where]()
    return talk


@pytest.mark.parametrize("where", ["nowhere", "questions", "review"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_can_happen_breaks_a_law(program: Program, where: str, data: st.DataObject) -> None:
    talk = begin(program, where)
    for act in data.draw(acts(program)):
        before = talk.state
        do(talk, act)
        _holds(talk, before.number, before.case)
        if talk.books.ended or isinstance(act, MovedAway):
            break  # what is kept is destroyed, or another chat's now
    else:
        _books_balance(talk)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_rare_question_and_no_new_version_of_the_form_breaks_a_law(program: Program, data: st.DataObject) -> None:
    talk = Dialogue(MENAGERIE)
    to_questions(talk, stop="red door", code="green door")
    versions = [MENAGERIE, NEXT, program]
    for act in data.draw(acts(program)):
        talk.program = data.draw(st.sampled_from([talk.program, talk.program, talk.program, *versions]))
        before = talk.state
        do(talk, act)
        _holds(talk, before.number, before.case)
        if talk.books.ended or isinstance(act, MovedAway):
            break
    else:
        _books_balance(talk)


def _holds(talk: Dialogue, number: int, case: str) -> None:
    """Check what must hold after every single step."""
    shown = [effect for effect in talk.effects if isinstance(effect, Show)]
    assert len(shown) <= 1
    assert talk.state.number > number if shown else talk.state.number == number
    if not case and not talk.state.case:
        assert not [effect for effect in talk.effects if isinstance(effect, KEEPING)]
    screen = view(talk.context(), talk.state)
    assert len(screen.actions) == len(screen.screen.buttons)
    if shown and not talk.books.ended:
        assert shown[0].screen.buttons == screen.screen.buttons
    if talk.state.locked:
        assert all(label.startswith(("cover-", "button-cover-ok")) for label in talk.seen())
    ended = any(isinstance(effect, End) for effect in talk.effects)
    assert not ended or talk.state.case == ""
    due(talk.context(), talk.state)
    expects(talk.context(), talk.state)


def _books_balance(talk: Dialogue) -> None:
    """Check that whatever was sealed is in a manifest, dropped, or still in the draft."""
    named = {
        part["part"]
        for opened in talk.books.opened
        for manifest in opened.manifests.values()
        for part in manifest["parts"]  # type: ignore[attr-defined]
    }
    drafted = {part.part for part in (*talk.state.parts.values(), *talk.state.captions.values())}
    assert set(talk.books.kept) - named - drafted - set(talk.books.dropped) == set()
    assert not named & set(talk.books.dropped)


EDITS: dict[str, list[Act]] = {
    "needs": [Press("1"), Press("A doctor"), Press("button-done")],
    "trees": [Press("6"), Writes("12")],
    "story": [Press("4"), Writes("Tulips.")],
    "gardener": [Press("3"), Press("Not at all")],
}


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(sorted(EDITS)))
def test_any_order_of_edits_gives_the_same_manifest(program: Program, order: list[str]) -> None:
    def sent(names: list[str]) -> object:
        talk = to_review(Dialogue(program))
        for name in names:
            does(talk, *EDITS[name])
            if talk.state.aside:
                does(talk, Press("button-go-on"))
        does(talk, Press("button-send"))
        manifests = talk.books.opened[0].manifests
        for manifest in manifests.values():
            for part in manifest["parts"]:  # type: ignore[attr-defined]
                part["part"] = ""
        return manifests

    assert sent(list(order)) == sent(sorted(EDITS))


@settings(max_examples=40, deadline=None)
@given(moves=st.lists(st.booleans(), max_size=30))
def test_back_and_forth_loses_nothing(program: Program, moves: list[bool]) -> None:
    talk = to_story(Dialogue(program))
    does(talk, Writes("Roses."))
    answers, parts = talk.state.answers, talk.state.parts
    for forward in moves:
        ways = ("button-next", "button-skip", "button-go-on", "button-done") if forward else ("button-back",)
        fits = [label for label in ways if label in talk.seen()]
        if talk.state.room == "questions" and fits:
            does(talk, Press(fits[0]))
        elif not forward and talk.state.room == "consent":
            does(talk, Press("button-silence-keep"))
    kept = {path: value for path, value in talk.state.answers.items() if value}
    assert kept == {path: value for path, value in answers.items() if value}
    assert talk.state.parts == parts
