"""Conditions that nobody's answers can meet: questions that are never asked, answers that are never accepted."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from config.questionnaire.errors import Remark
from config.questionnaire.lint.comparison import constant, path_of
from config.questionnaire.lint.subject import Subject, remark, upwards
from config.questionnaire.lint.together import Claim, falsehood
from config.questionnaire.lint.truth import Truths, unknown_choices
from config.questionnaire.plan import Expression, Node, Path
from config.questionnaire.reading import uses

_ROUNDS = 12
"""Times that the form is gone through: each may find more that is never asked, because of what was found before."""
_REMEDY = "Correct the condition, or delete the row."


def of_form(subject: Subject) -> Iterator[Remark]:
    """Find what is never asked, never accepted, never begun, and comparisons with choices that do not exist."""
    dead, truths = never_asked(subject)
    for node in subject.nodes:
        never = {"relevant": dead.get(node.path, ""), "constraint": _unacceptable(node, truths)}
        if why := never["relevant"]:
            yield remark("warning", node, "relevant", f"this is never asked: {why}", _REMEDY)
        if why := never["constraint"]:
            yield remark("error", node, "constraint", f"no answer is ever accepted: {why}", "Correct the constraint.")
        yield from _unknown(node, truths, said={column for column, why in never.items() if why})
        if node.count is not None and _is_none(node.count, node.path, truths):
            yield remark("warning", node, "repeat_count", "the repeat never begins", "Correct the count.")


def _unacceptable(node: Node, truths: Truths) -> str:
    return "" if node.constraint is None else falsehood([Claim(node.constraint, node.path)], truths)


def _unknown(node: Node, truths: Truths, *, said: Container[str]) -> Iterator[Remark]:
    for use in uses(node):
        if use.column not in said:
            for reason in unknown_choices(use, node, truths):
                yield remark("warning", node, use.column, reason, "Correct the name, or add the choice.")


def _is_none(count: Expression, at: str, truths: Truths) -> bool:
    if not isinstance(count, Path):
        return constant(count) in {0.0, ""}
    path = path_of(count, at)
    node = truths.subject.by_path.get(path)
    written = None if node is None or node.kind != "value" or node.calculate is None else constant(node.calculate)
    return path in truths.blank or written in {0.0, ""}  # pyxform puts a number into a node of its own


def never_asked(subject: Subject) -> tuple[dict[str, str], Truths]:
    """Return by path why a node can never be relevant, without what lies in it; and what is known once that is."""
    truths = Truths(subject)
    found: dict[str, str] = {}
    for _ in range(_ROUNDS):
        found = dict(_dead(subject.plan.nodes, (), truths))
        blank = frozenset(path for path in subject.by_path if not found.keys().isdisjoint(upwards(path)))
        if blank == truths.blank:
            break
        truths = Truths(subject, blank)
    return found, truths


def _dead(nodes: Sequence[Node], above: tuple[Claim, ...], truths: Truths) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if node.relevant is None:
            yield from _dead(node.children, above, truths)
            continue
        claims = (*above, Claim(node.relevant, node.path))
        if why := falsehood(claims, truths):
            yield node.path, why
        else:
            yield from _dead(node.children, claims, truths)
