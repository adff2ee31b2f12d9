"""The cover: all that an idle, paused or forgotten chat shows. It says nothing and asks nothing.

Without a code word its one button opens the chat again; with one, only the word does, and after a few wrong words only
the return words do. A person who has no return words yet may try again after a while.
"""

from __future__ import annotations

from datetime import timedelta

from bot.conversation import watchwords, words
from bot.conversation.screen import Line
from bot.conversation.turn import Face, Turn, option

_REST = timedelta(hours=1)
_OPEN = (option("button-cover-ok", "open"),)


def face(turn: Turn) -> Face:
    """Return the cover, in the theme that was chosen."""
    state = turn.state
    if state.room == "new" and state.stage in {"later", "ended"}:
        spoken = ("",) if state.language else turn.context.languages  # nobody has chosen one: said in each
        return Face(tuple(Line(f"cover-{state.stage}", language=code) for code in spoken), (), "nothing")
    theme = state.cover or turn.context.policy.conversation.covers[0]
    closed = state.stage == "gone" if state.room == "new" else bool(state.code_word)
    return Face((Line(f"cover-{theme}"),), () if closed else _OPEN, "nothing")


def lock(turn: Turn) -> None:
    """Show only the cover. Return words that were on show are gone for good."""
    if turn.state.room == "words" and not words.waiting(turn):
        words.leave(turn)
    turn.change(locked=True, aside="", notice=None)


def opened(turn: Turn) -> None:
    """Take a press on the cover's button. A cover that a code word closes has none."""
    turn.change(locked=False)


def read(turn: Turn, text: str) -> None:
    """Take a code word. Right or wrong, nothing is said."""
    _restore(turn)
    state = turn.state
    if state.tries >= turn.context.policy.conversation.code_word_tries:
        return
    if watchwords.matches(text, salt=state.salt, word=state.code_word):
        turn.change(locked=False, tries=0)
    elif state.code_word:
        turn.change(tries=state.tries + 1)


def _restore(turn: Turn) -> None:
    """Give the tries back after an hour's silence to someone who has no return words to come in with."""
    if not turn.state.words and turn.last is not None and turn.context.now - turn.last >= _REST:
        turn.change(tries=0)
