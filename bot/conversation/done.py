"""The last room, after sending: what happens next, how to clean the phone, new words, or erase everything after all."""

from __future__ import annotations

from bot.conversation import words
from bot.conversation.context import Action
from bot.conversation.screen import Line
from bot.conversation.turn import Face, Room, Turn, option

_OPTIONS = (
    option("button-finish", "cover", role="go"),
    option("button-words-new", "words"),
    option("button-urgent", "danger"),
    option("button-stop", "stop", role="danger"),
)


def _face(turn: Turn) -> Face:
    first = "done-urgent" if "urgent" in turn.state.raised else "done-thanks"
    days = turn.context.policy.conversation.closed_days
    return Face((Line(first), Line("done-next"), Line("done-clean"), Line("done-later", {"days": days})), _OPTIONS)


def _act(turn: Turn, action: Action) -> None:
    if action.verb == "words":
        words.ask(turn, "anew")
    else:
        turn.change(locked=True)


ROOM = Room(face=_face, act=_act)
