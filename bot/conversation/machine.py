"""The machine: event in, state and effects out. Pure; the engine is its only caller.

`step` decides, `view` shows, `due` says when time itself becomes an event, `expects` tells what may stream in. The
rooms know nothing of each other's buttons; whatever is the same in all of them is done here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.conversation import (
    answers,
    asides,
    consent,
    done,
    journey,
    locked,
    permissions,
    questions,
    resume,
    review,
    safety,
    waiting,
    watchwords,
    welcome,
    words,
)
from bot.conversation.context import Action, Context, Expectation, Step, View
from bot.conversation.effects import End, Show, Sweep
from bot.conversation.events import (
    ChoicePicked,
    CommandGiven,
    Event,
    FileReceived,
    FileRefused,
    MovedAway,
    Started,
    TextReceived,
    TimedOut,
    Unsupported,
    WordsGiven,
    WordsMade,
)
from bot.conversation.screen import Line, Screen
from bot.conversation.state import State, decode, encode, fresh
from bot.conversation.turn import Face, Option, Room, Turn

__all__ = [
    "Action",
    "Context",
    "Expectation",
    "State",
    "Step",
    "View",
    "decode",
    "due",
    "encode",
    "expects",
    "fresh",
    "step",
    "view",
]

_ROOMS: dict[str, Room] = {
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


# --- the doors ------------------------------------------------------------------------------------------


def step(context: Context, state: State, event: Event) -> Step:
    """Return the next state and what is to be done. Never raises, whatever the person sends."""
    turn = Turn(context, state)
    if not _HANDLERS[type(event)](turn, event):
        return Step(turn.state, tuple(turn.effects))
    _show(turn, state)
    if turn.ended:
        turn.do(End())
    return Step(turn.state, tuple(turn.effects))


def view(context: Context, state: State) -> View:
    """Return the screen of a state. Return words are not part of it: only the turn that brings them shows them."""
    return _view(Turn(context, state))


def due(context: Context, state: State) -> datetime | None:
    """Return when the conversation wants `TimedOut`; long waits are coarsened up to the hour."""
    return waiting.due(context, state)


def expects(context: Context, state: State) -> Expectation:
    """Return what the conversation waits for now."""
    if state.locked or state.aside or state.room == "new":
        return Expectation(text=state.locked and bool(state.code_word))
    turn = Turn(context, state)
    if state.room != "questions":
        return Expectation(text=_face(turn).awaits in {"text", "words"})
    question = journey.current(turn)
    return Expectation(
        text=answers.awaits(question) == "text",
        file=answers.files_for(question),
        path=question.path,
        compartment=question.compartment,
        case=state.case,
    )


# --- showing ----------------------------------------------------------------------------------------------


def _face(turn: Turn) -> Face:
    state = turn.state
    if state.locked or state.room == "new":
        return locked.face(turn)
    return asides.face(turn) if state.aside else _ROOMS[state.room].face(turn)


def _options(turn: Turn) -> tuple[Option, ...]:
    """Return what can be pressed now, without working out what is said beside it."""
    state = turn.state
    shortcut = None if state.locked or state.aside or state.room == "new" else _ROOMS[state.room].options
    return _face(turn).options if shortcut is None else shortcut(turn)


def _silent(state: State) -> bool:
    """Tell whether no sentence may stand above the room: beside a cover, and where no language is chosen yet."""
    return state.locked or state.room == "new" or (state.room == "welcome" and not state.stage)


def _view(turn: Turn) -> View:
    face = _face(turn)
    state = turn.state
    notice = () if state.notice is None or _silent(state) else (state.notice,)
    screen = Screen(
        number=state.number,
        language=state.language or turn.context.languages[-1],
        pieces=(*notice, *(turn.once or face.pieces)),
        buttons=tuple(option.button for option in face.options),
        awaits=face.awaits,
    )
    return View(screen, tuple(option.action for option in face.options))


def _show(turn: Turn, before: State) -> None:
    """Give the screen its number and put it on show."""
    number = turn.state.number + 1
    steady = before.steady if _same_buttons(before, turn.state) else number
    turn.change(number=number, steady=steady)
    turn.do(Show(screen=_view(turn).screen))


def _same_buttons(before: State, after: State) -> bool:
    """Tell whether every button still means what it meant: then a press on the earlier screen is as good."""
    return (
        before.room == after.room
        and before.stage == after.stage
        and before.path == after.path
        and before.page == after.page
        and before.aside == after.aside
        and before.locked == after.locked
        and before.language == after.language
        and before.editing == after.editing
        and before.answers is after.answers
    )


# --- events -----------------------------------------------------------------------------------------------


def _acted(turn: Turn, message: str | None, after: int = 0) -> bool:
    """Note that the person did something, and sweep it from the chat. False: nothing was known of the chat yet."""
    turn.change(touched=turn.context.now, notice=None)
    if message is not None:
        turn.do(Sweep(message=message, after=after))
    return turn.state.room != "new"


def _started(turn: Turn, event: Started) -> bool:
    if not _acted(turn, event.message):
        turn.go("welcome")
    return True


def _command(turn: Turn, event: CommandGiven) -> bool:
    if not _acted(turn, event.message):
        turn.go("welcome")
    elif not turn.state.locked:
        _COMMANDS[event.name](turn)
    return True


def _pressed(turn: Turn, event: ChoicePicked) -> bool:
    state = turn.state
    press = (event.screen, event.index)
    if press == state.pressed:
        return False
    options = _options(turn)
    known = state.steady <= event.screen <= state.number and 0 <= event.index < len(options)
    if state.room == "new" and not known:
        return False  # a screen of a chat that was forgotten
    _acted(turn, None)
    if known:
        turn.change(pressed=press)
        _act(turn, options[event.index].action)
    else:
        _say(turn, "notice-old-button")
    return True


def _act(turn: Turn, action: Action) -> None:
    state = turn.state
    if state.room == "new":
        turn.go("welcome")
    elif state.locked:
        locked.opened(turn)
    elif state.aside:
        asides.act(turn, action)
    elif action.verb in _COMMANDS:
        _COMMANDS[action.verb](turn)
    else:
        _ROOMS[state.room].act(turn, action)


def _text(turn: Turn, event: TextReceived) -> bool:
    text, state, limits = event.text, turn.state, turn.context.policy.limits
    too_long = len(text) > limits.text_characters and not state.locked
    known = _acted(turn, event.message, limits.sweep_seconds if too_long else 0)
    if _readable(text) and watchwords.matches(text, salt=state.salt, word=state.stop_word):
        turn.forget()
    elif not known:
        turn.go("welcome")
    elif not _readable(text):
        _say(turn, "notice-unreadable")
    elif state.locked:
        locked.read(turn, text)
    elif too_long:
        turn.say(Line("notice-too-long", {"most": limits.text_characters, "sent": len(text)}))
    elif state.aside or not text.strip():
        turn.say(Line("notice-buttons"))
    else:
        _ROOMS[state.room].read(turn, text)
    return True


def _readable(text: str) -> bool:
    """Tell whether text can be stored as it came: lone surrogates cannot be."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _file(turn: Turn, event: FileReceived) -> bool:
    known = _acted(turn, event.message)
    open_ = turn.state.room == "questions" and not turn.state.locked and not turn.state.aside
    if not known:
        turn.go("welcome")
    elif not (open_ and answers.take_file(turn, event.file)) and turn.state.notice is None:
        _say(turn, "notice-file-not-wanted")
    return True


