"""A Plan, compiled once and shared by every conversation."""

from __future__ import annotations

from bot.interview.cells import wire_fetch, wire_read, wire_relevance
from bot.interview.course import Course
from bot.interview.errors import PlanError
from bot.interview.evaluate import ExpressionCompiler
from bot.interview.graph import arrange
from bot.interview.progress import Progress
from bot.interview.run import Evaluate, Option
from bot.interview.scope import Atlas, Scope
from bot.interview.shown import ShownChoice
from bot.interview.spots import Spot, plant
from bot.interview.wording import compile_wording
from config.questionnaire.plan import FORMAT, Choice, Expression, Plan

_UNASKED = {"geotrace", "geoshape"}
"""Types that no one can write in a chat."""


class Program:
    """Closures, order and indexes of one Plan. Raises PlanError where the Plan asks for what cannot be run."""

    def __init__(self, plan: Plan) -> None:
        if plan.format != FORMAT:
            raise PlanError(f"/{plan.name}", f"plan format {plan.format} is not {FORMAT}")
        self.plan = plan
        self.spots = plant(plan)
        self.by_path: dict[str, Spot] = {spot.node.path: spot for spot in self.spots}
        for spot in self.spots:
            wire_read(spot)
        self._atlas = Atlas(spots=self.spots, by_path=self.by_path)
        self.compiler = ExpressionCompiler(self._atlas)
        self._compile()
        self.lists = self._atlas.lists
        self.plain_lists = frozenset(name for name, choices in plan.lists.items() if _is_plain(choices))
        """Lists whose labels hold no answers: shown alike in every conversation."""
        self.shown_lists: dict[tuple[str, str], tuple[ShownChoice, ...]] = {}
        """Those lists by name and language, made when first shown."""
        self.volatile = self._atlas.volatile
        self.signalling = tuple(spot for spot in self.spots if spot.node.signals)
        self.course = Course(self.spots[0])
        self.progress = Progress(self.course)

    # --- compiling ----------------------------------------------------------------------------------

    def _compile(self) -> None:
        self._compile_lists()
        for spot in self.spots:
            self._compile_logic(spot)
            self._compile_words(spot)
        for spot in self.spots:
            wire_relevance(spot)
            itemset = spot.node.itemset
            wire_fetch(spot, self._atlas.lists[itemset.choices] if itemset else ())
        arrange(self.spots)

    def _compile_lists(self) -> None:
        root = Scope(spot=self.spots[0])
        default = self.plan.default_language
        for name, choices in self.plan.lists.items():
            self._atlas.lists[name] = tuple(
                Option(choice.name, choice.columns, compile_wording(self.compiler, choice.label, root, default))
                for choice in choices
            )

    def _compile_logic(self, spot: Spot) -> None:
        node, here = spot.node, Scope(spot=spot)
        if node.kind == "question" and node.type in _UNASKED:
            raise here.error(f"a question of type {node.type} cannot be asked in a conversation")
        if node.itemset is not None and node.itemset.choices not in self._atlas.lists:
            raise here.error("its choice list is not there")
        self._atlas.reads, self._atlas.running = spot.reads, False
        spot.own = self._optional(node.relevant, here)
        spot.calculate = self._optional(node.calculate, here)
        spot.count = self._optional(node.count, here)
        spot.readonly = self._optional(node.readonly, here)
        if node.itemset is not None and node.itemset.filter is not None:
            spot.offers = self.compiler.items.filter(node.itemset.filter, here)
        if spot.depth:  # in a repeat a default is evaluated whenever it is read, outside only by begin
            spot.default = self._optional(node.default, Scope(spot=spot, frozen=True))
        spot.running = self._atlas.running
        self._atlas.reads = None
        self._compile_judgement(spot)

    def _compile_judgement(self, spot: Spot) -> None:
        """Compile what is asked of an answer, which nothing else depends on."""
        node, here = spot.node, Scope(spot=spot)
        if not spot.depth:
            spot.default = self._optional(node.default, here)
        spot.required = self._optional(node.required, here)
        spot.constraint = self._optional(node.constraint, Scope(spot=spot, judged=spot))
        if node.itemset is not None and node.itemset.randomize:
            self._atlas.volatile = True
            spot.seed = self._optional(node.itemset.seed, here)

    def _compile_words(self, spot: Spot) -> None:
        node, here, default = spot.node, Scope(spot=spot), self.plan.default_language
        spot.label = compile_wording(self.compiler, node.label, here, default)
        spot.hint = compile_wording(self.compiler, node.hint, here, default)
        spot.guidance = compile_wording(self.compiler, node.guidance, here, default)
        spot.required_message = compile_wording(self.compiler, node.required_message, here, default)
        spot.constraint_message = compile_wording(self.compiler, node.constraint_message, here, default)

    def _optional(self, expression: Expression | None, scope: Scope) -> Evaluate | None:
        return None if expression is None else self.compiler.expression(expression, scope)


def _is_plain(choices: tuple[Choice, ...]) -> bool:
    return all(isinstance(piece, str) for choice in choices for words in choice.label.values() for piece in words)
