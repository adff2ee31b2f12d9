"""How far somebody is: "4 of about 12". Counts what is relevant now; a repeat counts as if it had one instance."""

from __future__ import annotations

from bot.interview.course import Course
from bot.interview.run import Run
from bot.interview.spots import Spot


class Progress:
    """Positions on a course, in runs of neighbours that are relevant for the same reason."""

    def __init__(self, course: Course) -> None:
        self._runs: list[list[Spot]] = []
        self._at: dict[Spot, tuple[int, int]] = {}
        """For each node: its run, and how many of that run are behind it when it is reached, itself included."""
        for stop in course.stops:
            if stop.kind == "ask":
                if not self._runs or _reason(self._runs[-1][-1]) is not _reason(stop.spot):
                    self._runs.append([])
                self._runs[-1].append(stop.spot)
            if stop.kind != "enter":
                self._at[stop.spot] = (len(self._runs) - 1, len(self._runs[-1])) if self._runs else (0, 0)

    def __call__(self, run: Run, spot: Spot) -> tuple[int, int]:
        """Return (n, about m) with n no greater than m."""
        place, behind = self._at[spot]
        sizes = [len(neighbours) if _counts(neighbours[0], run) else 0 for neighbours in self._runs]
        reached = sum(sizes[:place]) + behind
        return reached, max(reached, sum(sizes))


def _reason(spot: Spot) -> Spot | None:
    """Return the nearest node outside all repeats that decides whether this one is relevant."""
    gate = spot.gate
    while gate is not None and gate.depth:
        gate = gate.parent.gate if gate.parent is not None else None
    return gate


def _counts(spot: Spot, run: Run) -> bool:
    reason = _reason(spot)
    return reason is None or reason.relevant(run, ())
