"""What stands in front of a room for a moment: help, help in danger, "a person has been called", "really erase?".

An aside changes nothing behind it. Its way on leads back to the very same screen.
"""

from __future__ import annotations

from bot.conversation import journey
from bot.conversation.context import Action
from bot.conversation.effects import Record
from bot.conversation.screen import Line, Piece, Words
from bot.conversation.turn import Face, Turn, option

_CLOSE = option("button-close", "close", role="go")
_COVER = option("button-cover", "cover")
_DANGER = option("button-urgent", "danger")
_OPTIONS = {
    "help": (_CLOSE, _DANGER, _COVER),
    "danger": (_CLOSE, _COVER),
    "urgent": (option("button-go-on", "close", role="go"), _COVER),
    "erase": (option("button-keep", "close", role="go"), option("button-erase", "erase", role="danger")),
}


def face(turn: Turn) -> Face:
    """Return how the present aside looks."""
    name = turn.state.aside
    return Face(_pieces(turn, name), _OPTIONS[name])


def _pieces(turn: Turn, name: str) -> tuple[Piece, ...]:
    match name:
        case "help":
            return _help(turn)
        case "danger":
            return Line("danger-now"), Line("danger-body"), Line("danger-heart"), Line("danger-limits")
        case "urgent":
            return Line("urgent-told"), Line("danger-now"), Line("danger-heart")
        case _:
            return (
                Line("erase-sent" if turn.state.submitted else "erase-draft" if turn.state.case else "erase-nothing"),
            )


def _help(turn: Turn) -> tuple[Piece, ...]:
    """Say why this is asked where a question is on show, then what can always be done."""
    pieces: list[Piece] = []
    if turn.state.room == "questions":
        question = journey.current(turn)
        pieces.append(Line("help-why"))
        pieces.append(Words(question.guidance) if question.guidance else Line("help-why-general"))
    pieces.append(Line("help-always"))
    if turn.state.stop_word:
        pieces.append(Line("help-stop-word"))
    return tuple(pieces)


def act(turn: Turn, action: Action) -> None:
    """Take a press on an aside's button."""
    match action.verb:
        case "danger":
            turn.aside("danger")
        case "cover":
            turn.change(aside="", locked=True)
        case "erase":
            erase(turn)
        case _:
            turn.aside("")


def erase(turn: Turn) -> None:
    """Erase everything, as the person has confirmed, and say goodbye neutrally."""
    if turn.state.case:
        turn.do(Record(kind="consent-withdrawn", case=turn.state.case, detail={"scope": "store"}))
    turn.forget("ended")
