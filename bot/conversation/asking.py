"""What is said of a question: how far along it is, where in a list of people or things, its words, how it is answered.

What can be pressed beside it is in `questions`; how its choices look is in `choosing`.
"""

from __future__ import annotations

import re
from typing import Final

from bot.conversation import choosing, journey
from bot.conversation.leaves import LEAF, at, leaves
from bot.conversation.presenting import presented
from bot.conversation.ranges import Range, range_of
from bot.conversation.screen import Line, Piece, Words
from bot.conversation.turn import Option, Turn, option
from bot.interview import SEALED, Question

_READ_ON: Final = option("button-read-on", "leaf", "1")
_READ_BACK: Final = option("button-read-back", "leaf", "-1")
_INSTANCE: Final = re.compile(r"\[([0-9]+)\]")
_HOW: Final = {
    "int": "question-how-number",
    "decimal": "question-how-decimal",
    "date": "question-how-date",
    "time": "question-how-time",
    "dateTime": "question-how-moment",
    "geopoint": "question-how-place",
    "barcode": "question-how-barcode",
}
"""How an answer is written, by bind type; what is missing here is plain text."""
_HOW_FILE: Final = {
    "image/*": "question-how-image",
    "audio/*": "question-how-audio",
    "video/*": "question-how-video",
}


def pieces(turn: Turn, question: Question, waits: str) -> list[Piece]:
    """Return everything that is said above the buttons."""
    asked, about = turn.interview.progress(question.path)
    said: list[Piece] = [Line("question-progress", {"n": asked, "m": about})]
    said.extend(_whereabouts(turn, question))
    sheets = _sheets(question)
    sheet, number = at(sheets, turn.state.leaf)
    said.extend(sheet)
    if len(sheets) > 1:
        said.append(Line("question-leaf", {"page": number + 1, "pages": len(sheets)}))
    said.extend(_asked(turn, question, waits))
    return said


def turning(turn: Turn, question: Question) -> tuple[Option, ...]:
    """Return the buttons that turn the leaves of words too long for one screen."""
    sheets = len(_sheets(question))
    _, number = at(range(sheets), turn.state.leaf)
    return ((_READ_BACK,) if number else ()) + ((_READ_ON,) if number + 1 < sheets else ())


# --- where -------------------------------------------------------------------------------------------


def _whereabouts(turn: Turn, question: Question) -> list[Piece]:
    """Say the labels of groups that begin here, and in which instance of each repeat this is: "Child 2"."""
    repeats = _repeats(turn, question)
    known = {label for label, _ in repeats}
    headings = [line for line in question.heading.split("\n") if line and line not in known]
    said: list[Piece] = [Words(line, "quiet") for line in headings]
    return [*said, *(Words(f"{label} {number}".strip(), "quiet") for label, number in repeats)]


def _repeats(turn: Turn, question: Question) -> list[tuple[str, str]]:
    """Return the label and the number of every instance around a question, the outermost first."""
    around = [found for found in _INSTANCE.finditer(question.path) if found.end() < len(question.path)]
    return [(turn.interview.question(question.path[: found.end()]).label, found[1]) for found in around]


# --- its words ---------------------------------------------------------------------------------------


def _sheets(question: Question) -> list[list[Piece]]:
    """Return label and hint, on as many screens as they need."""
    label = leaves(_label(question))
    sheets: list[list[Piece]] = [[Words(leaf, "strong")] for leaf in label] or [[]]
    room = LEAF - len(label[-1] if label else "")
    for leaf in leaves(question.hint):
        if room >= len(leaf):
            sheets[-1].append(Words(leaf, "quiet"))
        else:
            sheets.append([Words(leaf, "quiet")])
        room = 0
    return sheets


def _label(question: Question) -> str:
    """Return the words of a question; what asks for another one says which: "Child 3"."""
    if question.type != "repeat":
        return question.label
    return f"{question.label} {_INSTANCE.findall(question.path)[-1]}".strip()


# --- how it is answered -------------------------------------------------------------------------------


def _asked(turn: Turn, question: Question, waits: str) -> list[Piece]:
    said: list[Piece] = []
    if question.type == "repeat":
        return [Line("repeat-first" if question.path.endswith("[1]") else "repeat-another")]
    if question.kind == "note" or question.readonly:
        shown = presented(question)
        return [Words(shown)] if shown and question.kind == "question" else []
    if question.required:
        said.append(Line("question-wanted"))
    if question.choices:
        return [*said, *choosing.pieces(turn, question)]
    said.append(Line("refused-readonly") if waits == "choice" else _how(turn, question, waits))
    if question.value:
        said.append(_present(question))
    return said


def _how(turn: Turn, question: Question, waits: str) -> Line:
    if waits == "file":
        return Line(_HOW_FILE.get(question.mediatype, "question-how-file"))
    scale = scale_of(turn, question)
    if scale is not None:
        return _between(scale)
    look = question.appearance.split()
    if question.type == "date" and "year" in look:
        return Line("question-how-year")
    if question.type == "date" and "month-year" in look:
        return Line("question-how-month")
    if question.type == "string" and "numbers" in look:
        return Line("question-how-number")
    return Line(_HOW.get(question.type, "question-how-text"))


def _between(scale: Range) -> Line:
    ends: dict[str, str | int] = {"from": scale.start, "to": scale.end}
    if scale.steps:
        return Line("question-how-scale", ends)
    if scale.step != "1":
        return Line("question-how-steps", {**ends, "step": scale.step})
    return Line("question-how-range", ends)


def scale_of(turn: Turn, question: Question) -> Range | None:
    """Return the range that a question asks for, if it asks for one."""
    return range_of(journey.node(turn, question.path)) if question.control == "range" else None


def _present(question: Question) -> Piece:
    if question.value == SEALED:
        return Line("question-kept")
    return Line("question-now", {"value": presented(question)})
