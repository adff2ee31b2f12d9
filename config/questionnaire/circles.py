"""Circles: a form whose answers depend on themselves has no order in which they could be worked out.

Pure. Called by `xform`. Reading another instance of one's own repeat (a running balance) is no circle.
"""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from config.questionnaire.errors import FormError
from config.questionnaire.plan import Node
from config.questionnaire.reading import Use, uses, walk

_DECIDING = {"relevant", "calculation", "repeat_count"}
"""Columns that decide whether there is a value, and which."""


def refuse_circles(nodes: Iterable[Node]) -> None:
    """Raise FormError for the first circle."""
    every = {node.path: node for node in walk(nodes)}
    depends = {path: _dependencies(node) & every.keys() for path, node in every.items()}
    try:
        TopologicalSorter(depends).prepare()
    except CycleError as error:
        raise _circle(error.args[1], every) from None


def _dependencies(node: Node) -> set[str]:
    reads = {
        read.path
        for use in uses(node)
        if _decides(use)
        for read in use.reads(node.path)
        if read.path and not read.elsewhere
    }
    return reads | {node.path.rpartition("/")[0]}


def _circle(paths: list[str], every: dict[str, Node]) -> FormError:
    first = next((path for path in paths if any(map(_decides, uses(every[path])))), paths[0])
    column = next((use.column for use in uses(every[first]) if _decides(use)), "")
    names = " -> ".join(path.rpartition("/")[2] for path in paths)
    return FormError(
        f"the answers depend on themselves in a circle ({names})",
        "Break the circle: let one of them not read the other.",
        path=first,
        column=column,
    )


def _decides(use: Use) -> bool:
    """Return whether a use decides about its own node: what a trigger sets decides about none."""
    return use.column in _DECIDING and not use.at
