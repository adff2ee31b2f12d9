"""What is shown at one place: words in the person's language, the choices on offer, and what has been answered."""

from __future__ import annotations

from bot.interview.choices import ACKNOWLEDGED, shown, signs
from bot.interview.course import Stand
from bot.interview.program import Program
from bot.interview.run import At, Evaluate, Run
from bot.interview.shown import Question, ShownChoice
from bot.interview.spots import Spot, around
from bot.interview.values import to_boolean, to_stored


def question(program: Program, run: Run, stand: Stand) -> Question:
    """Return the question, the note or the "add another?" of a place."""
    spot, at, node = stand.spot, stand.at, stand.spot.node
    repeat = node.kind == "repeat"
    offered = choices(program, run, stand)
    return Question(
        path=spot.address(at),
        name=spot.name,
        kind="note" if node.kind == "note" else "question",
        type="repeat" if repeat else node.type,
        control="select1" if repeat else node.control,
        appearance=node.appearance,
        mediatype=node.mediatype,
        label=spot.label(run, at),
        hint=spot.hint(run, at),
        guidance=spot.guidance(run, at),
        media=spot.media(run.language),
        choices=offered,
        multiple=spot.multiple,
        required=_demanded(run, stand, offered),
        readonly=holds(spot.readonly, run, at),
        value=to_stored(spot.read(run, at)),
        sealed=spot.sealed,
        compartment=spot.compartment,
        heading=_heading(program, run, stand),
    )


def choices(program: Program, run: Run, stand: Stand) -> tuple[ShownChoice, ...]:
    """Return what can be picked at a place: of a list, or the interview's own signs."""
    spot, at = stand.spot, stand.at
    if spot.node.kind == "repeat":
        return signs("more", "enough", "fewer") if at[-1] > 1 else signs("more", "enough")
    if spot.node.control == "trigger":
        return signs(ACKNOWLEDGED)
    return shown(program, run, spot, at)


def demanded(program: Program, run: Run, stand: Stand) -> bool:
    """Return whether an answer is required that can be given."""
    return holds(stand.spot.required, run, stand.at) and _demanded(run, stand, choices(program, run, stand))


def _demanded(run: Run, stand: Stand, offered: tuple[ShownChoice, ...]) -> bool:
    """A place can always be left out: a phone that tells where it is betrays. So can what nobody could answer."""
    spot = stand.spot
    if spot.node.type == "geopoint" or (spot.node.itemset is not None and not offered):
        return False
    return holds(spot.required, run, stand.at) and not holds(spot.readonly, run, stand.at)


def holds(expression: Evaluate | None, run: Run, at: At) -> bool:
    """Return whether a condition is there and true."""
    return expression is not None and to_boolean(expression(run, at))


def _heading(program: Program, run: Run, stand: Stand) -> str:
    """Return the labels of the groups that enclose this place and did not enclose the one before."""
    entered = _enclosing(stand.spot, stand.at)
    if not entered:
        return ""
    before = program.course.before(run, stand)
    if before is not None and before.spot.parent is stand.spot.parent and before.at == stand.at:
        return ""  # as nearly always
    left = [] if before is None else _enclosing(before.spot, before.at)
    words = [group.label(run, here) for group, here in entered if (group, here) not in left]
    return "\n".join(filter(None, words))


def _enclosing(spot: Spot, at: At) -> list[tuple[Spot, At]]:
    return [(group, at[: group.depth]) for group in around(spot)]
