"""The first room: which language, a greeting, and the door for those who come back with return words."""

from __future__ import annotations

from bot.conversation.context import Action
from bot.conversation.screen import Button, Line
from bot.conversation.turn import Face, Option, Room, Turn, option

_HELLO = (
    option("button-begin", "begin", role="go"),
    option("button-words-have", "words"),
    option("button-urgent", "danger"),
    option("button-language", "languages"),
)


def _face(turn: Turn) -> Face:
    if turn.state.stage == "hello":
        return Face((Line("welcome-hello"), Line("welcome-time"), Line("welcome-free")), _HELLO)
    codes = turn.context.languages
    says = "welcome-choose" if turn.state.notice is None else "welcome-choose-again"
    return Face(
        tuple(Line(says, language=code) for code in codes),
        tuple(Option(Button(Line("own-name", language=code), "move"), Action("language", code)) for code in codes),
    )


def _act(turn: Turn, action: Action) -> None:
    match action.verb:
        case "language":
            turn.change(language=action.noun)
            turn.go("welcome", "hello")
        case "words":
            turn.go("resume")
        case "languages":
            turn.go("welcome")
        case _:
            turn.go("safety", "alone")


def _read(turn: Turn, text: str) -> None:
    """Take a language's code where one is asked for: some people type it."""
    typed = text.strip().casefold()
    code = next((code for code in turn.context.languages if code.casefold() == typed), None)
    if turn.state.stage == "" and code is not None:
        _act(turn, Action("language", code))
    else:
        turn.say(Line("notice-buttons"))


ROOM = Room(face=_face, act=_act, read=_read)
