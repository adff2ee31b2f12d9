"""Who may open an answer: every question needs a compartment, and one that the office has."""

from __future__ import annotations

from collections.abc import Iterator

from config.questionnaire.errors import Remark
from config.questionnaire.lint.subject import Subject, remark
from config.questionnaire.plan import Node

_COLUMN = "bind::affiant:compartment"


def of_node(node: Node, subject: Subject) -> Iterator[Remark]:
    """Find answers that nobody could open."""
    known = subject.compartments
    remedy = f"Write {', '.join(known[:-1])} or {known[-1]}." if len(known) > 1 else f"Write {known[0]}."
    if node.kind == "question" and not subject.compartment_of[node.path]:
        reason = "the question has no compartment, so nobody could open its answer"
        yield remark("error", node, _COLUMN, reason, remedy)
    if node.compartment and node.compartment not in known:
        yield remark("error", node, _COLUMN, f"there is no compartment {node.compartment}", remedy)
