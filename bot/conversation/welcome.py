"""The first room: which language, a greeting, and the door for those who come back with return words."""

from __future__ import annotations

from bot.conversation.context import Action
from bot.conversation.screen import Button, Line
from bot.conversation.turn import Face, Option, Room, Turn, option

_HELLO = (
    option("button-begin", "begin", role="go"),
    option("button-words-have", "words"),
    option("button-urgent", "danger"),
)
_LANGUAGE = option("button-language", "languages")


def enter(turn: Turn) -> None:
    """Greet somebody: first comes the language, unless the form speaks only one."""
    turn.go("welcome")
    if len(turn.context.languages) == 1:
        choose(turn, turn.context.languages[0])


def choose(turn: Turn, language: str) -> None:
    """Take a language, and say hello in it."""
    turn.change(language=language)
    turn.go("welcome", "hello")


def languages(turn: Turn) -> tuple[Option, ...]:
    """Return a button for each language, in its own words."""
    codes = turn.context.languages
    return tuple(Option(Button(Line("own-name", language=code), "move"), Action("language", code)) for code in codes)


def _face(turn: Turn) -> Face:
    if turn.state.stage == "hello":
        options = _HELLO if len(turn.context.languages) == 1 else (*_HELLO, _LANGUAGE)
        return Face((Line("welcome-hello"), Line("welcome-time"), Line("welcome-free")), options)
    says = "welcome-choose" if turn.state.notice is None else "welcome-choose-again"
    return Face(tuple(Line(says, language=code) for code in turn.context.languages), languages(turn))


def _act(turn: Turn, action: Action) -> None:
    match action.verb:
        case "language":
            choose(turn, action.noun)
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
        choose(turn, code)
    else:
        turn.say(Line("notice-buttons"))


ROOM = Room(face=_face, act=_act, read=_read)
