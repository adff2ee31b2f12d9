"""Fits closures to the nodes of a Plan: conditions, values, choices, assignments, words. Called by `program` only.

Every fault is noted before one is raised, so that an author sees them all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bot.interview.errors import PlanError, PlanErrors
from bot.interview.evaluate import ExpressionCompiler
from bot.interview.gathering import gather
from bot.interview.run import Evaluate, Option, Write, silence
from bot.interview.scope import Atlas, Scope
from bot.interview.spots import Assign, Spot
from bot.interview.wording import compile_media, compile_wording
from config.questionnaire.plan import Assignment, Choice, Expression, Itemset, Text, Wording

_UNASKED = {"geotrace", "geoshape"}
"""Types that no one can write in a chat."""
_MOST_FAULTS = 100
_LINK = 6
"""Frames that a node takes beside its expressions: read, fetch, and what turns a text into a value."""
_LEVEL = 2
"""Frames of one level of an expression, at most: a function over its arguments, or a path and its predicate."""

T = TypeVar("T")


class Fitter:
    """Compiles one Plan's expressions and words into its spots."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._compiler = ExpressionCompiler(atlas)
        self._faults: list[PlanError] = []

    def fit(self) -> ExpressionCompiler:
        """Fill in every spot, and return the compiler. Raises PlanError, or PlanErrors for several faults."""
        self._lists()
        for spot in self._atlas.spots:
            self._logic(spot)
            self._choices(spot)
            self._judgement(spot)
            self._words(spot)
        if len(self._faults) > 1:
            raise PlanErrors(self._faults)
        if self._faults:
            raise self._faults[0]
        return self._compiler

    # --- one node -------------------------------------------------------------------------------------

    def _logic(self, spot: Spot) -> None:
        """Compile what decides whether there is a value, and which: what other nodes can depend on."""
        node, here = spot.node, Scope(spot=spot)
        if node.kind == "question" and node.type in _UNASKED:
            self._fault(here.error(f"a question of type {node.type} cannot be asked in a conversation"))
        self._atlas.reads, self._atlas.running, self._atlas.once = spot.reads, False, False
        self._atlas.nesting = self._atlas.height = 0
        spot.own = self._optional(node.relevant, here)
        self._atlas.reads = spot.worked
        spot.calculate = self._optional(node.calculate, here)
        self._atlas.reads = spot.reads
        spot.reads |= spot.worked
        kept_once = self._atlas.once
        spot.count = self._optional(node.count, here)
        spot.readonly = self._optional(node.readonly, here)
        if spot.depth:  # in a repeat a default is read until it is stored, outside it is stored from the beginning
            spot.default = self._optional(node.default, here)
        spot.fixed = kept_once or (spot.depth > 0 and not isinstance(node.default, Text | None))

    def _choices(self, spot: Spot) -> None:
        """Compile which choices are on offer. They decide the value too: what is no longer offered is a blank."""
        itemset, here = spot.node.itemset, Scope(spot=spot)
        if itemset is not None and not itemset.choices:
            spot.gathered = self._attempt(lambda: gather(self._compiler, itemset, here), None)
        elif itemset is not None:
            spot.offers = self._attempt(lambda: self._filter(itemset, here), None)
        spot.running = self._atlas.running
        spot.frames = _LINK + _LEVEL * (self._atlas.height + spot.gates)
        self._atlas.reads = None
        if itemset is not None and itemset.randomize:
            self._atlas.volatile = True
            spot.seed = self._optional(itemset.seed, here)

    def _filter(self, itemset: Itemset, here: Scope) -> Evaluate | None:
        if itemset.choices not in self._atlas.lists:
            raise here.error("its choice list is not there")
        return None if itemset.filter is None else self._compiler.items.filter(itemset.filter, here)

    def _judgement(self, spot: Spot) -> None:
        """Compile what is asked of an answer and what an answer sets: nothing else depends on them."""
        node, here = spot.node, Scope(spot=spot)
        if not spot.depth:
            spot.default = self._optional(node.default, here)
        spot.required = self._optional(node.required, here)
        spot.constraint = self._optional(node.constraint, Scope(spot=spot, judged=spot))
        assigned = (self._attempt(partial(self._assign, each, here), None) for each in node.assignments)
        spot.assignments = tuple(each for each in assigned if each is not None)

    def _assign(self, assignment: Assignment, here: Scope) -> Assign:
        target = self._atlas.by_path.get(assignment.path)
        if target is None or target.children:
            raise here.error(f"it sets {assignment.path}, which holds no value")
        return Assign(target, self._compiler.expression(assignment.value, Scope(spot=target)))

    def _words(self, spot: Spot) -> None:
        node, here = spot.node, Scope(spot=spot)
        spot.label = self._wording(node.label, here)
        spot.hint = self._wording(node.hint, here)
        spot.guidance = self._wording(node.guidance, here)
        spot.required_message = self._wording(node.required_message, here)
        spot.constraint_message = self._wording(node.constraint_message, here)
        spot.media = compile_media(node.media, self._atlas.plan.default_language)

    # --- choice lists ---------------------------------------------------------------------------------

    def _lists(self) -> None:
        root = Scope(spot=self._atlas.spots[0])
        for name, choices in self._atlas.plan.lists.items():
            self._atlas.lists[name] = tuple(self._option(choice, root) for choice in choices)
            rows = self._atlas.rows[name] = {}
            for option in self._atlas.lists[name]:
                rows.setdefault(option.name, []).append(option)
            self._atlas.named[name] = {key: same[0] for key, same in rows.items()}

    def _option(self, choice: Choice, root: Scope) -> Option:
        media = compile_media(choice.media, self._atlas.plan.default_language)
        return Option(choice.name, choice.columns, self._wording(choice.label, root), media)

    # --- faults ---------------------------------------------------------------------------------------

    def _optional(self, expression: Expression | None, scope: Scope) -> Evaluate | None:
        if expression is None:
            return None
        return self._attempt(lambda: self._compiler.expression(expression, scope), None)

    def _wording(self, wording: Wording, scope: Scope) -> Write:
        if not wording:
            return silence
        nothing: Write = silence
        return self._attempt(lambda: compile_wording(self._compiler, wording, scope), nothing)

    def _attempt(self, compile_: Callable[[], T], instead: T) -> T:
        """Compile something; note the fault where that fails."""
        try:
            return compile_()
        except PlanError as fault:
            self._fault(fault)
            return instead

    def _fault(self, fault: PlanError) -> None:
        if len(self._faults) < _MOST_FAULTS:
            self._faults.append(fault)
