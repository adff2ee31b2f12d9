"""Reading back: every answer on numbered lines, a number to change it, and the button that sends.

What was sealed is never shown again: its line says that it is kept. Buttons carry numbers only, for they are seen on a
lock screen.
"""

from __future__ import annotations

from bot.conversation import journey, submission, words
from bot.conversation.context import Action
from bot.conversation.screen import Button, Line, Piece, Words
from bot.conversation.turn import Face, Option, Room, Turn, option
from bot.interview import SummaryLine

_LONGEST = 160
"""Characters of one answer that are read back."""
_ALWAYS = (
    option("button-send", "send", role="go"),
    option("button-back", "back"),
    option("button-help", "help"),
    option("button-pause", "pause"),
    option("button-stop", "stop", role="danger"),
)
_MORE = option("button-more", "page", "1")
_LESS = option("button-less", "page", "-1")


def _face(turn: Turn) -> Face:
    lines = turn.interview.summary()
    size = turn.context.policy.limits.choices_per_page
    start = turn.state.page * size
    page = list(enumerate(lines[start : start + size], start + 1))
    pieces: list[Piece] = [Line("review-read"), *(piece for number, line in page for piece in _read_back(number, line))]
    options = [Option(Button(Words(str(number))), Action("edit", line.path)) for number, line in page]
    options.extend([_LESS] if start else [])
    options.extend([_MORE] if start + size < len(lines) else [])
    return Face((*pieces, Line("review-send")), (*options, *_ALWAYS))


def _read_back(number: int, line: SummaryLine) -> tuple[Piece, ...]:
    label = Words(f"{number}. {line.label}", "quiet")
    if line.sealed and line.answered:
        return label, Line("review-kept")
    if not line.answered:
        return label, Line("review-none")
    return label, Words(line.shown if len(line.shown) <= _LONGEST else line.shown[:_LONGEST] + "…", "strong")


def _act(turn: Turn, action: Action) -> None:
    match action.verb:
        case "edit":
            journey.edit(turn, action.noun)
        case "page":
            turn.change(page=max(0, turn.state.page + int(action.noun)))
        case "send":
            submission.submit(turn, complete=True)
            words.ask(turn, "sent")
        case _:
            turn.go("permissions", "last")


ROOM = Room(face=_face, act=_act)
