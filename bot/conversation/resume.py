"""Coming back with return words: this chat's own, another chat's, or words that lead nowhere.

The engine has recognised and looked up the words; wrong, unknown and expired ones get one and the same sentence.
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.conversation import words
from bot.conversation.context import Action
from bot.conversation.effects import Record, TakeOver
from bot.conversation.events import WordsGiven
from bot.conversation.screen import Line
from bot.conversation.state import State, decode
from bot.conversation.turn import Face, Room, Turn, option

_OPTIONS = (option("button-back", "back"),)


def given(turn: Turn, event: WordsGiven) -> None:
    """Do what return words allow. A locked chat with a case of its own stays locked for words that are not its own."""
    state = turn.state
    if event.own:
        turn.change(locked=False, tries=0)
        turn.say(Line("notice-welcome-back" if state.locked else "notice-words-own"))
        return
    other = decode(event.recalled) if event.recalled is not None else None
    if other is not None and other.case and not state.case:
        _take_over(turn, other)
    elif not state.locked:
        turn.say(Line("notice-words-wrong" if other is None or not other.case else "notice-words-busy"))


def _take_over(turn: Turn, other: State) -> None:
    """Go on here where the other chat stood."""
    here = turn.state
    turn.state = replace(
        other,
        number=max(here.number, other.number),
        touched=here.touched,
        pressed=None,
        locked=False,
        tries=0,
        aside="",
        page=0,
        leaf=0,
        found=None,
        attached=(),
        picks=None,
    )
    turn.do(TakeOver())
    turn.do(Record(kind="moved", case=other.case, detail={"channel": turn.context.channel}))
    if other.room == "words":
        words.leave(turn)
    turn.say(Line("notice-welcome-back"))


def _face(_turn: Turn) -> Face:
    return Face((Line("resume-ask"),), _OPTIONS, "words")


def _act(turn: Turn, _action: Action) -> None:
    turn.go("welcome", "hello")


def _read(turn: Turn, _text: str) -> None:
    """Say that these are no return words: right ones arrive as an event of their own."""
    turn.say(Line("notice-words-wrong"))


ROOM = Room(face=_face, act=_act, read=_read)
