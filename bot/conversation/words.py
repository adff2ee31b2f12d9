"""Return words: asked for, shown once, forgotten. Asked for on the first pause, at submission, and whenever wished.

The stage says why ("pause", "sent", "anew"), with "-wait" until the words have come. The words themselves pass through
one turn and are in no state.
"""

from __future__ import annotations

from typing import Literal

from bot.conversation.context import Action
from bot.conversation.effects import BindWords, MakeWords, Record
from bot.conversation.events import WordsMade
from bot.conversation.screen import Line, Words
from bot.conversation.turn import Face, Room, Turn, option

_WAIT = "-wait"
_WAITING = (option("button-again", "again"), option("button-cover", "cover"))
_SHOWN = (
    option("button-words-written", "written", role="go"),
    option("button-words-new", "again"),
    option("button-stop", "stop", role="danger"),
)


def ask(turn: Turn, reason: Literal["pause", "sent", "anew"]) -> None:
    """Ask for words and wait for them; afterwards the person is led back to where they were."""
    state = turn.state
    turn.change(behind=state.room, behind_stage=state.stage)
    turn.go("words", reason + _WAIT)
    turn.do(MakeWords(language=state.language))


def made(turn: Turn, event: WordsMade) -> bool:
    """Show words that have come, if this chat still waits for them; bound to it only then. False: it does not."""
    state = turn.state
    if state.locked or not waiting(turn):
        return False
    turn.do(BindWords(lookup=event.lookup, recipient=event.recipient))
    turn.do(Record(kind="words-issued", case=state.case))
    turn.go("words", state.stage.removesuffix(_WAIT))
    turn.change(words=True, aside="")
    turn.once = (
        Line("words-here"),
        Words(_numbered(event.words), "strong"),
        Line("words-keep"),
        Line("words-minutes", {"minutes": turn.context.policy.conversation.words_shown_minutes}),
    )
    return True


def waiting(turn: Turn) -> bool:
    """Tell whether words have been asked for and have not come."""
    return turn.state.room == "words" and turn.state.stage.endswith(_WAIT)


def leave(turn: Turn) -> None:
    """Lead back to where the person was; after sending, to the last room."""
    if turn.state.submitted:
        turn.go("done")
    else:
        turn.go(turn.state.behind, turn.state.behind_stage)


def _numbered(words: tuple[str, ...]) -> str:
    return "\n".join(f"{number}. {word}" for number, word in enumerate(words, 1))


def _face(turn: Turn) -> Face:
    if waiting(turn):
        return Face((Line(f"words-coming-{turn.state.stage.removesuffix(_WAIT)}"),), _WAITING, "nothing")
    return Face((Line("words-once"),), _SHOWN, "choice")


def _act(turn: Turn, action: Action) -> None:
    match action.verb:
        case "again":
            turn.go("words", turn.state.stage.removesuffix(_WAIT) + _WAIT)
            turn.do(MakeWords(language=turn.state.language))
        case "written":
            rest = turn.state.stage == "pause"
            leave(turn)
            turn.change(locked=rest)
        case _:
            leave(turn)
            turn.change(locked=True)


ROOM = Room(face=_face, act=_act)
