"""The form was replaced by another version in the middle of a draft. Nothing is lost, and the person is told once.

Answers stay under their paths. A press on a button of the old form does not count, for its number may mean something
else now; a text is taken only where the question it answers is still there. What the new form no longer asks goes with
the rest when it is sent: sealed parts under their compartment, other answers to those who read the account.
"""

from __future__ import annotations

from typing import Final

from bot.conversation import answers, journey
from bot.conversation.compartments import ACCOUNT, reader
from bot.conversation.events import (
    Event,
    FileReceived,
    FileRefused,
    MovedAway,
    PlaceShared,
    TextReceived,
    TimedOut,
    WordsMade,
)
from bot.conversation.screen import Line
from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.interview import SEALED

_ASKED: Final = {"questions", "permissions", "review"}
_NOBODY: Final = (MovedAway, TimedOut, WordsMade)
"""Events in which nobody does anything."""
_ANSWERS: Final = (TextReceived, FileReceived, FileRefused, PlaceShared)


def stale(turn: Turn) -> bool:
    """Tell whether the draft was last shown with another version of the form. A draft without one is of this one."""
    state = turn.state
    return bool(state.form) and state.form != turn.context.program.plan.version and state.room in _ASKED


def before(turn: Turn, event: Event) -> bool:
    """Go on with the new form before anything is made of an event. Tells whether the form is another one.

    Behind a cover nothing changes: its button means what it meant.
    """
    if turn.state.locked or isinstance(event, _NOBODY) or not stale(turn):
        return False
    _renew(turn)
    return True


def after(turn: Turn, event: Event, *, renewed: bool) -> None:
    """Tell the person; for somebody who has just come back, go on with the new form first."""
    if turn.state.locked:
        return
    if not renewed and not isinstance(event, _NOBODY) and stale(turn):
        _renew(turn)
        turn.unasked = False
        renewed = True
    if renewed:
        again = turn.unasked and isinstance(event, _ANSWERS)
        turn.say(Line("notice-form-changed-again" if again else "notice-form-changed"))


def _renew(turn: Turn) -> None:
    """Stand at the same question, or at the first where that one is gone. Buttons of the old form are void."""
    state = turn.state
    turn.change(
        form=turn.context.program.plan.version,
        steady=state.number + 1,
        page=0,
        leaf=0,
        found=None,
        picks=None,
        todo=(),
    )
    if state.room != "questions":
        return
    if journey.is_there(turn, state.path):
        turn.unasked = answers.awaits(journey.current(turn)) == "choice"
    else:
        turn.unasked = True
        turn.change(editing=False)
        journey.arrive(turn, turn.interview.first())


# --- what the new form does not ask -------------------------------------------------------------------------


def leftovers(turn: Turn) -> dict[str, str]:
    """Return the answers in the draft that the form has no place for, by path. Sealed ones are parts, not answers."""
    return {
        path: value
        for path, value in turn.state.answers.items()
        if value not in {"", SEALED} and not _known(turn, path)
    }


def orphans(turn: Turn) -> set[str]:
    """Return the paths of sealed parts that the form has no place for."""
    state: State = turn.state
    return {path for path in (*state.parts, *state.captions) if not _known(turn, path)}


def recipient(turn: Turn) -> str:
    """Return the compartment that leftover answers go to: the account's, or triage in a form without one."""
    asked = {reader(spot.compartment) for spot in turn.context.program.spots if spot.node.kind == "question"}
    return ACCOUNT if ACCOUNT in asked else "triage"


def _known(turn: Turn, path: str) -> bool:
    """Tell whether the form has a node at a path. A repeat keeps its count at its own path, with one index less."""
    spot = turn.context.program.by_path.get(journey.bare(path))
    return spot is not None and path.count("[") in {spot.depth, spot.depth - (spot.node.kind == "repeat")}
