"""Taking answers: choices, written values, sealed text and files. Whatever is taken passes `_merge`, and only there.

Text that is sealed never enters the state: the draft holds a mark, the part's identifier and its revision.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Literal

from bot.conversation import choosing, journey, signals, typed
from bot.conversation.compartments import reader
from bot.conversation.context import FileKind
from bot.conversation.effects import Adopt, Drop, Keep
from bot.conversation.events import FileReceived, PlaceShared
from bot.conversation.screen import Line, Piece, Words
from bot.conversation.state import KeptPart
from bot.conversation.turn import Turn
from bot.interview import SEALED, Question, Refusal
from storage.ids import id_from

_FILES: dict[str, frozenset[FileKind]] = {
    "image/*": frozenset({"image", "document"}),
    "audio/*": frozenset({"audio", "document"}),
    "video/*": frozenset({"video", "document"}),
}
_ANY_FILE: frozenset[FileKind] = frozenset({"image", "audio", "video", "document"})
_NO_FILE: frozenset[FileKind] = frozenset()
_SELECTS = {"select1", "select", "rank"}
_POLE = 90.0


def awaits(question: Question) -> Literal["choice", "text", "file"]:
    """Return what answers a question. A select whose filter leaves no choice can only be skipped."""
    fixed = question.kind == "note" or question.readonly or bool(question.choices)
    if fixed or question.control in _SELECTS:
        return "choice"
    return "file" if question.control == "upload" else "text"


# --- choices ------------------------------------------------------------------------------------------


def done(turn: Turn) -> None:
    """Take the choices that are marked."""
    question = journey.current(turn)
    names = choosing.ranked(turn, question) if question.control == "rank" else choosing.picked(turn, question)
    if names is not None:
        choose(turn, names)


def choose(turn: Turn, names: tuple[str, ...]) -> None:
    """Take choices, and go on. What was sealed before stays where nothing new is chosen: it could not be shown."""
    question = journey.current(turn)
    if question.sealed and names:
        _seal(turn, question, " ".join(names))
    elif question.sealed or _merge(turn, turn.interview.accept_choices(question.path, names)):
        journey.forward(turn)


# --- text ---------------------------------------------------------------------------------------------


def read(turn: Turn, text: str) -> None:
    """Take what the person wrote as the answer to the question on show, if it can be one."""
    question = journey.current(turn)
    waits = awaits(question)
    if question.kind == "note" or question.readonly:
        turn.say(Line("notice-buttons"))
    elif question.choices:
        _read_choices(turn, question, text)
    elif waits == "choice":
        turn.say(Line("notice-buttons"))
    elif waits == "file":
        turn.say(Line("notice-send-file"))
    else:
        write(turn, text)


def write(turn: Turn, text: str) -> None:
    """Take what was written, or a step of a range that was pressed: sealed, or into the draft. Then go on."""
    question = journey.current(turn)
    if question.sealed:
        _seal(turn, question, text)
    elif _merge(turn, turn.interview.accept(question.path, text)):
        journey.forward(turn)


def _read_choices(turn: Turn, question: Question, text: str) -> None:
    names = typed.meant(question, text, whole=choosing.is_long(turn, question))
    if not names:
        choosing.look(turn, question, text)
    elif question.multiple:
        choosing.mark(turn, question, names)
    else:
        choose(turn, names)


def _seal(turn: Turn, question: Question, text: str) -> None:
    if not _merge(turn, turn.interview.accept_sealed(question.path)):
        return
    part = _keep(turn, question, text, revision=_replace(turn, question.path), entropy=turn.context.entropy[16:32])
    turn.change(parts={**turn.state.parts, question.path: part})
    journey.forward(turn)


def _keep(turn: Turn, question: Question, text: str, *, revision: int, entropy: bytes) -> KeptPart:
    part = KeptPart(part=id_from(entropy), compartment=reader(question.compartment), kind="text", revision=revision)
    turn.do(Keep(part=part.part, case=turn.state.case, compartment=part.compartment, revision=revision, text=text))
    return part


# --- places ---------------------------------------------------------------------------------------------


def take_place(turn: Turn, place: PlaceShared) -> bool:
    """Take a place that was sent as such. False: nobody has asked for it."""
    question = journey.current(turn)
    if question.type != "geopoint" or question.readonly:
        return False
    degrees = (place.latitude, place.longitude)
    if all(map(isfinite, degrees)) and abs(degrees[0]) <= _POLE and abs(degrees[1]) <= 2 * _POLE:
        metres = place.accuracy if isfinite(place.accuracy) else 0.0
        write(turn, " ".join(f"{number:.7f}".rstrip("0").rstrip(".") for number in (*degrees, 0.0, abs(metres))))
    else:
        turn.say(Line("refused-place"))
    return True


# --- files ----------------------------------------------------------------------------------------------


def files_for(question: Question) -> frozenset[FileKind]:
    """Return the kinds of file that answer a question; a photo or a recording may also come as a document."""
    return _FILES.get(question.mediatype, _ANY_FILE) if question.control == "upload" else _NO_FILE


def take_file(turn: Turn, event: FileReceived) -> bool:
    """Adopt a sealed file as the answer to the question on show. False: nobody has asked for it, or it was refused.

    Words that came beside it are sealed as a part of their own, under the same question.
    """
    file, question = event.file, journey.current(turn)
    wanted = reader(question.compartment) == file.compartment and file.kind in files_for(question)
    if not wanted or not _merge(turn, turn.interview.accept_sealed(question.path)):
        return False
    part = KeptPart(
        part=file.part,
        compartment=file.compartment,
        kind=file.kind,
        revision=_replace(turn, question.path),
        sha256=file.sha256,
    )
    turn.do(Adopt(file=file, case=turn.state.case))
    turn.change(parts={**turn.state.parts, question.path: part})
    journey.forward(turn)
    if event.caption.strip():
        _caption(turn, question, event.caption, revision=part.revision)
    return True


def _caption(turn: Turn, question: Question, text: str, *, revision: int) -> None:
    if not readable(text) or len(text) > turn.context.policy.limits.text_characters:
        turn.say(Line("notice-caption-lost"))
        return
    part = _keep(turn, question, text, revision=revision, entropy=turn.context.entropy[48:64])
    turn.change(captions={**turn.state.captions, question.path: part})


def readable(text: str) -> bool:
    """Tell whether text can be stored as it came: lone surrogates cannot be."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


