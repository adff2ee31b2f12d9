"""One turn at work: the state as it changes, the effects as they gather, the interview built at most once per draft.

Also the two words that rooms are written in: `Option` (a button and what it does) and `Face` (what a room shows).
Rooms get a `Turn` and change it; only `machine` makes one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from msgspec.structs import replace

from bot.conversation.context import Action, Context
from bot.conversation.effects import Effect, Erase
from bot.conversation.screen import Button, Line, Piece
from bot.conversation.state import AsideName, RoomName, State
from bot.interview import Interview, Question

Farewell: TypeAlias = Literal["", "gone", "later", "ended"]
"""Stages of the room "new": a stranger's cover with its button, and the last screens of a chat that was forgotten.

The last ones have no button, so that a press on a screen of a forgotten chat is never the beginning of a new one:
whoever taps "no, somebody is near" twice must not see a welcome.
"""


@dataclass(frozen=True, slots=True)
class Option:
    """One button and what it does."""

    button: Button
    action: Action


def option(
    label: str, verb: str, noun: str = "", *, role: Literal["choice", "go", "move", "danger"] = "move"
) -> Option:
    """Return a button whose words are a message of the catalogue."""
    return Option(Button(Line(label), role), Action(verb, noun))


@dataclass(frozen=True, slots=True)
class Face:
    """What a room shows. `awaits` as in Screen."""

    pieces: tuple[Piece, ...]
    options: tuple[Option, ...]
    awaits: Literal["choice", "text", "file", "words", "nothing"] = "choice"
    numbered: bool = False


def _unread(turn: Turn, _text: str) -> None:
    turn.say(Line("notice-buttons"))


class Turn:
    """One event's work. `state` is always whole: a room may stop after any change."""

    __slots__ = (
        "_answers",
        "_interview",
        "_question",
        "context",
        "effects",
        "ended",
        "last",
        "once",
        "state",
        "unasked",
    )

    def __init__(self, context: Context, state: State) -> None:
        self.context = context
        self.state = state
        self.effects: list[Effect] = []
        self.last = state.touched
        """When the person did something before this turn."""
        self.ended = False
        """The chat is to be forgotten once its last screen is shown."""
        self.once: tuple[Piece, ...] = ()
        """What this turn alone shows in place of the room's pieces: return words."""
        self.unasked = False
        """What comes in this turn answers a question that the form no longer asks."""
        self._interview: Interview | None = None
        self._answers: dict[str, str] | None = None
        self._question: Question | None = None

    def change(self, **fields: Any) -> None:  # noqa: ANN401 -- the fields of State, checked by its constructor
        """Replace some fields of the state."""
        self.state = replace(self.state, **fields)

    def go(self, room: RoomName, stage: str = "", *, path: str = "") -> None:
        """Enter a room; what was half done in the one before is put away. An aside stays in front."""
        self.state = replace(
            self.state,
            room=room,
            stage=stage,
            path=path or self.state.path,
            page=0,
            leaf=0,
            found=None,
            picks=None,
        )

    def aside(self, name: AsideName) -> None:
        """Put something in front of the room, or nothing."""
        self.state = replace(self.state, aside=name, leaf=0)

    def say(self, notice: Piece) -> None:
        """Say one sentence above the room, this once."""
        self.state = replace(self.state, notice=notice)

    def do(self, effect: Effect) -> None:
        """Have something done."""
        self.effects.append(effect)

    def forget(self, farewell: Farewell = "gone") -> None:
        """Destroy whatever is kept and forget the chat. Its last screen is a cover without a button."""
        if self.state.case:
            self.do(Erase(case=self.state.case))
        self.leave(farewell)

    def leave(self, farewell: Farewell = "gone") -> None:
        """Forget the chat; a case that was sent stays."""
        self.ended = True
        self.blank(farewell)

    def blank(self, farewell: Farewell = "") -> None:
        """Become a stranger's chat, with nothing on show but the cover that was there."""
        old = self.state
        self.state = State(
            number=old.number, language=old.language, cover=old.cover, touched=old.touched, stage=farewell
        )

    @property
    def interview(self) -> Interview:
        """The interview over the present draft."""
        if self._interview is None or self._answers is not self.state.answers:
            self._answers = self.state.answers
            self._question = None
            self._interview = Interview(
                self.context.program, self._answers, now=self.context.now, language=self.state.language
            )
        return self._interview

    def question(self, path: str) -> Question:
        """Return a question of the present draft; asked for several times in a turn, it is worked out once."""
        interview = self.interview
        if self._question is None or self._question.path != path:
            self._question = interview.question(path)
        return self._question


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room of the conversation: how it looks, and what a press and a text do in it."""

    face: Callable[[Turn], Face]
    options: Callable[[Turn], tuple[Option, ...]] | None = None
    """The options of the face alone, where they cost less than all of it."""
    act: Callable[[Turn, Action], None]
    read: Callable[[Turn, str], None] = _unread
