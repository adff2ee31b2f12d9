"""Further consents, asked briefly near the end: yes, no, or ask me later. Each stands alone in the ledger.

The stage is the scope that is asked; "" on entering from the questions, "last" on coming back from the review.
"""

from __future__ import annotations

from typing import Literal

from bot.conversation import journey, ledger
from bot.conversation.context import Action
from bot.conversation.screen import Line
from bot.conversation.turn import Face, Room, Turn, option

_YOUNG = ("contact",)
"""Of a minor no account is taken: there is nothing else to agree to."""

_OPTIONS = (
    option("button-yes", "answer", "yes", role="choice"),
    option("button-no", "answer", "no", role="choice"),
    option("button-later", "answer", "later", role="choice"),
    option("button-later-all", "rest"),
    option("button-back", "back"),
    option("button-help", "help"),
    option("button-pause", "pause"),
    option("button-stop", "stop", role="danger"),
)


def _scopes(turn: Turn) -> tuple[str, ...]:
    return _YOUNG if "minor" in turn.interview.signals() else ledger.SCOPES


def _position(turn: Turn) -> int:
    """Return which scope is asked: the first on entering, the last on coming back from the review."""
    scopes = _scopes(turn)
    stage = turn.state.stage
    if stage in scopes:
        return scopes.index(stage)
    return len(scopes) - 1 if stage else 0


def _face(turn: Turn) -> Face:
    return Face((Line("consent-further"), Line(f"consent-{_scopes(turn)[_position(turn)]}")), _OPTIONS)


def _act(turn: Turn, action: Action) -> None:
    match action.verb:
        case "answer":
            ledger.enter(turn, _scopes(turn)[_position(turn)], _answer(action.noun))
            _move(turn, 1)
        case "rest":
            for scope in _scopes(turn):
                if not ledger.given(turn, scope):
                    ledger.enter(turn, scope, "later")
            turn.go("review")
        case _:
            _move(turn, -1)


def _answer(noun: str) -> Literal["yes", "no", "later"]:
    return "yes" if noun == "yes" else "no" if noun == "no" else "later"


def _move(turn: Turn, steps: int) -> None:
    scopes = _scopes(turn)
    position = _position(turn) + steps
    if position < 0:
        journey.to_last(turn)
    elif position < len(scopes):
        turn.go("permissions", scopes[position])
    else:
        turn.go("review")


ROOM = Room(face=_face, act=_act)