# --- what all have in common ----------------------------------------------------------------------------


def remove(turn: Turn) -> None:
    """Take an answer back, and go on, even one that the form requires. What was sealed for it is destroyed."""
    path = journey.current(turn).path
    change = turn.interview.accept(path, "")
    _merge(turn, {path: ""} if isinstance(change, Refusal) else change)
    journey.forward(turn)


def _replace(turn: Turn, path: str) -> int:
    """Destroy what was sealed for an answer, if anything was; return the revision of what comes in its place."""
    state = turn.state
    old = [each for each in (state.parts.get(path), state.captions.get(path)) if each is not None]
    if not old:
        return 0
    turn.do(Drop(case=state.case, parts=tuple(each.part for each in old)))
    turn.change(parts=_without(state.parts, path), captions=_without(state.captions, path))
    return old[0].revision + 1


def _without(parts: Mapping[str, KeptPart], path: str) -> dict[str, KeptPart]:
    return {other: part for other, part in parts.items() if other != path}


def _merge(turn: Turn, outcome: dict[str, str] | Refusal) -> bool:
    """Merge the whole change into the draft and answer to its signals; say why an answer was not accepted.

    A change may set other answers than the one that was given: assignments, first values, calculations.
    """
    if isinstance(outcome, Refusal):
        turn.say(_reason(outcome))
        return False
    before = frozenset(turn.interview.outline()) if turn.state.editing else frozenset()
    turn.change(answers={**turn.state.answers, **outcome})
    for path in [path for path, value in outcome.items() if value != SEALED and path in turn.state.parts]:
        _replace(turn, path)  # taken back, here or by an assignment of the form: then its seal goes too
    if turn.state.editing:
        new = tuple(path for path in turn.interview.outline() if path not in before)
        turn.change(todo=tuple(dict.fromkeys((*turn.state.todo, *new))))
    signals.react(turn)
    return True


def _reason(refusal: Refusal) -> Piece:
    return Line(refusal.id) if refusal.message is None else Words(refusal.message)
