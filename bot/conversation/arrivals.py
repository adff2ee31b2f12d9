"""What each event does, before and beside what its room makes of it: sweeping, the stop word, old and double taps.

Each handler tells whether the bubble has to be shown again. A chat of which nothing was known gets the welcome,
whatever came first; a locked chat gets its cover.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.conversation import answers, asides, house, locked, resume, waiting, watchwords, words
from bot.conversation.context import Action
from bot.conversation.effects import Sweep
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
from bot.conversation.screen import Line
from bot.conversation.turn import Turn


def happens(turn: Turn, event: Event) -> bool:
    """Do what an event does. False: nothing changed on show."""
    return _HANDLERS[type(event)](turn, event)


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
    options = house.options(turn)
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
        house.ROOMS[state.room].act(turn, action)


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
        house.ROOMS[state.room].read(turn, text)
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
