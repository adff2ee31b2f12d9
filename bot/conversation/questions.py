"""The questions room: runs `bot.interview` one question at a time. How each looks is here; `answers` takes answers."""

from __future__ import annotations

from bot.conversation import answers, journey
from bot.conversation.context import Action
from bot.conversation.screen import Button, Line, Piece, Words
from bot.conversation.turn import Face, Option, Room, Turn, option
from bot.interview import Question, ShownChoice

_DONE = option("button-done", "done", role="go")
_GO_ON = option("button-go-on", "forward", role="go")
_NEXT = option("button-next", "forward", role="go")
_SKIP = option("button-skip", "forward")
_REMOVE = option("button-remove", "remove")
_BACK = option("button-back", "back")
_TO_REVIEW = option("button-to-review", "back")
_HELP = option("button-help", "help")
_PAUSE = option("button-pause", "pause")
_STOP = option("button-stop", "stop", role="danger")
_MORE = option("button-more", "page", "1")
_LESS = option("button-less", "page", "-1")

_HOW = {
    "int": "question-how-number",
    "decimal": "question-how-decimal",
    "date": "question-how-date",
    "time": "question-how-time",
    "dateTime": "question-how-moment",
}
"""How an answer is written, by bind type; what is missing here is plain text."""
_HOW_FILE = {"image/*": "question-how-image", "audio/*": "question-how-audio", "video/*": "question-how-video"}


def start(turn: Turn) -> None:
    """Ask the first question; a form that has none leads straight on."""
    journey.arrive(turn, turn.interview.first())


def _face(turn: Turn) -> Face:
    question = journey.current(turn)
    waits = answers.awaits(question)
    return Face(tuple(_pieces(turn, question, waits)), _options(turn), waits)


def _options(turn: Turn) -> tuple[Option, ...]:
    question = journey.current(turn)
    choices = _choices(turn, question) if question.choices else ()
    return (*choices, *_onward(question), *_always(turn))


# --- what is said -----------------------------------------------------------------------------------


def _pieces(turn: Turn, question: Question, waits: str) -> list[Piece]:
    asked, about = turn.interview.progress(question.path)
    pieces: list[Piece] = [Line("question-progress", {"n": asked, "m": about})]
    if question.heading:
        pieces.append(Words(question.heading, "quiet"))
    pieces.append(Words(question.label, "strong"))
    if question.hint:
        pieces.append(Words(question.hint, "quiet"))
    if question.required:
        pieces.append(Line("question-wanted"))
    if waits != "choice":
        pieces.append(Line(_how(question, waits)))
    if question.value and not question.choices:
        pieces.append(_present(question))
    return pieces


def _how(question: Question, waits: str) -> str:
    if waits == "file":
        return _HOW_FILE.get(question.mediatype, "question-how-file")
    return _HOW.get(question.type, "question-how-text")


def _present(question: Question) -> Piece:
    return Line("question-kept") if question.sealed else Line("question-now", {"value": question.value})


# --- what can be pressed -----------------------------------------------------------------------------


def _choices(turn: Turn, question: Question) -> tuple[Option, ...]:
    size = turn.context.policy.limits.choices_per_page
    start_at = turn.state.page * size
    picked = answers.picked(turn, question)
    page = question.choices[start_at : start_at + size]
    options = [_choice(question, choice, picked) for choice in page]
    if start_at:
        options.append(_LESS)
    if start_at + size < len(question.choices):
        options.append(_MORE)
    return tuple(options)


def _choice(question: Question, choice: ShownChoice, picked: tuple[str, ...]) -> Option:
    marked = choice.name in picked
    verb = "toggle" if question.multiple else "pick"
    return Option(Button(_label(question, choice, picked), marked=marked), Action(verb, choice.name))


def _label(question: Question, choice: ShownChoice, picked: tuple[str, ...]) -> Piece:
    if question.control == "trigger":
        return Line("button-ok")
    if question.type == "repeat":
        return Line(f"button-repeat-{choice.name}")
    if question.control == "rank" and choice.name in picked:
        return Words(f"{picked.index(choice.name) + 1}. {choice.label}")
    return Words(choice.label)


def _onward(question: Question) -> tuple[Option, ...]:
    """Return the ways on: every question can be skipped, an answer can be kept as it is or taken back."""
    if question.kind == "note" or question.readonly:
        return (_GO_ON,)
    if question.multiple:
        return (_DONE, _REMOVE if question.value else _SKIP)
    return (_NEXT, _REMOVE) if question.value else (_SKIP,)


def _always(turn: Turn) -> tuple[Option, ...]:
    return (_TO_REVIEW if turn.state.editing else _BACK, _HELP, _PAUSE, _STOP)


# --- what a press does --------------------------------------------------------------------------------


def _act(turn: Turn, action: Action) -> None:
    match action.verb:
        case "page":
            turn.change(page=max(0, turn.state.page + int(action.noun)))
        case "pick":
            answers.choose(turn, (action.noun,))
        case "toggle":
            answers.toggle(turn, action.noun)
        case "done":
            answers.choose(turn, answers.picked(turn, journey.current(turn)))
        case "remove":
            answers.remove(turn)
        case "forward":
            journey.forward(turn)
        case _:
            journey.back(turn)


ROOM = Room(face=_face, options=_options, act=_act, read=answers.read)
