"""What an answer brings with it: what its assignments set, and values that are kept once they are there.

As JavaRosa does: a `setvalue` on xforms-value-changed runs when the stored text has changed, whether or not its target
is relevant, and may set off others; a dynamic default is worked out when its instance appears; `once()` keeps the
first value that is no blank; a question that is calculated loses what a person put there when something that it is
calculated from is answered. https://getodk.github.io/xforms-spec/#setvalue-action
"""

from __future__ import annotations

from typing import Final

from bot.interview.moments import Moment
from bot.interview.program import Program, Rework
from bot.interview.run import At, Run
from bot.interview.shown import SEALED
from bot.interview.spots import Assign, Spot, everywhere, instances
from bot.interview.values import WRITERS, Value, settled, to_stored
from config.questionnaire.plan import Call, Text

_MOST: Final = 500
"""Assignments that one answer can set off: a form whose assignments chase each other ends here."""
_EVERYTHING: Final = -1
"""The bits of all nodes."""
_ROUNDS: Final = 10
"""Times that values which are kept may bring about others."""


def answered(program: Program, run: Run, spot: Spot, at: At, text: str) -> dict[str, str]:
    """Return the change that an answer is, with all that follows from it."""
    if not program.assigning and not program.fixing and not program.reworking:
        return {spot.address(at): text}
    ripple = _Ripple(program, run)
    ripple.store(spot, at, text, anew=text == SEALED)  # what is sealed may say something else than before
    return ripple.settled()


def resized(program: Program, run: Run, repeat: Spot, at: At, count: int) -> dict[str, str]:
    """Return the change that a new number of instances is, with all that follows from it."""
    ripple = _Ripple(program, run)
    ripple.put(repeat, at, str(count))
    return ripple.settled()


def begun(program: Program, run: Run) -> dict[str, str]:
    """Return what an interview begins with: defaults in the order of the form, and all that follows from them."""
    ripple = _Ripple(program, run, news=_EVERYTHING)
    for spot in program.spots:
        if spot.default is None or spot.depth:
            continue
        text = _written(spot, spot.default(ripple.look(), ()))
        if text and isinstance(spot.node.default, Text):  # it is there from the outset: nothing changes
            ripple.put(spot, (), text)
        elif text:
            ripple.store(spot, (), text)
    return ripple.settled()


class _Ripple:
    """Answers as they change, one after the other."""

    def __init__(self, program: Program, run: Run, *, news: int = 0) -> None:
        self._program = program
        self._run = run
        self._answers = dict(run.answers)
        self._change: dict[str, str] = {}
        self._news = news
        """Bits of the nodes that have been stored since first values were last looked for."""
        self._left = _MOST
        self._stored: list[tuple[Spot, At]] = []
        """What has been stored, in order; what is calculated from it is worked out anew."""

    def look(self) -> Run:
        """Return a look at the answers as they are now."""
        return self._run.over(self._answers)

    def put(self, spot: Spot, at: At, text: str) -> None:
        """Store a text, and that is all. For the count of a repeat `at` is without an index of its own."""
        path = spot.address(at)
        self._answers[path] = self._change[path] = text
        self._news |= 1 << spot.index
        self._stored.append((spot, at))

    def store(self, spot: Spot, at: At, text: str, *, anew: bool = False) -> None:
        """Store a text, and all that it sets off where it is another than before, or `anew`."""
        pending = self._set(spot, at, text, anew=anew)
        while pending and self._left:
            self._left -= 1
            assign, origin, here = pending.pop()
            place = self._place(assign.target, origin, here)
            if place is not None:
                value = assign.value(self.look(), place)
                pending += self._set(assign.target, place, _written(assign.target, value), anew=False)

    def settled(self) -> dict[str, str]:
        """Store what has come about for the first time, and return everything that was stored."""
        for _ in range(_ROUNDS):
            self._rework()
            run, news = self.look(), self._news
            self._news = 0
            touched = [spot for spot in self._program.fixing if spot.sources & news]
            found = [(spot, at, self._first(spot, at, run)) for spot in touched for at in everywhere(spot, run)]
            for spot, at, text in found:
                if text is not None and spot.calculate is None:
                    self.store(spot, at, text)
                elif text is not None:
                    self.put(spot, at, text)
            if not self._news:
                break
        return self._change

    def _rework(self) -> None:
        """Work out anew what a person put into calculated questions, where it comes from what was stored."""
        known = set(self._stored)
        for stored, at in self._stored:  # which grows meanwhile
            for rework in self._program.reworking:
                if rework.origins >> stored.index & 1:
                    self._rework_one(rework, self._beside(rework.spot, stored, at), known)
        self._stored.clear()

    def _rework_one(self, rework: Rework, places: list[At], known: set[tuple[Spot, At]]) -> None:
        spot = rework.spot
        for place in places:
            if (spot, place) not in known and spot.address(place) in self._answers:
                known.add((spot, place))
                self.put(spot, place, _written(spot, rework.calculate(self.look(), place)))

    # --- one node -------------------------------------------------------------------------------------

    def _set(self, spot: Spot, at: At, text: str, *, anew: bool) -> list[tuple[Assign, Spot, At]]:
        """Store a text; return the assignments that this sets off, the last first."""
        changed = anew or text != self._before(spot, spot.address(at))
        self.put(spot, at, text)
        return [(assign, spot, at) for assign in reversed(spot.assignments)] if changed else []

    def _before(self, spot: Spot, path: str) -> str:
        default = spot.node.default if spot.depth else None
        return self._answers.get(path, default.value if isinstance(default, Text) else "")

    def _place(self, target: Spot, origin: Spot, at: At) -> At | None:
        """Return the instance that is set: in the repeats that both share the same, in others the first, if any."""
        run, here = self.look(), at[:0]
        for repeat in target.repeats:
            if repeat in origin.repeats:
                here = at[: repeat.depth]
            elif instances(repeat, run, here):
                here = (*here, 1)
            else:
                return None
        return here

    def _beside(self, spot: Spot, stored: Spot, at: At) -> list[At]:
        """Return the places of a node that are in the same instance, of the repeats that it shares with another."""
        shared = sum(mine is other for mine, other in zip(spot.repeats, stored.repeats, strict=False))
        here = at[:shared]
        return [place for place in everywhere(spot, self.look()) if place[: len(here)] == here]

    def _first(self, spot: Spot, at: At, run: Run) -> str | None:
        """Return what a node has come to that is not stored yet; None where there is nothing new."""
        stored = self._answers.get(spot.address(at))
        if stored and isinstance(spot.node.calculate, Call) and spot.node.calculate.name == "once":
            return None
        if spot.calculate is None:
            return None if stored is not None or spot.default is None else _written(spot, spot.default(run, at))
        text = to_stored(spot.read(run, at)) if spot.relevant(run, at) else stored
        return None if text == (stored or "") else text


def _written(spot: Spot, value: Value) -> str:
    """Return a value in the text form of the node that is to hold it."""
    value = WRITERS.get(spot.node.type, settled)(value)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Moment):
        return _moment(spot.node.type, value)
    return to_stored(value)


def _moment(kind: str, moment: Moment) -> str:
    if kind == "date":
        return moment.day.isoformat()
    if kind == "time":
        return moment.stored.partition("T")[2] or moment.clock.isoformat(timespec="milliseconds")
    return moment.stored
