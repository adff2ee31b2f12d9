"""How far somebody is: "4 of about 12". Counts what is relevant now; a repeat counts as if it had one instance."""

from __future__ import annotations

from bot.interview.course import Course
from bot.interview.run import Decide, Run
from bot.interview.spots import Spot


class Progress:
    """Positions on a course, in runs of neighbours that are relevant for the same reason."""

    def __init__(self, course: Course) -> None:
        self._runs: list[tuple[Decide | None, int]] = []
        """What decides whether a run is relevant, and how many it holds."""
        self._at: dict[Spot, tuple[int, int]] = {}
        """For each node: how many runs lie behind, and its number in its own run."""
        reason: Spot | None = None
        for stop in course.stops:
            if stop.kind == "ask":
                if not self._runs or _reason(stop.spot) is not reason:
                    reason = _reason(stop.spot)
                    self._runs.append((None if reason is None else reason.relevance, 0))
                self._runs[-1] = (self._runs[-1][0], self._runs[-1][1] + 1)
            if stop.kind != "enter":
                self._at[stop.spot] = (len(self._runs) - 1, self._runs[-1][1]) if self._runs else (0, 0)

    def __call__(self, run: Run, spot: Spot) -> tuple[int, int]:
        """Return (n, about m) with n no greater than m."""
        place, number = self._at[spot]
        total = reached = 0
        for index, (relevance, size) in enumerate(self._runs):
            if index == place:
                reached = total + number
                total = reached - number + size  # whoever stands here counts, relevant or not
            elif relevance is None or relevance(run, ()):
                total += size
        return reached, total


def _reason(spot: Spot) -> Spot | None:
    """Return the nearest node outside all repeats that decides whether this one is relevant."""
    gate = spot.gate
    while gate is not None and gate.depth:
        gate = gate.parent.gate if gate.parent is not None else None
    return gate
