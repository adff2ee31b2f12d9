"""The way through the questions: forward, back, and the small detours of an edit. No answer is taken here."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.turn import Turn
from bot.interview import Question
from config.questionnaire.plan import Node

_INDEX: Final = re.compile(r"\[[0-9]+\]")


def current(turn: Turn) -> Question:
    """Return the question on show. A form that changed under a draft may have lost it: then the first one."""
    try:
        return turn.question(turn.state.path)
    except KeyError:
        return turn.question(turn.interview.first() or "")


def bare(path: str) -> str:
    """Return the path of a node in the Plan, without the indexes of an instance."""
    return _INDEX.sub("", path)


def node(turn: Turn, path: str) -> Node:
    """Return the Plan's node behind an instance path. Raises KeyError where there is none."""
    return turn.context.program.by_path[bare(path)].node


def is_there(turn: Turn, path: str) -> bool:
    """Tell whether the form can show something at a path."""
    spot = turn.context.program.by_path.get(bare(path))
    asked = spot is not None and spot.node.kind in {"question", "note", "repeat"}
    return asked and spot is not None and len(_INDEX.findall(path)) == spot.depth


def arrive(turn: Turn, path: str | None) -> None:
    """Show a question; None is the end of the questions."""
    if path is None:
        turn.go("permissions")
    else:
        turn.go("questions", path=path)


def forward(turn: Turn) -> None:
    """Go on: to the next question or, after an edit, to what the edit brought up and then back to the review."""
    if not turn.state.editing:
        arrive(turn, turn.interview.after(current(turn).path))
        return
    relevant = set(turn.interview.outline())
    todo = [path for path in turn.state.todo if path in relevant]
    if todo:
        turn.go("questions", path=todo[0])
        turn.change(todo=tuple(todo[1:]))
    else:
        to_review(turn)


def back(turn: Turn) -> None:
    """Go back one question; from the first one to where the questions began, from an edit to the review."""
    if turn.state.editing:
        to_review(turn)
        return
    before = turn.interview.before(current(turn).path)
    if before is None:
        turn.go("consent", "silence")
    else:
        turn.go("questions", path=before)


def edit(turn: Turn, path: str) -> None:
    """Open one question from the review."""
    turn.go("questions", path=path)
    turn.change(editing=True, todo=())


def to_review(turn: Turn) -> None:
    """Leave the edit. What it brought up and was not asked can still be opened in the review."""
    turn.go("review")
    turn.change(editing=False, todo=())


def to_last(turn: Turn) -> None:
    """Go back into the questions from what comes after them."""
    paths = turn.interview.outline()
    if paths:
        turn.go("questions", path=paths[-1])
    else:
        turn.go("consent", "silence")
