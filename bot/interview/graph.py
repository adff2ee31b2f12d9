"""What reads what, over a whole Plan: refuses circles, and finds where long chains must be worked out in stages."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import Final

from bot.interview.errors import PlanError
from bot.interview.spots import Spot
from config.questionnaire.plan import Call, Expression, Negation, Operation, Path

_STAGE: Final = 200
"""Python frames that a chain may take by recursion before its next stage is worked out first, of a thousand."""
_LINK: Final = 4
"""Frames that a link of a chain takes beside its own expression: read, fetch, relevance, outer relevance."""


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
        levels[index] = _weight(spots[index]) + max((levels[other] for other in depends[index]), default=0)
        stages[index] = _stages(index, depends[index], levels, stages)
        ordered = sorted(stages[index], key=levels.__getitem__)
        spots[index].milestones = tuple(spots[other] for other in ordered if _shares(spots[other], spots[index]))


def _dependencies(spot: Spot) -> set[int]:
    parent = set() if spot.parent is None else {spot.parent.index}
    return spot.reads | parent


def _stages(index: int, depends: set[int], levels: dict[int, int], stages: dict[int, frozenset[int]]) -> frozenset[int]:
    """Return every node that is read across a stage's border, here or further down."""
    stage = levels[index] // _STAGE
    crossed = {other for other in depends if levels[other] // _STAGE < stage}
    inherited = {stages[other] for other in depends if stages[other]}
    if not crossed and len(inherited) == 1:
        return inherited.pop()
    return frozenset(crossed.union(*inherited))


def _shares(milestone: Spot, spot: Spot) -> bool:
    """Return whether a milestone stands in no repeat that the node does not stand in: only then its place is known."""
    return milestone.repeats == spot.repeats[: milestone.depth]


def _weight(spot: Spot) -> int:
    node = spot.node
    choices = (None, None) if node.itemset is None else (node.itemset.filter, node.itemset.nodes)
    logic = (node.relevant, node.calculate, node.count, node.readonly, node.default, *choices)
    return _LINK + max(_height(expression) for expression in logic)


def _height(expression: Expression | None) -> int:
    """Return how many closures evaluating an expression puts inside each other, at most."""
    if isinstance(expression, Operation):
        return 1 + max(_height(expression.left), _height(expression.right))
    if isinstance(expression, Negation):
        return 1 + _height(expression.operand)
    if isinstance(expression, Call):
        return 2 + max(map(_height, expression.arguments), default=0)
    if isinstance(expression, Path):
        return 3 + max((_height(predicate) for step in expression.steps for predicate in step.predicates), default=0)
    return 1
