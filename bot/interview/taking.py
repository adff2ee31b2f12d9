"""What is taken at one place: each function returns the change to merge into the answers, or why there is none."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from bot.interview.choices import meant
from bot.interview.course import Stand
from bot.interview.entry import normalise
from bot.interview.following import answered, resized
from bot.interview.program import Program
from bot.interview.run import Run
from bot.interview.showing import choices, demanded, holds
from bot.interview.shown import SEALED, Refusal
from bot.interview.spots import instances
from bot.interview.values import READERS, to_boolean, to_number


def take_text(program: Program, run: Run, stand: Stand, text: str) -> dict[str, str] | Refusal:
    """Take what a person wrote. Blank text clears."""
    spot = stand.spot
    if spot.node.kind == "note":
        return {}
    if not text.strip():
        return {} if spot.node.kind == "repeat" else _take(program, run, stand, "")
    if spot.sealed:
        return Refusal(id="refused-sealed")
    offered = choices(program, run, stand)
    if offered or spot.node.itemset is not None:
        picked = meant(offered, text, multiple=spot.multiple)
        return Refusal(id="refused-choice") if picked is None else take_choices(program, run, stand, picked)
    entered = normalise(spot.node.type, spot.node.appearance, text)
    return entered if isinstance(entered, Refusal) else _take(program, run, stand, entered)


def take_choices(program: Program, run: Run, stand: Stand, picked: tuple[str, ...]) -> dict[str, str] | Refusal:
    """Take choices by name. They are stored in the order of the list; for a ranking the order is the answer."""
    spot = stand.spot
    known = list(dict.fromkeys(choice.name for choice in choices(program, run, stand)))
    wanted = list(dict.fromkeys(picked))
    if not set(wanted) <= set(known) or (len(wanted) > 1 and not spot.multiple):
        return Refusal(id="refused-choice")
    if spot.node.kind == "repeat":
        return _resize(program, run, stand, wanted)
    if spot.node.control == "rank":
        complete = len(wanted) in {0, len(known)}
        return _take(program, run, stand, " ".join(wanted)) if complete else Refusal(id="refused-choice")
    order = program.named.get(spot.node.itemset.choices, known) if spot.node.itemset is not None else known
    return _take(program, run, stand, " ".join(name for name in order if name in wanted))


def take_sealed(program: Program, run: Run, stand: Stand) -> dict[str, str] | Refusal:
    """Take that an answer was sealed on arrival. Its content is judged by nobody."""
    if stand.spot.node.kind != "question" or not stand.spot.sealed:
        return Refusal(id="refused-sealed")
    if holds(stand.spot.readonly, run, stand.at):
        return Refusal(id="refused-readonly")
    return answered(program, run, *stand, SEALED)


def _resize(program: Program, run: Run, stand: Stand, wanted: list[str]) -> dict[str, str]:
    """Add the instance that was asked about, or take away the last one; its answers stay where they are."""
    spot, outer = stand.spot, stand.at[:-1]
    last = instances(spot, run, outer)
    if wanted == ["more"]:
        return resized(program, run, spot, outer, max(last, min(stand.at[-1], last + 1)))
    if wanted == ["fewer"]:
        return resized(program, run, spot, outer, max(0, last - 1))
    return {}


def _take(program: Program, run: Run, stand: Stand, text: str) -> dict[str, str] | Refusal:
    spot, at = stand.spot, stand.at
    if holds(spot.readonly, run, at):
        return Refusal(id="refused-readonly")
    if not text:
        if demanded(program, run, stand):
            return Refusal(id="refused-required", message=spot.required_message(run, at) or None)
    elif not _in_range(stand, text) or not _allowed(run, stand, text):
        return Refusal(id="refused-constraint", message=spot.constraint_message(run, at) or None)
    return answered(program, run, spot, at, text)


def _in_range(stand: Stand, text: str) -> bool:
    """Return whether a range's own limits and steps hold: ODK keeps them in its parameters, not in the constraint."""
    node = stand.spot.node
    if node.control != "range":
        return True
    start, end, step = (_limit(node.parameters.get(name, "")) for name in ("start", "end", "step"))
    if start is None or end is None:
        return True
    place = Decimal(text)
    return min(start, end) <= place <= max(start, end) and (not step or (place - start) % step == 0)


def _limit(written: str) -> Decimal | None:
    number = to_number(written)
    return Decimal(written.strip()) if isfinite(number) else None


def _allowed(run: Run, stand: Stand, text: str) -> bool:
    constraint, reader = stand.spot.constraint, READERS.get(stand.spot.node.type)
    if constraint is None:
        return True
    run.candidate = text if reader is None else reader(text)
    return to_boolean(constraint(run, stand.at))
