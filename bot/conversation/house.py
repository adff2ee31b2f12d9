"""The house: which rooms there are, what is on show now, and how it becomes a screen. Decides nothing.

What stands in front of what is settled here: the cover before everything, an aside before its room.
"""

from __future__ import annotations

from bot.conversation import (
    asides,
    consent,
    done,
    locked,
    permissions,
    questions,
    resume,
    review,
    safety,
    welcome,
    words,
)
from bot.conversation.context import View
from bot.conversation.effects import Show
from bot.conversation.screen import Screen
from bot.conversation.state import State
from bot.conversation.turn import Face, Option, Room, Turn

ROOMS: dict[str, Room] = {
    "welcome": welcome.ROOM,
    "safety": safety.ROOM,
    "consent": consent.ROOM,
    "questions": questions.ROOM,
    "permissions": permissions.ROOM,
    "review": review.ROOM,
    "words": words.ROOM,
    "done": done.ROOM,
    "resume": resume.ROOM,
}


def face(turn: Turn) -> Face:
    """Return what is on show now."""
    state = turn.state
    if state.locked or state.room == "new":
        return locked.face(turn)
    return asides.face(turn) if state.aside else ROOMS[state.room].face(turn)


def options(turn: Turn) -> tuple[Option, ...]:
    """Return what can be pressed now, without working out what is said beside it."""
    state = turn.state
    shortcut = None if state.locked or state.aside or state.room == "new" else ROOMS[state.room].options
    return face(turn).options if shortcut is None else shortcut(turn)


def _silent(state: State) -> bool:
    """Tell whether no sentence may stand above the room: beside a cover, and where no language is chosen yet."""
    return state.locked or state.room == "new" or (state.room == "welcome" and not state.stage)


def draw(turn: Turn) -> View:
    """Return what is on show now as a screen, with what each button does."""
    shown = face(turn)
    state = turn.state
    notice = () if state.notice is None or _silent(state) else (state.notice,)
    screen = Screen(
        number=state.number,
        language=state.language or turn.context.program.plan.default_language,
        pieces=(*notice, *(turn.once or shown.pieces)),
        buttons=tuple(option.button for option in shown.options),
        awaits=shown.awaits,
        numbered=shown.numbered,
    )
    return View(screen, tuple(option.action for option in shown.options))


def show(turn: Turn, before: State) -> None:
    """Give the screen its number and put it on show."""
    number = turn.state.number + 1
    steady = before.steady if _same_buttons(before, turn.state) else number
    turn.change(number=number, steady=steady, attached=())
    turn.do(Show(screen=draw(turn).screen))


def _same_buttons(before: State, after: State) -> bool:
    """Tell whether every button still means what it meant: then a press on the earlier screen is as good."""
    return (
        before.room == after.room
        and before.stage == after.stage
        and before.path == after.path
        and before.form == after.form
        and before.page == after.page
        and before.leaf == after.leaf
        and before.found == after.found
        and before.aside == after.aside
        and before.locked == after.locked
        and before.language == after.language
        and before.editing == after.editing
        and before.answers is after.answers
    )
