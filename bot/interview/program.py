"""A Plan, compiled once and shared by every conversation."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import NamedTuple

from bot.interview.cells import wire_fetch, wire_read, wire_relevance
from bot.interview.course import Course
from bot.interview.errors import PlanError
from bot.interview.fitting import Fitter
from bot.interview.graph import arrange
from bot.interview.progress import Progress
from bot.interview.run import Evaluate
from bot.interview.scope import Atlas
from bot.interview.shown import ShownChoice
from bot.interview.spots import Spot, plant
from config.questionnaire.plan import FORMAT, Choice, Plan


class Rework(NamedTuple):
    """A question that is calculated."""

    spot: Spot
    calculate: Evaluate
    origins: int
    """Bits of the nodes that its calculation comes from."""


class Program:
    """Closures, order and indexes of one Plan. Raises PlanError where the Plan asks for what cannot be run."""

    def __init__(self, plan: Plan) -> None:
        if plan.format != FORMAT:
            raise PlanError(f"/{plan.name}", f"plan format {plan.format} is not {FORMAT}")
        self.plan = plan
        self.spots = plant(plan)
        self.by_path: dict[str, Spot] = {spot.node.path: spot for spot in self.spots}
        atlas = Atlas(plan=plan, spots=self.spots, by_path=self.by_path)
        self._compile(atlas)
        self.lists, self.named = atlas.lists, atlas.named
        self.plain_lists = frozenset(name for name, choices in plan.lists.items() if _is_plain(choices))
        """Lists whose labels hold no answers: shown alike in every conversation."""
        self.shown_lists: dict[tuple[str, str], tuple[ShownChoice, ...]] = {}
        """Those lists by name and language, made when first shown."""
        self.volatile = atlas.volatile
        """Whether something draws from the seed."""
        self.signalling = tuple(spot for spot in self.spots if spot.node.signals)
        self.assigning = any(spot.assignments for spot in self.spots)
        """Whether an answer can set others."""
        self.fixing = tuple(spot for spot in self.spots if spot.fixed)
        """Nodes whose first value is stored."""
        self.reworking = tuple(filter(None, map(self._rework, self.spots)))
        """Questions that are calculated, and can be answered all the same."""
        self.course = Course(self.spots[0])
        self.progress = Progress(self.course)

    def _compile(self, atlas: Atlas) -> None:
        for spot in self.spots:
            wire_read(spot)
        self.compiler = Fitter(atlas).fit()
        arrange(self.spots)
        for spot in self.spots:
            wire_relevance(spot)
            wire_fetch(spot, atlas)

    def _rework(self, spot: Spot) -> Rework | None:
        if spot.calculate is None or spot.node.kind != "question" or spot.fixed or spot.sealed:
            return None
        return Rework(spot, spot.calculate, reduce(or_, (self.spots[index].sources for index in spot.worked), 0))


def _is_plain(choices: tuple[Choice, ...]) -> bool:
    return all(isinstance(piece, str) for choice in choices for words in choice.label.values() for piece in words)
