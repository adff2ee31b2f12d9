"""Taking answers: choices, written values, sealed text and files. Whatever is taken passes `_merge`, and only there.

Text that is sealed never enters the state: the draft holds a mark, the part's identifier and its revision.
"""

from __future__ import annotations

from typing import Literal

from bot.conversation import journey, signals, typed
from bot.conversation.context import FileKind
from bot.conversation.effects import Adopt, Drop, Keep
from bot.conversation.events import SealedFile
from bot.conversation.screen import Line, Piece, Words
from bot.conversation.state import KeptPart
from bot.conversation.turn import Turn
from bot.interview import Question, Refusal
from storage.ids import id_from

_FILES: dict[str, frozenset[FileKind]] = {
    "image/*": frozenset({"image", "document"}),
    "audio/*": frozenset({"audio", "document"}),
    "video/*": frozenset({"video", "document"}),
}
_ANY_FILE: frozenset[FileKind] = frozenset({"image", "audio", "video", "document"})
_NO_FILE: frozenset[FileKind] = frozenset()
_SELECTS = {"select1", "select", "rank"}


def awaits(question: Question) -> Literal["choice", "text", "file"]:
    """Return what answers a question. A select whose filter leaves no choice can only be skipped."""
    fixed = question.kind == "note" or question.readonly or bool(question.choices)
    if fixed or question.control in _SELECTS:
        return "choice"
    return "file" if question.control == "upload" else "text"


# --- choices ------------------------------------------------------------------------------------------


def picked(turn: Turn, question: Question) -> tuple[str, ...]:
    """Return the choices that are marked: those toggled on this screen, otherwise those of the draft."""
    if turn.state.picks is not None:
        return turn.state.picks
    return () if question.sealed else tuple(question.value.split())


def toggle(turn: Turn, name: str) -> None:
    """Mark or unmark one choice; nothing is accepted before "done"."""
    now = picked(turn, journey.current(turn))
    turn.change(picks=tuple(each for each in now if each != name) if name in now else (*now, name))


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
    if question.choices:
        _read_choices(turn, question, text)
    elif waits == "choice":
        turn.say(Line("notice-buttons"))
    elif waits == "file":
        turn.say(Line("notice-send-file"))
    elif question.sealed:
        _seal(turn, question, text)
    else:
        write(turn, text)


def write(turn: Turn, text: str) -> None:
    """Take a value that stays in the draft, and go on."""
    if _merge(turn, turn.interview.accept(journey.current(turn).path, text)):
        journey.forward(turn)


def _read_choices(turn: Turn, question: Question, text: str) -> None:
    names = typed.meant(question, text)
    if not names:
        turn.say(Line("notice-no-such-choice"))
    elif question.multiple:
        now = picked(turn, question)
        turn.change(picks=(*now, *(name for name in names if name not in now)))
    else:
        choose(turn, names)


def _seal(turn: Turn, question: Question, text: str) -> None:
    if not _merge(turn, turn.interview.accept_sealed(question.path)):
        return
    part = KeptPart(
        part=id_from(turn.context.entropy[16:32]),
        compartment=question.compartment,
        kind="text",
        revision=_replace(turn, question.path),
    )
    turn.do(Keep(part=part.part, case=turn.state.case, compartment=part.compartment, revision=part.revision, text=text))
    turn.change(parts={**turn.state.parts, question.path: part})
    journey.forward(turn)


# --- files ----------------------------------------------------------------------------------------------


def files_for(question: Question) -> frozenset[FileKind]:
    """Return the kinds of file that answer a question; a photo or a recording may also come as a document."""
    return _FILES.get(question.mediatype, _ANY_FILE) if question.control == "upload" else _NO_FILE


def take_file(turn: Turn, file: SealedFile) -> bool:
    """Adopt a sealed file as the answer to the question on show. False: nobody has asked for it, or it was refused."""
    question = journey.current(turn)
    wanted = question.compartment == file.compartment and file.kind in files_for(question)
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
    return True


# --- what all have in common ----------------------------------------------------------------------------


def remove(turn: Turn) -> None:
    """Take an answer back, and go on, even one that the form requires. What was sealed for it is destroyed."""
    path = journey.current(turn).path
    _merge(turn, {path: ""})
    _replace(turn, path)
    turn.change(parts={other: part for other, part in turn.state.parts.items() if other != path})
    journey.forward(turn)


def _replace(turn: Turn, path: str) -> int:
    """Destroy the sealed part of an answer, if it has one; return the revision of what comes in its place."""
    old = turn.state.parts.get(path)
    if old is None:
        return 0
    turn.do(Drop(case=turn.state.case, parts=(old.part,)))
    return old.revision + 1


def _merge(turn: Turn, outcome: dict[str, str] | Refusal) -> bool:
    """Merge accepted answers into the draft and answer to their signals; say why they were not accepted."""
    if isinstance(outcome, Refusal):
        turn.say(_reason(outcome))
        return False
    before = frozenset(turn.interview.outline()) if turn.state.editing else frozenset()
    turn.change(answers={**turn.state.answers, **outcome})
    if turn.state.editing:
        new = tuple(path for path in turn.interview.outline() if path not in before)
        turn.change(todo=tuple(dict.fromkeys((*turn.state.todo, *new))))
    signals.react(turn)
    return True


def _reason(refusal: Refusal) -> Piece:
    return Line(refusal.id) if refusal.message is None else Words(refusal.message)
