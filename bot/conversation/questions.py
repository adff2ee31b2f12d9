"""The questions room: runs `bot.interview` one question at a time. What can be pressed, and what a press does.

What is said is in `asking`, choices in `choosing`, pictures in `pictures`; `answers` takes answers.
"""

from __future__ import annotations

from bot.conversation import answers, asking, choosing, journey, pictures
from bot.conversation.context import Action
from bot.conversation.screen import Button, Words
from bot.conversation.turn import Face, Option, Room, Turn, option
from bot.interview import Question

_DONE = option("button-done", "done", role="go")
_GO_ON = option("button-go-on", "forward", role="go")
_NEXT = option("button-next", "forward", role="go")
_SKIP = option("button-skip", "forward")
_REMOVE = option("button-remove", "remove")
_BACK = option("button-back", "back")
_TO_REVIEW = option("button-to-review", "back")
_HELP = option("button-help", "help")
_WHY = option("button-why", "help")
_PAUSE = option("button-pause", "pause")
_STOP = option("button-stop", "stop", role="danger")


def start(turn: Turn) -> None:
    """Ask the first question; a form that has none leads straight on."""
    journey.arrive(turn, turn.interview.first())


def _face(turn: Turn) -> Face:
    question = journey.current(turn)
    waits = answers.awaits(question)
    numbered = turn.context.policy.conversation.buttons == "numbers" and _offers(question)
    return Face(tuple(asking.pieces(turn, question, waits)), _options(turn), waits, numbered)


def _options(turn: Turn) -> tuple[Option, ...]:
    question = journey.current(turn)
    choices = choosing.options(turn, question) if _offers(question) else _scale(turn, question)
    return (
        *choices,
        *asking.turning(turn, question),
        *pictures.options(turn, question),
        *_onward(question),
        *_always(turn, question),
    )


def _offers(question: Question) -> bool:
    """Tell whether there are choices to be made. What is read only is shown, not offered."""
    return bool(question.choices) and not question.readonly and question.kind == "question"


def _scale(turn: Turn, question: Question) -> tuple[Option, ...]:
    """Return the steps of a range, where they are few."""
    scale = None if question.readonly else asking.scale_of(turn, question)
    if scale is None:
        return ()
    return tuple(
        Option(Button(Words(step), marked=step == question.value), Action("value", step)) for step in scale.steps
    )


def _onward(question: Question) -> tuple[Option, ...]:
    """Return the ways on: every question can be skipped, an answer can be kept as it is or taken back."""
    if question.kind == "note" or question.readonly:
        return (_GO_ON,)
    if question.type == "repeat":
        return ()  # "no, that is all" is the way on
    if question.multiple:
        return (_DONE, _REMOVE if question.value else _SKIP)
    return (_NEXT, _REMOVE) if question.value else (_SKIP,)


def _always(turn: Turn, question: Question) -> tuple[Option, ...]:
    return (_TO_REVIEW if turn.state.editing else _BACK, _WHY if question.guidance else _HELP, _PAUSE, _STOP)


# --- what a press does --------------------------------------------------------------------------------


def _act(turn: Turn, action: Action) -> None:  # noqa: C901 -- a list, not logic
    question = journey.current(turn)
    match action.verb:
        case "page":
            turn.change(page=choosing.page(turn, question).number - 1 + int(action.noun))
        case "all":
            turn.change(found=None, page=0)
        case "leaf":
            turn.change(leaf=max(0, turn.state.leaf + int(action.noun)))
        case "attach":
            pictures.show(turn, question, action.noun)
        case "pick":
            answers.choose(turn, (action.noun,))
        case "toggle":
            choosing.toggle(turn, question, action.noun)
        case "undo":
            choosing.undo(turn, question)
        case "value":
            answers.write(turn, action.noun)
        case "done":
            answers.done(turn)
        case "remove":
            answers.remove(turn)
        case "forward":
            journey.forward(turn)
        case _:
            journey.back(turn)


ROOM = Room(face=_face, options=_options, act=_act, read=answers.read)
