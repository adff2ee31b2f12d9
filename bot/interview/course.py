"""The course of an interview: everything that can be shown, laid out in a line with the repeats as loops.

Walks forwards and backwards, passing over what is not relevant. Nothing here knows what is shown.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from bot.interview.run import At, Run
from bot.interview.spots import MAX_INSTANCES, Spot, instances


class Stop(NamedTuple):
    """One place on the line. Between a repeat's "enter" and "leave" lies what each of its instances shows."""

    kind: Literal["ask", "enter", "leave"]
    spot: Spot


class Stand(NamedTuple):
    """Where somebody stands: at a question or note, or at a repeat's "add another?" for the instance `at` names."""

    spot: Spot
    at: At


Goto: TypeAlias = tuple[int, At]
"""A place on the line, and the indexes of the repeats around it."""


class Course:
    """The line of one Plan."""

    def __init__(self, root: Spot) -> None:
        self.stops: list[Stop] = []
        self._begins: dict[Spot, int] = {}
        self._ends: dict[Spot, int] = {}  # the first stop after a node and all that is in it
        self._lay(root)

    def _lay(self, spot: Spot) -> None:
        self._begins[spot] = len(self.stops)
        if spot.node.kind == "repeat":
            self.stops.append(Stop("enter", spot))
        elif spot.node.kind in {"question", "note"}:
            self.stops.append(Stop("ask", spot))
        for child in spot.children:
            self._lay(child)
        if spot.node.kind == "repeat":
            self.stops.append(Stop("leave", spot))
        self._ends[spot] = len(self.stops)

    def first(self, run: Run) -> Stand | None:
        """Return the first thing to show."""
        return self._forward(run, (0, ()))

    def after(self, run: Run, stand: Stand) -> Stand | None:
        """Return the next thing to show."""
        spot, at = stand.spot, stand.at
        gone = _gone(run, stand)
        if gone is not None:
            last = instances(gone, run, at[: gone.depth - 1])
            return self._forward(run, (self._ends[gone] - 1, (*at[: gone.depth - 1], last)))
        if spot.node.kind == "repeat" and at[-1] > instances(spot, run, at[:-1]):
            return self._forward(run, (self._ends[spot], at[:-1]))
        return self._forward(run, (self._begins[spot] + 1, at))

    def before(self, run: Run, stand: Stand) -> Stand | None:
        """Return the thing shown before."""
        spot, at = stand.spot, stand.at
        gone = _gone(run, stand)
        if gone is not None:
            return self._backward(run, (self._ends[gone] - 1, at[: gone.depth - 1]))
        if spot.node.kind != "repeat":
            return self._backward(run, (self._begins[spot] - 1, at))
        return self._backward(run, self._into_last(spot, at[:-1], min(at[-1] - 1, instances(spot, run, at[:-1]))))

    # --- forwards ---------------------------------------------------------------------------------

    def _forward(self, run: Run, here: Goto) -> Stand | None:
        while here[0] < len(self.stops):
            stop = self.stops[here[0]]
            if stop.kind == "ask":
                found = self._ask(run, stop.spot, here, forward=True)
            elif stop.kind == "enter":
                found = self._loop(run, stop.spot, here[1], done=0)
            else:
                found = self._loop(run, stop.spot, here[1][:-1], done=here[1][-1])
            if isinstance(found, Stand):
                return found
            here = found
        return None

    def _loop(self, run: Run, repeat: Spot, at: At, *, done: int) -> Stand | Goto:
        """Go round a repeat once more, ask whether to, or leave it. `done` instances lie behind."""
        following = (*at, done + 1)
        if done < instances(repeat, run, at):
            return self._begins[repeat] + 1, following
        if _prompts(repeat, run, following):
            return Stand(repeat, following)
        return self._ends[repeat], at

    # --- backwards --------------------------------------------------------------------------------

    def _backward(self, run: Run, here: Goto) -> Stand | None:
        while here[0] >= 0:
            stop = self.stops[here[0]]
            if stop.kind == "ask":
                found = self._ask(run, stop.spot, here, forward=False)
            elif stop.kind == "leave":
                found = self._back_into(run, stop.spot, here[1])
            else:
                found = self._into_last(stop.spot, here[1][:-1], here[1][-1] - 1)
            if isinstance(found, Stand):
                return found
            here = found
        return None

    def _back_into(self, run: Run, repeat: Spot, at: At) -> Stand | Goto:
        """Enter a repeat from behind: by its "add another?" if it has one."""
        last = instances(repeat, run, at)
        if _prompts(repeat, run, (*at, last + 1)):
            return Stand(repeat, (*at, last + 1))
        return self._into_last(repeat, at, last)

    def _into_last(self, repeat: Spot, at: At, last: int) -> Goto:
        """Return the end of instance `last`, or what lies before the repeat if that is 0."""
        return (self._ends[repeat] - 2, (*at, last)) if last else (self._begins[repeat] - 1, at)

    # --- both ways --------------------------------------------------------------------------------

    def _ask(self, run: Run, spot: Spot, here: Goto, *, forward: bool) -> Stand | Goto:
        """Stop at a relevant question; go past one that is not, with all that is hidden by the same reason."""
        if spot.relevant(run, here[1]):
            return Stand(spot, here[1])
        gate = _closed(spot, run, here[1])
        at = here[1][: gate.depth]
        if gate.node.kind == "repeat":  # only this instance: its loop goes on
            return (self._ends[gate] - 1 if forward else self._begins[gate]), at
        return (self._ends[gate] if forward else self._begins[gate] - 1), at


def _closed(spot: Spot, run: Run, at: At) -> Spot:
    """Return the outermost node that makes this one not relevant."""
    closed = spot
    above: Spot | None = spot
    while above is not None and above.gate is not None:
        if not above.gate.relevant(run, at[: above.gate.depth]):
            closed = above.gate
        above = above.gate.parent
    return closed


def _prompts(repeat: Spot, run: Run, at: At) -> bool:
    return repeat.count is None and at[-1] <= MAX_INSTANCES and repeat.relevant(run, at)


def _gone(run: Run, stand: Stand) -> Spot | None:
    """Return the outermost repeat whose instance was taken away under somebody's feet."""
    around = stand.spot.repeats[:-1] if stand.spot.node.kind == "repeat" else stand.spot.repeats
    for repeat, index in zip(around, stand.at, strict=False):
        if index > instances(repeat, run, stand.at[: repeat.depth - 1]):
            return repeat
    return None
