"""The Plan's nodes with their places: parents, repeats, instance paths, and the closures that evaluate them.

A Spot exists once per Plan node; with an `At` it names one instance of it. `cells` fills in how it is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.interview.errors import PlanError
from bot.interview.run import At, Decide, Depict, Evaluate, Offer, Run, TooDeepError, Write, silence, unseen
from bot.interview.values import index_of
from config.questionnaire.plan import Node, Plan

MAX_INSTANCES: Final = 250
"""Instances of one repeat: what a mistyped count cannot exceed. Real rosters stay below 60."""

_INDEX: Final = re.compile(r"\[([1-9][0-9]{0,3})\]")


class Assign(NamedTuple):
    """One assignment, compiled."""

    target: Spot
    value: Evaluate
    """Of the place that is set."""


@dataclass(slots=True, eq=False, kw_only=True)
class Spot:
    """One node of the Plan, placed and compiled."""

    index: int
    node: Node
    parent: Spot | None
    compartment: str
    name: str = ""
    depth: int = 0
    """How many repeats enclose an instance, its own included."""
    repeats: tuple[Spot, ...] = ()
    children: tuple[Spot, ...] = ()
    family: dict[str, Spot] = field(default_factory=dict)
    """The children by name."""
    stem: tuple[str, ...] = ()
    """The path cut after each repeat: what the indexes go between."""
    gates: int = 0
    """How many nodes around it, and itself, have a relevance of their own."""
    gate: Spot | None = None
    """The nearest node, this one included, that has a relevance of its own; None: always relevant."""

    own: Evaluate | None = None
    """This node's own relevance, its ancestors' aside."""
    relevance: Decide | None = None
    """Own relevance and that of all ancestors. None when it is always relevant."""
    fetch: Evaluate = silence
    """Work out the value and remember it."""
    read: Evaluate = silence
    """The value, worked out at most once."""
    calculate: Evaluate | None = None
    default: Evaluate | None = None
    readonly: Evaluate | None = None
    required: Evaluate | None = None
    constraint: Evaluate | None = None
    count: Evaluate | None = None
    offers: Evaluate | None = None
    """Whether `run.item` passes the choice filter."""
    gathered: Offer | None = None
    """The choices it offers where they come from answers."""
    seed: Evaluate | None = None
    label: Write = silence
    media: Depict = unseen
    hint: Write = silence
    guidance: Write = silence
    constraint_message: Write = silence
    required_message: Write = silence

    assignments: tuple[Assign, ...] = ()
    """What is set when its answer changes."""
    fixed: bool = False
    """Whether what it first comes to is stored: a dynamic default in a repeat, or a value that is kept once."""

    reads: set[int] = field(default_factory=set)
    """Indexes of the nodes that its relevance, calculation, count and filter read in the same place."""
    worked: set[int] = field(default_factory=set)
    """Those of them that its calculation reads."""
    running: bool = False
    """Whether instances read earlier instances of the same repeat, as a running balance does."""
    frames: int = 0
    """How much of the stack it can use, with what decides its relevance, until it reads another node."""
    sources: int = 0
    """Bits of the nodes whose answers can change it, its own included."""

    def address(self, at: At) -> str:
        """Return the instance path; for a repeat with one index less, the path that its count is stored at."""
        pieces = [f"{stem}[{index}]" for stem, index in zip(self.stem, at, strict=False)]
        return "".join(pieces) + self.stem[len(at)]

    def relevant(self, run: Run, at: At) -> bool:
        """Return whether an instance is relevant."""
        return self.relevance is None or self.relevance(run, at)

    @property
    def sealed(self) -> bool:
        """Whether an answer here is sealed on arrival. Files always are."""
        return self.node.keep == "seal" or self.node.type == "binary"

    @property
    def derived(self) -> bool:
        """Whether there can be a value without an answer."""
        return self.calculate is not None

    @property
    def multiple(self) -> bool:
        """Whether several choices are one answer."""
        return self.node.control in {"select", "rank"}


def plant(plan: Plan) -> list[Spot]:
    """Return the root and every node of a Plan in document order. Raises PlanError on two nodes with one path."""
    root = Node(path=f"/{plan.name}", kind="group", children=plan.nodes)
    spots: list[Spot] = []
    _grow(root, None, spots)
    if len({spot.node.path for spot in spots}) < len(spots):
        raise PlanError(root.path, "two nodes have the same path")
    return spots


def _grow(node: Node, parent: Spot | None, spots: list[Spot]) -> Spot:
    inherited = parent.compartment if parent else ""
    spot = Spot(index=len(spots), node=node, parent=parent, compartment=node.compartment or inherited)
    spots.append(spot)
    spot.name = node.path.rpartition("/")[2]
    if parent is not None and f"{parent.node.path}/{spot.name}" != node.path:
        raise PlanError(node.path, f"it is not a child of {parent.node.path}")
    above = parent.repeats if parent else ()
    spot.repeats = (*above, spot) if node.kind == "repeat" else above
    spot.depth = len(spot.repeats)
    spot.stem = tuple(_stem(spot))
    spot.gates = (parent.gates if parent else 0) + (node.relevant is not None)
    spot.gate = spot if node.relevant is not None else (parent.gate if parent else None)
    spot.children = tuple(_grow(child, spot, spots) for child in node.children)
    spot.family = {child.name: child for child in spot.children}
    return spot


def _stem(spot: Spot) -> Iterator[str]:
    done = 0
    for repeat in spot.repeats:
        yield spot.node.path[done : len(repeat.node.path)]
        done = len(repeat.node.path)
    yield spot.node.path[done:]


def around(spot: Spot) -> list[Spot]:
    """Return the groups and repeats around a node, outermost first, without the root."""
    found = []
    above = spot.parent
    while above is not None and above.parent is not None:
        found.append(above)
        above = above.parent
    return found[::-1]


def parsed(path: str) -> tuple[str, At]:
    """Return an instance path as the node's path and the indexes in it."""
    if "[" not in path:
        return path, ()
    return _INDEX.sub("", path), tuple(int(index) for index in _INDEX.findall(path))


def instances(repeat: Spot, run: Run, at: At) -> int:
    """Return how many instances a repeat has. `at` is the place of the repeat, without an index of its own.

    A count that is blank, negative or no number is 0. Without a count expression the person adds and removes: one
    instance is there from the beginning, as in ODK.
    """
    key = (repeat.index, at)
    known = run.counts.get(key)
    if known is None:
        run.counts[key] = 0  # a count that asks for itself finds nothing
        try:
            known = run.counts[key] = _counted(repeat, run, at)
        except TooDeepError:
            del run.counts[key]
            raise
    return known


def everywhere(spot: Spot, run: Run) -> list[At]:
    """Return the places of all instances of a node, relevant or not."""
    places: list[At] = [()]
    for repeat in spot.repeats:
        places = [(*at, index) for at in places for index in range(1, instances(repeat, run, at) + 1)]
    return places


def _counted(repeat: Spot, run: Run, at: At) -> int:
    if repeat.count is not None:
        wanted = index_of(repeat.count(run, (*at, 1)))
    else:
        wanted = index_of(run.answers.get(repeat.address(at), "1"))
    return max(0, min(MAX_INSTANCES, wanted))
