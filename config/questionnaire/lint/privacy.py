"""What would betray who answers, or where. What betrays by itself (a phone's number, its place) was refused before."""

from __future__ import annotations

from collections.abc import Iterator

from config.questionnaire.errors import Remark
from config.questionnaire.lint.subject import Subject, remark
from config.questionnaire.plan import Node

_SEALABLE = {"string", "barcode", "geopoint"}


def of_node(node: Node, subject: Subject) -> Iterator[Remark]:
    """Find questions that ask for an exact place, and text that is kept readable for nothing."""
    if node.kind != "question":
        return
    if node.type == "geopoint":
        reason = "an exact place can lead to somebody"
        yield remark("advice", node, "type", reason, "Ask for a region, or for the kind of place.")
    if node.type in _SEALABLE and node.keep == "draft" and not _is_read(node, subject):
        reason = "the text stays in the draft, though no expression reads it"
        yield remark("advice", node, "bind::affiant:keep", reason, "Empty the cell: then it is sealed on arrival.")


def _is_read(node: Node, subject: Subject) -> bool:
    above = {f"{node.path.rpartition('/')[0]}/*", "*"}
    return node.path in subject.looked_into or not above.isdisjoint(subject.looked_into)
