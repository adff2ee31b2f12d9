"""Reading back: every answer on numbered lines, a number to change it, and the button that sends.

What was sealed is never shown again: its line says that it is kept. Buttons carry numbers only, for they are seen on a
lock screen.
"""

from __future__ import annotations

from bot.conversation import journey, submission, words
from bot.conversation.context import Action
from bot.conversation.leaves import at, pages, shortened
from bot.conversation.presenting import spelt
from bot.conversation.screen import Button, Line, Piece, Words
from bot.conversation.turn import Face, Option, Room, Turn, option
from bot.interview import SummaryLine

_LONGEST = 160
"""Characters of one answer, and of its question, that are read back."""
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
    cut = pages([len(line.label[:_LONGEST]) for line in lines], turn.context.policy.limits.choices_per_page)
    (first, end), page = at(cut, turn.state.page)
    entries = list(enumerate(lines[first:end], first + 1))
    pieces: list[Piece] = [Line("review-read")]
    for number, line in entries:
        pieces.extend(_read_back(turn, number, line))
    if len(cut) > 1:
        pieces.append(Line("question-page", {"page": page + 1, "pages": len(cut)}))
    options = [Option(Button(Words(str(number))), Action("edit", line.path)) for number, line in entries]
    options.extend([_LESS] if page else [])
    options.extend([_MORE] if page + 1 < len(cut) else [])
    return Face((*pieces, Line("review-send")), (*options, *_ALWAYS))


def _read_back(turn: Turn, number: int, line: SummaryLine) -> tuple[Piece, ...]:
    label = Words(shortened(f"{number}. {line.label}", _LONGEST), "quiet")
    if not line.answered:
        return label, Line("review-none")
    if line.sealed and not line.shown:
        return label, Line("review-kept")
    node = journey.node(turn, line.path)
    shown = spelt(line.shown, kind=node.type, appearance=node.appearance)
    return label, Words(shortened(shown, _LONGEST), "strong")


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
