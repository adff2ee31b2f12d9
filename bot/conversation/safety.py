"""The safety gate, before anything is asked: alone? whose phone? who might look? Then a cover and two secret words.

Whoever is not alone gets a neutral screen at once and is forgotten. Nothing that is said here is kept, except the cover
and the words' digests.
"""

from __future__ import annotations

from bot.conversation import watchwords
from bot.conversation.context import Action
from bot.conversation.screen import Button, Line
from bot.conversation.turn import Face, Option, Room, Turn, option

_BACK = option("button-back", "back")
_LEAVE = option("button-leave", "leave")
_URGENT = option("button-urgent", "danger")
_ORDER = ("alone", "phone", "look", "cover", "words", "code", "stop")

_OPTIONS: dict[str, tuple[Option, ...]] = {
    "alone": (
        option("button-alone-yes", "next", role="choice"),
        option("button-alone-no", "leave", role="choice"),
        _URGENT,
        option("button-back", "hello"),
    ),
    "phone": (
        option("button-phone-mine", "next", role="choice"),
        option("button-phone-other", "next", "safety-phone-other", role="choice"),
        option("button-rather-not", "next", role="choice"),
        _LEAVE,
        _BACK,
    ),
    "look": (
        option("button-look-no", "next", role="choice"),
        option("button-look-yes", "next", "safety-look-yes", role="choice"),
        option("button-not-sure", "next", "safety-look-yes", role="choice"),
        _LEAVE,
        _BACK,
    ),
    "words": (
        option("button-words-choose", "choose"),
        option("button-go-on", "consent", role="go"),
        _BACK,
    ),
    "code": (option("button-skip", "next"), _BACK),
    "stop": (option("button-skip", "consent"), _BACK),
}


def _face(turn: Turn) -> Face:
    stage = turn.state.stage
    if stage == "cover":
        return Face((Line("safety-cover"),), _covers(turn))
    pieces = (Line("safety-words"), Line("safety-words-stop")) if stage == "words" else (Line(f"safety-{stage}"),)
    return Face(pieces, _OPTIONS[stage], "text" if stage in {"code", "stop"} else "choice")


def _covers(turn: Turn) -> tuple[Option, ...]:
    chosen = turn.state.cover
    themes = tuple(
        Option(Button(Line(f"button-cover-{theme}"), marked=theme == chosen), Action("cover", theme))
        for theme in turn.context.policy.conversation.covers
    )
    return (*themes, _BACK)


def _act(turn: Turn, action: Action) -> None:
    match action.verb:
        case "next":
            _enter(turn, _beside(turn.state.stage, 1))
            if action.noun:
                turn.say(Line(action.noun))
        case "back":
            _enter(turn, _beside(turn.state.stage, -1))
        case "cover":
            turn.change(cover=action.noun)
            _enter(turn, "words")
        case "choose":
            _enter(turn, "code")
        case "leave":
            turn.leave("later")
        case "hello":
            turn.go("welcome", "hello")
        case _:
            turn.go("consent", "about")


def _beside(stage: str, steps: int) -> str:
    return _ORDER[_ORDER.index(stage) + steps]


def _enter(turn: Turn, stage: str) -> None:
    """Go to a stage. The words are chosen anew whenever their stage is entered: the code first, then the stop word."""
    if stage == "code":
        turn.change(code_word=b"", stop_word=b"")
    if stage == "stop":
        turn.change(stop_word=b"")
    turn.go("safety", stage)


def _read(turn: Turn, text: str) -> None:
    stage = turn.state.stage
    if stage not in {"code", "stop"}:
        turn.say(Line("notice-buttons"))
    elif not watchwords.fits(text):
        turn.say(Line("notice-word-length", {"shortest": watchwords.SHORTEST, "longest": watchwords.LONGEST}))
    elif stage == "code":
        _choose_code(turn, text)
    else:
        _choose_stop(turn, text)


def _choose_code(turn: Turn, text: str) -> None:
    salt = turn.state.salt or turn.context.entropy[: watchwords.SALT_BYTES]
    turn.change(salt=salt, code_word=watchwords.digest(text, salt), tries=0)
    _enter(turn, "stop")
    turn.say(Line("notice-word-saved"))


def _choose_stop(turn: Turn, text: str) -> None:
    salt = turn.state.salt or turn.context.entropy[: watchwords.SALT_BYTES]
    word = watchwords.digest(text, salt)
    if word == turn.state.code_word:
        turn.say(Line("notice-word-same"))
        return
    turn.change(salt=salt, stop_word=word)
    turn.go("consent", "about")
    turn.say(Line("notice-word-saved"))


ROOM = Room(face=_face, act=_act, read=_read)
