"""What stands in front of a room for a moment: help, help in danger, "a person has been called", "really erase?".

An aside changes nothing behind it. Its way on leads back to the very same screen.
"""

from __future__ import annotations

from bot.conversation import journey, welcome
from bot.conversation.context import Action
from bot.conversation.effects import Record
from bot.conversation.leaves import at, leaves
from bot.conversation.screen import Line, Piece, Words
from bot.conversation.turn import Face, Option, Turn, option

_CLOSE = option("button-close", "close", role="go")
_COVER = option("button-cover", "cover")
_DANGER = option("button-urgent", "danger")
_READ_ON = option("button-read-on", "leaf", "1")
_READ_BACK = option("button-read-back", "leaf", "-1")
_OPTIONS = {
    "help": (_CLOSE, _DANGER, _COVER),
    "danger": (_CLOSE, _COVER),
    "urgent": (option("button-go-on", "close", role="go"), _COVER),
    "erase": (option("button-keep", "close", role="go"), option("button-erase", "erase", role="danger")),
}


def face(turn: Turn) -> Face:
    """Return how the present aside looks."""
    name = turn.state.aside
    if name == "help" and not turn.state.language:  # asked before a language was chosen: said in each
        return Face(
            tuple(Line("help-always", language=code) for code in turn.context.languages), welcome.languages(turn)
        )
    return Face(_pieces(turn, name), (*_turning(turn, name), *_OPTIONS[name]))


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
        why = leaves(question.guidance)
        pieces.append(Words(at(why, turn.state.leaf)[0]) if why else Line("help-why-general"))
    pieces.append(Line("help-always"))
    if turn.state.stop_word:
        pieces.append(Line("help-stop-word"))
    return tuple(pieces)


def _turning(turn: Turn, name: str) -> tuple[Option, ...]:
    """Return the buttons that turn the leaves of a reason too long for one screen."""
    if name != "help" or turn.state.room != "questions":
        return ()
    count = len(leaves(journey.current(turn).guidance))
    _, number = at(range(count or 1), turn.state.leaf)
    return ((_READ_BACK,) if number else ()) + ((_READ_ON,) if number + 1 < count else ())


def act(turn: Turn, action: Action) -> None:
    """Take a press on an aside's button."""
    match action.verb:
        case "language":
            turn.aside("")
            welcome.choose(turn, action.noun)
        case "leaf":
            turn.change(leaf=max(0, turn.state.leaf + int(action.noun)))
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
