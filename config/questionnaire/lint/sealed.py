"""What expressions look at: answers that are sealed on arrival, and names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from config.questionnaire.errors import Remark
from config.questionnaire.lint.subject import Subject, name_of, remark
from config.questionnaire.plan import Node
from config.questionnaire.reading import Use, uses

_NOWHERE = "Write ${name} for a question's answer, true() or false() for yes or no, 'quotes' around text."


def of_node(node: Node, subject: Subject) -> Iterator[Remark]:
    """Find expressions that want what they cannot have."""
    for use in uses(node):
        yield from _content(node, use, subject)
        yield from _nothing(node, use, subject)


def _content(node: Node, use: Use, subject: Subject) -> Iterator[Remark]:
    """Find looks at the content of an answer that is sealed on arrival; its emptiness may be asked."""
    looked_at = {read.path for read in use.reads(node.path) if read.content} & subject.sealed
    for name in sorted(map(name_of, looked_at)):
        remedy = f"Ask only whether it is empty, or keep {name} in the draft (bind::affiant:keep = draft)."
        yield remark("error", node, use.column, f"this reads {name}, which is sealed on arrival", remedy)


def _nothing(node: Node, use: Use, subject: Subject) -> Iterator[Remark]:
    """Find paths that lead to no question, such as a T that was meant for true()."""
    known = subject.by_path.keys() | {f"/{subject.plan.name}", ""}
    for path in sorted({read.path for read in use.reads(node.path)} - known):
        if "*" not in path:
            yield remark("error", node, use.column, f"there is no question {name_of(path)}", _NOWHERE)
