"""The form under examination: a Plan with what every check asks of it again and again, worked out once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final

from config.questionnaire.errors import Remark, Severity
from config.questionnaire.plan import Choice, Node, Plan
from config.questionnaire.reading import uses, walk

COMPARTMENTS: Final = ("triage", "testimony", "contact")
"""Who may open an answer: the compartments of the default office."""


class Subject:
    """A Plan, and what is known around it."""

    def __init__(
        self,
        plan: Plan,
        *,
        compartments: Sequence[str] = COMPARTMENTS,
        files: Collection[str] | None = None,
        spoken: Collection[str] | None = None,
    ) -> None:
        self.plan = plan
        self.compartments = tuple(compartments)
        self.files = files
        self.spoken = spoken
        self.nodes = tuple(walk(plan.nodes))
        self.by_path = {node.path: node for node in self.nodes}
        self._columns: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def compartment_of(self) -> dict[str, str]:
        """Each node's compartment by path: its own, or that of the nearest group that has one."""
        return dict(_inherited(self.plan.nodes))

    @cached_property
    def sealed(self) -> frozenset[str]:
        """Paths of what is sealed on arrival."""
        return frozenset(node.path for node in self.nodes if node.keep == "seal")

    @cached_property
    def assigned(self) -> frozenset[str]:
        """Paths of what is set when another answer changes."""
        return frozenset(each.path for node in self.nodes for each in node.assignments)

    @cached_property
    def looked_into(self) -> frozenset[str]:
        """Paths of which some expression wants the content, "*" for what may be any name."""
        reads = (read for node in self.nodes for use in uses(node) for read in use.reads(node.path))
        return frozenset(read.path for read in reads if read.content)

    def repeats_around(self, path: str) -> list[str]:
        """Return the paths of the repeats that a node is in, itself included."""
        return [above for above in upwards(path) if above in self.by_path and self.by_path[above].kind == "repeat"]

    def choices(self, node: Node) -> tuple[Choice, ...]:
        """Return the choices of a question's list before any filter; () where it has none."""
        return self.plan.lists.get(node.itemset.choices, ()) if node.itemset else ()

    def column(self, name: str, column: str) -> frozenset[str]:
        """Return every value that a list has in a column."""
        key = (name, column)
        if key not in self._columns:
            self._columns[key] = frozenset(cell(choice, column) for choice in self.plan.lists.get(name, ()))
        return self._columns[key]


def _inherited(nodes: Sequence[Node], above: str = "") -> Iterator[tuple[str, str]]:
    for node in nodes:
        own = node.compartment or above
        yield node.path, own
        yield from _inherited(node.children, own)


def cell(choice: Choice, column: str) -> str:
    """Return what a choice has in a column; "" where it has nothing."""
    return choice.name if column == "name" else choice.columns.get(column, "")


def remark(severity: Severity, node: Node, column: str, reason: str, remedy: str) -> Remark:
    """Return a finding about one node."""
    return Remark(severity=severity, path=node.path, column=column, reason=reason, remedy=remedy)


def upwards(path: str) -> Iterator[str]:
    """Yield a path and those above it, the nearest first."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def name_of(path: str) -> str:
    """Return the last name of a path."""
    return path.rpartition("/")[2]


def some(names: Collection[str], most: int = 5) -> str:
    """Return names in order, separated by commas; of many, the first ones."""
    first = sorted(names)[:most]
    return ", ".join(first) + (f" and {len(names) - most} more" if len(names) > most else "")
