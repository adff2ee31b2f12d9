"""Consent, step A: what this is and is not, the channel's promise, one question of understanding, then yes or no.

With the yes a case begins: from here on things may be kept. What happens if the person does not come back is asked at
once, because an unfinished account follows that wish.
"""

from __future__ import annotations

from typing import Literal

from bot.conversation import ledger, questions
from bot.conversation.context import Action
from bot.conversation.screen import Line, Piece
from bot.conversation.turn import Face, Option, Room, Turn, option
from bot.interview import begin
from storage.ids import id_from

_BACK = option("button-back", "back")
_URGENT = option("button-urgent", "danger")
_GO_ON = option("button-go-on", "next", role="go")
_ORDER = ("about", "details", "promise", "check", "ask", "silence")

_OPTIONS: dict[str, tuple[Option, ...]] = {
    "about": (_GO_ON, option("button-leave", "leave"), _URGENT, _BACK),
    "details": (_GO_ON, option("button-leave", "leave"), _BACK),
    "promise": (_GO_ON, option("button-leave", "leave"), _BACK),
    "check": (
        option("button-check-must", "wrong", role="choice"),
        option("button-check-may", "next", role="choice"),
        option("button-check-paid", "wrong", role="choice"),
        _BACK,
    ),
    "ask": (
        option("button-yes", "yes", role="choice"),
        option("button-no", "no", role="choice"),
        _BACK,
    ),
    "silence": (
        option("button-silence-keep", "silence", "keep", role="choice"),
        option("button-silence-destroy", "silence", "destroy", role="choice"),
        option("button-skip", "silence", "destroy"),
        option("button-help", "help"),
        option("button-pause", "pause"),
        option("button-stop", "stop", role="danger"),
    ),
}

_PIECES: dict[str, tuple[str, ...]] = {
    "about": ("consent-about", "consent-not"),
    "details": ("consent-why", "consent-who", "consent-risk", "consent-withdraw"),
    "check": ("consent-check",),
    "ask": ("consent-store",),
}


def _face(turn: Turn) -> Face:
    stage = turn.state.stage
    pieces: tuple[Piece, ...]
    if stage == "promise":
        pieces = (Line(f"consent-promise-{turn.context.channel}"), Line("consent-promise-holders"))
    elif stage == "silence":
        pieces = (Line("consent-silence", {"days": turn.context.policy.conversation.draft_days}),)
    else:
        pieces = tuple(Line(name) for name in _PIECES[stage])
    return Face(pieces, _OPTIONS[stage])


def _act(turn: Turn, action: Action) -> None:
    stage = turn.state.stage
    match action.verb:
        case "next":
            turn.go("consent", _ORDER[_ORDER.index(stage) + 1])
        case "back" if stage == "about":
            turn.go("safety", "words")
        case "back":
            turn.go("consent", _ORDER[_ORDER.index(stage) - 1])
        case "wrong":
            turn.say(Line("consent-check-wrong"))
        case "leave":
            turn.leave("later")
        case "no":
            turn.leave("ended")
        case "yes":
            _open(turn)
        case _:
            _wish(turn, "keep" if action.noun == "keep" else "destroy")


def _open(turn: Turn) -> None:
    """Begin a case: the person has said that things may be kept."""
    entropy = turn.context.entropy
    turn.change(
        case=id_from(entropy[:16]),
        form=turn.context.program.plan.version,
        answers=begin(turn.context.program, now=turn.context.now, entropy=entropy[32:]),
    )
    ledger.enter(turn, "store", "yes")
    turn.go("consent", "silence")


def _wish(turn: Turn, silence: Literal["keep", "destroy"]) -> None:
    turn.change(silence=silence)
    questions.start(turn)


ROOM = Room(face=_face, act=_act)
