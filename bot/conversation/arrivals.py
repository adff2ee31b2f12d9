"""What each event does, before and beside what its room makes of it: sweeping, the stop word, old and double taps.

Each handler tells whether the bubble has to be shown again. A chat of which nothing was known gets the welcome,
whatever came first; a locked chat gets its cover.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.conversation import answers, asides, house, locked, resume, waiting, watchwords, welcome, words
from bot.conversation.context import Action
from bot.conversation.effects import Sweep
from bot.conversation.events import (
    ChoicePicked,
    CommandGiven,
    Event,
    FileReceived,
    FileRefused,
    MovedAway,
    PlaceShared,
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
        welcome.enter(turn)
    return True


def _command(turn: Turn, event: CommandGiven) -> bool:
    if not _acted(turn, event.message):
        welcome.enter(turn)
    elif event.name == "stop" and not turn.state.language:
        turn.leave("ended")  # nothing is kept yet, and "really?" would be said in a language that nobody chose
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
    if not known:
        _say(turn, "notice-old-button")
        return True
    turn.change(pressed=press)
    action = options[event.index].action
    if action.verb == "attach":  # something beside the bubble; the screen stays as it is
        turn.change(notice=state.notice)
    _act(turn, action)
    return action.verb != "attach"


def _act(turn: Turn, action: Action) -> None:
    state = turn.state
    if state.room == "new":
        welcome.enter(turn)
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
    known = _acted(turn, event.message, limits.sweep_seconds if too_long or turn.unasked else 0)
    if _stops(turn, text):
        turn.forget()
    elif not known:
        welcome.enter(turn)
    elif not answers.readable(text):
        _say(turn, "notice-unreadable")
    elif state.locked:
        locked.read(turn, text)
    elif too_long:
        turn.say(Line("notice-too-long", {"most": limits.text_characters, "sent": len(text)}))
    elif state.aside or not text.strip():
        turn.say(Line("notice-buttons"))
    elif not turn.unasked:
        house.ROOMS[state.room].read(turn, text)
    return True


def _stops(turn: Turn, text: str) -> bool:
    """Tell whether a text is the stop word. It may also stand beside a photo."""
    state = turn.state
    return answers.readable(text) and watchwords.matches(text, salt=state.salt, word=state.stop_word)


def _open(turn: Turn) -> bool:
    """Tell whether what comes may answer the question on show."""
    state = turn.state
    return state.room == "questions" and not state.locked and not state.aside and not turn.unasked


def _file(turn: Turn, event: FileReceived) -> bool:
    known = _acted(turn, event.message)
    if _stops(turn, event.caption):
        turn.forget()
    elif not known:
        welcome.enter(turn)
    elif not (_open(turn) and answers.take_file(turn, event)) and turn.state.notice is None:
        _say(turn, _not_wanted(event.caption))
    return True


def _not_wanted(caption: str) -> str:
    return "notice-file-words-not-wanted" if caption.strip() else "notice-file-not-wanted"


def _file_refused(turn: Turn, event: FileRefused) -> bool:
    known = _acted(turn, event.message)
    if _stops(turn, event.caption):
        turn.forget()
    elif not known:
        welcome.enter(turn)
    elif event.reason == "not-wanted":
        _say(turn, _not_wanted(event.caption))
    elif event.reason == "too-large":
        _say(turn, "notice-file-too-large", most=turn.context.policy.limits.file_megabytes)
    else:
        _say(turn, f"notice-file-{event.reason}")
    return True


def _place(turn: Turn, event: PlaceShared) -> bool:
    if not _acted(turn, event.message):
        welcome.enter(turn)
    elif not (_open(turn) and answers.take_place(turn, event)):
        _say(turn, "notice-place-not-wanted")
    return True


def _unsupported(turn: Turn, event: Unsupported) -> bool:
    if not _acted(turn, event.message):
        welcome.enter(turn)
    else:
        _say(turn, "notice-unsupported")
    return True


def _words_given(turn: Turn, event: WordsGiven) -> bool:
    _acted(turn, event.message)
    resume.given(turn, event)
    if turn.state.room == "new":
        welcome.enter(turn)
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
    PlaceShared: _place,
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