def _file_refused(turn: Turn, event: FileRefused) -> bool:
    if not _acted(turn, event.message):
        turn.go("welcome")
    elif event.reason == "too-large":
        _say(turn, "notice-file-too-large", most=turn.context.policy.limits.file_megabytes)
    else:
        _say(turn, f"notice-file-{event.reason}")
    return True


def _unsupported(turn: Turn, event: Unsupported) -> bool:
    if not _acted(turn, event.message):
        turn.go("welcome")
    else:
        _say(turn, "notice-unsupported")
    return True


def _words_given(turn: Turn, event: WordsGiven) -> bool:
    _acted(turn, event.message)
    resume.given(turn, event)
    if turn.state.room == "new":
        turn.go("welcome")
    return True


def _words_made(turn: Turn, event: WordsMade) -> bool:
    return words.made(turn, event)


def _moved_away(turn: Turn, _event: MovedAway) -> bool:
    turn.blank()
    return True


def _timed_out(turn: Turn, _event: TimedOut) -> bool:
    return waiting.passed(turn)


_HANDLERS: dict[type[Event], Callable[[Turn, Any], bool]] = {
    Started: _started,
    CommandGiven: _command,
    TextReceived: _text,
    ChoicePicked: _pressed,
    FileReceived: _file,
    FileRefused: _file_refused,
    Unsupported: _unsupported,
    WordsGiven: _words_given,
    WordsMade: _words_made,
    MovedAway: _moved_away,
    TimedOut: _timed_out,
}
"""What each event does. True: the bubble has to be shown again."""


# --- what every room offers -------------------------------------------------------------------------------


def _say(turn: Turn, notice: str, **args: int) -> None:
    """Say a sentence, unless only the cover is on show."""
    if not turn.state.locked:
        turn.say(Line(notice, dict(args)))


def _pause(turn: Turn) -> None:
    """Show the cover; before the first pause of a case, the words to come back with."""
    state = turn.state
    if state.room == "words":
        words.leave(turn)
    elif state.case and not state.words:
        turn.change(aside="")
        words.ask(turn, "pause")
        return
    turn.change(locked=True, aside="")


_COMMANDS: dict[str, Callable[[Turn], None]] = {
    "help": lambda turn: turn.aside("help"),
    "danger": lambda turn: turn.aside("danger"),
    "stop": lambda turn: turn.aside("erase"),
    "pause": _pause,
}
"""Commands of the menu, and the buttons that mean the same in every room."""
