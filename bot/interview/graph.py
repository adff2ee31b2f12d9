"""What reads what, over a whole Plan: refuses circles, and tells which answers a node can depend on."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from bot.interview.errors import PlanError
from bot.interview.spots import Spot

_ANYTHING = -1
"""All bits: reads that are known only when they happen."""


def arrange(spots: list[Spot]) -> None:
    """Give every node the set of nodes that can change it. Raises PlanError where nodes depend in a circle."""
    depends = {spot.index: _dependencies(spot) for spot in spots}
    try:
        order = list(TopologicalSorter(depends).static_order())
    except CycleError as circle:
        names = [spots[index].node.path for index in circle.args[1]]
        raise PlanError(names[0], f"it depends on itself: {' <- '.join(names)}") from None
    for index in order:
        sources = _ANYTHING if spots[index].running else 1 << index
        for other in depends[index]:
            sources |= spots[other].sources
        spots[index].sources = sources


def _dependencies(spot: Spot) -> set[int]:
    return spot.reads if spot.parent is None else {*spot.reads, spot.parent.index}
