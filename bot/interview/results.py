"""What an interview has come to: the lines to read back, the signals for triage, and what is handed in."""

from __future__ import annotations

from collections.abc import Iterator

from bot.interview.choices import labels
from bot.interview.course import Stand
from bot.interview.functions import names
from bot.interview.program import Program
from bot.interview.run import At, Run
from bot.interview.shown import SEALED, Submitted, SummaryLine
from bot.interview.spots import Spot, everywhere, instances
from bot.interview.values import to_stored, to_text
from config.questionnaire.plan import Signal


def stands(program: Program, run: Run) -> Iterator[Stand]:
    """Yield every place that would be shown now, in order."""
    stand = program.course.first(run)
    while stand is not None:
        yield stand
        stand = program.course.after(run, stand)


def summary(program: Program, run: Run) -> tuple[SummaryLine, ...]:
    """Return a line for every relevant question."""
    return tuple(_line(program, run, stand) for stand in stands(program, run) if stand.spot.node.kind == "question")


def _line(program: Program, run: Run, stand: Stand) -> SummaryLine:
    spot, at = stand.spot, stand.at
    value = to_stored(spot.read(run, at))
    picked = _picked(program, run, stand, value)
    hidden = value == SEALED
    return SummaryLine(
        path=spot.address(at),
        label=spot.label(run, at),
        shown="" if hidden else value if picked is None else picked,
        answered=value != "",
        sealed=spot.sealed,
    )


def _picked(program: Program, run: Run, stand: Stand, value: str) -> str | None:
    """Return the labels of the choices in a value; None where the question has none."""
    return None if stand.spot.node.itemset is None else labels(program, run, *stand, value)


def signals(program: Program, run: Run) -> frozenset[str]:
    """Return the names of the signals that are raised in any instance of their nodes."""
    return frozenset(
        signal.name
        for spot in program.signalling
        if spot.depth or spot.derived or spot.node.path in run.answers  # what nobody answered raises nothing
        for at in everywhere(spot, run)
        for signal in spot.node.signals
        if _raised(signal, spot, run, at)
    )


def _raised(signal: Signal, spot: Spot, run: Run, at: At) -> bool:
    if not spot.relevant(run, at):
        return False
    value = to_text(spot.read(run, at))
    if signal.choices:
        return not set(signal.choices).isdisjoint(names(value))
    return value not in {"", "0", "false"}


def submission(program: Program, run: Run) -> tuple[Submitted, ...]:
    """Return every relevant node that has a value, in document order, the instances of a repeat one after another."""
    return tuple(_submitted(program, run, program.spots[0], ()))


def _submitted(program: Program, run: Run, spot: Spot, at: At) -> Iterator[Submitted]:
    for child in spot.children:
        if child.node.kind != "repeat":
            places = [at]
        else:
            places = [(*at, index) for index in range(1, instances(child, run, at) + 1)]
        for here in places:
            if not child.relevant(run, here):
                continue
            value = to_stored(child.read(run, here))
            if value:
                yield _entry(program, run, Stand(child, here), value)
            yield from _submitted(program, run, child, here)


def _entry(program: Program, run: Run, stand: Stand, value: str) -> Submitted:
    spot, at = stand.spot, stand.at
    return Submitted(
        path=spot.address(at),
        name=spot.name,
        compartment=spot.compartment,
        label=spot.label(run, at),
        value=value,
        shown=_picked(program, run, stand, value),
        sealed=value == SEALED,
    )
