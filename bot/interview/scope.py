"""Where an expression stands while it is compiled, and the Plan around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.interview.errors import PlanError
from bot.interview.run import Option
from bot.interview.spots import Spot
from config.questionnaire.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The context of an expression."""

    spot: Spot
    """The context node, and the author's place when something is wrong."""
    item: bool = False
    """The context node is a choice (`run.item`), and `spot` is only where current() stands."""
    outer: Spot | None = None
    """Inside a predicate on the answers: where current() stands (`run.origin`)."""
    judged: Spot | None = None
    """In a constraint: the node whose value is the candidate."""

    def error(self, reason: str) -> PlanError:
        """Return an error at this place."""
        return PlanError((self.outer or self.spot).node.path, reason)


@dataclass(slots=True, eq=False, kw_only=True)
class Atlas:
    """What every expression of a Plan can refer to."""

    plan: Plan
    spots: list[Spot]
    by_path: dict[str, Spot]
    lists: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    named: dict[str, dict[str, Option]] = field(default_factory=dict)
    """The same lists by the names of their choices; of two with one name, the first."""
    rows: dict[str, dict[str, list[Option]]] = field(default_factory=dict)
    """The same, with all that have one name."""
    reads: set[int] | None = None
    """Where the compilation under way notes what it reads; None while nobody asks."""
    running: bool = False
    """Set when the compilation under way reads other instances of its own repeat."""
    once: bool = False
    """Set when the compilation under way keeps a first value."""
    nesting: int = 0
    """How deep the compilation under way is in an expression."""
    height: int = 0
    """How deep it has been."""
    volatile: bool = False
    """Set when something draws from the seed."""
    sites: int = 0
    """Calls of random and uuid so far: each draws its own."""
    speaking: set[str] = field(default_factory=set)
    """Identifiers of the texts that are being compiled: none may contain itself."""

    def note(self, spot: Spot) -> None:
        """Note that the expression under way reads a node."""
        if self.reads is not None:
            self.reads.add(spot.index)
