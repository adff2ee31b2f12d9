"""What reads what, over a whole Plan: refuses circles, and finds where long chains must be worked out in stages."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import Final

from bot.interview.errors import PlanError
from bot.interview.spots import Spot

_STRIDE: Final = 16
"""Links of a chain that are followed by recursion: each takes some six of Python's thousand frames."""


def arrange(spots: list[Spot]) -> None:
    """Give every node its milestones. Raises PlanError where nodes depend on each other in a circle."""
    depends = {spot.index: _dependencies(spot) for spot in spots}
    try:
        order = list(TopologicalSorter(depends).static_order())
    except CycleError as circle:
        names = [spots[index].node.path for index in circle.args[1]]
        raise PlanError(names[0], f"it depends on itself: {' <- '.join(names)}") from None
    levels: dict[int, int] = {}
    stages: dict[int, frozenset[int]] = {}
    for index in order:
        levels[index] = 1 + max((levels[other] for other in depends[index]), default=0)
        stages[index] = _stages(index, depends[index], levels, stages)
        ordered = sorted(stages[index], key=levels.__getitem__)
        spots[index].milestones = tuple(spots[other] for other in ordered if _shares(spots[other], spots[index]))


def _dependencies(spot: Spot) -> set[int]:
    parent = set() if spot.parent is None else {spot.parent.index}
    return spot.reads | parent


def _stages(index: int, depends: set[int], levels: dict[int, int], stages: dict[int, frozenset[int]]) -> frozenset[int]:
    """Return every node that is read across a stage's border, here or further down."""
    stage = levels[index] // _STRIDE
    crossed = {other for other in depends if levels[other] // _STRIDE < stage}
    inherited = {stages[other] for other in depends if stages[other]}
    if not crossed and len(inherited) == 1:
        return inherited.pop()
    return frozenset(crossed.union(*inherited))


def _shares(milestone: Spot, spot: Spot) -> bool:
    """Return whether a milestone stands in no repeat that the node does not stand in: only then its place is known."""
    return milestone.repeats == spot.repeats[: milestone.depth]
