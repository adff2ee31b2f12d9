"""The choices of a question: which of them stand on this screen, how they are called, and how one is found among many.

What was written to find one is not kept: the state holds the names of the choices that fit.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.conversation import typed
from bot.conversation.context import Action
from bot.conversation.leaves import at, pages
from bot.conversation.screen import Button, Line, Piece, Words
from bot.conversation.turn import Option, Turn, option
from bot.interview import Question, ShownChoice

_MORE: Final = option("button-more", "page", "1")
_LESS: Final = option("button-less", "page", "-1")
_ALL: Final = option("button-all", "all")
_UNDO: Final = option("button-undo", "undo")
MOST_FOUND: Final = 80
"""As many as somebody pages through; what fits more of them is too short a word."""


class Numbered(NamedTuple):
    """A choice with its number in the whole list."""

    number: int
    choice: ShownChoice

    @property
    def label(self) -> str:
        """What it is called; a choice that only has a picture, by its number."""
        return self.choice.label or str(self.number)


class Page(NamedTuple):
    """What is offered on one screen."""

    entries: tuple[Numbered, ...]
    number: int
    pages: int


def page(turn: Turn, question: Question) -> Page:
    """Return the choices on show: of the whole list, or of what was found in it."""
    entries = tuple(Numbered(number, choice) for number, choice in enumerate(question.choices, 1))
    if turn.state.found is not None:
        entries = tuple(entry for entry in entries if entry.choice.name in turn.state.found)
    cut = pages([len(entry.label) for entry in entries], turn.context.policy.limits.choices_per_page)
    (first, end), place = at(cut, turn.state.page)
    return Page(entries[first:end], place + 1, len(cut))


def is_long(turn: Turn, question: Question) -> bool:
    """Tell whether a list is too long for one screen, so that one looks for a choice by writing a part of it."""
    return len(question.choices) > turn.context.policy.limits.choices_per_page


def picked(turn: Turn, question: Question) -> tuple[str, ...]:
    """Return the choices that are marked: those toggled on this screen, otherwise those of the draft."""
    if turn.state.picks is not None:
        return turn.state.picks
    return () if question.sealed else tuple(name for name in question.value.split(" ") if name)


# --- what is said ------------------------------------------------------------------------------------


def pieces(turn: Turn, question: Question) -> list[Piece]:
    """Return what is said of a list: how to choose, what was found, which page this is, the ranking so far."""
    said: list[Piece] = []
    if question.control == "rank":
        said.append(Line("question-how-rank"))
        said.extend(_ranking(turn, question))
    elif question.multiple and not question.hint:
        said.append(Line("question-how-several"))
    found = turn.state.found
    if found is not None:
        said.append(Line("question-found-many" if len(found) == MOST_FOUND else "question-found"))
    elif is_long(turn, question):
        said.append(Line("question-how-search"))
    shown = page(turn, question)
    if shown.pages > 1:
        said.append(Line("question-page", {"page": shown.number, "pages": shown.pages}))
    return said


def _ranking(turn: Turn, question: Question) -> list[Piece]:
    labels = {choice.name: choice.label for choice in question.choices}
    order = [labels.get(name) or name for name in picked(turn, question)]
    return [Words("\n".join(f"{place}. {label}" for place, label in enumerate(order, 1)))] if order else []


# --- what can be pressed ------------------------------------------------------------------------------


def options(turn: Turn, question: Question) -> tuple[Option, ...]:
    """Return the buttons of the choices on show, and those that lead to the others."""
    shown = page(turn, question)
    marked = picked(turn, question)
    buttons = [_option(question, entry, marked) for entry in shown.entries]
    if question.control == "rank" and marked:
        buttons.append(_UNDO)
    if shown.number > 1:
        buttons.append(_LESS)
    if shown.number < shown.pages:
        buttons.append(_MORE)
    if turn.state.found is not None:
        buttons.append(_ALL)
    return tuple(buttons)


def _option(question: Question, entry: Numbered, marked: tuple[str, ...]) -> Option:
    name = entry.choice.name
    action = Action("toggle" if question.multiple else "pick", name)
    if question.control == "trigger":
        return Option(Button(Line("button-ok"), marked=name in marked), action)
    if question.type == "repeat":
        return Option(Button(_repeat(question, name)), action)
    place = marked.index(name) + 1 if question.control == "rank" and name in marked else 0
    return Option(Button(Words(entry.label), marked=name in marked, number=entry.number, place=place), action)


def _repeat(question: Question, name: str) -> Piece:
    """Return what "add another?" is answered with; where there is none yet, "one more" would be odd."""
    if name == "more" and question.path.endswith("[1]"):
        return Line("button-yes")
    return Line(f"button-repeat-{name}")


# --- what a press and a word do -----------------------------------------------------------------------


def toggle(turn: Turn, question: Question, name: str) -> None:
    """Mark or unmark one choice; nothing is accepted before "done"."""
    now = picked(turn, question)
    turn.change(picks=tuple(each for each in now if each != name) if name in now else (*now, name))


def undo(turn: Turn, question: Question) -> None:
    """Take the last one out of a ranking."""
    turn.change(picks=picked(turn, question)[:-1])


def mark(turn: Turn, question: Question, names: tuple[str, ...]) -> None:
    """Mark choices that were written."""
    now = picked(turn, question)
    turn.change(picks=(*now, *(name for name in names if name not in now)), found=None, page=0)


def look(turn: Turn, question: Question, text: str) -> None:
    """Show the choices that a part of a label fits, or say that none does."""
    if not is_long(turn, question):
        turn.say(Line("notice-no-such-choice"))
        return
    found = typed.fitting(question.choices, text, most=MOST_FOUND)
    turn.change(found=found or None, page=0)
    if not found:
        turn.say(Line("notice-not-found"))


def ranked(turn: Turn, question: Question) -> tuple[str, ...] | None:
    """Return a ranking that is complete; who has put all but one in order has put that one last. None: more is open."""
    now = picked(turn, question)
    left = [choice.name for choice in question.choices if choice.name not in now]
    if len(left) > 1 and now:
        turn.say(Line("notice-rank-all"))
        return None
    return (*now, *left) if now else ()
