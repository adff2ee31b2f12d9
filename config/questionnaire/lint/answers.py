"""How answers are judged and what they raise: required ones, patterns, signals."""

from __future__ import annotations

from collections.abc import Iterator

from config.questionnaire.errors import Remark
from config.questionnaire.formulas import is_pattern
from config.questionnaire.lint.subject import Subject, remark, some
from config.questionnaire.plan import Node, Text
from config.questionnaire.reading import calls, uses


def of_node(node: Node, subject: Subject) -> Iterator[Remark]:
    """Find answers that are demanded, patterns that cannot be tried, and signals that nothing raises."""
    yield from _required(node)
    yield from _patterns(node)
    yield from _signals(node, subject)


def _required(node: Node) -> Iterator[Remark]:
    if node.kind == "question" and node.required is not None:
        remedy = "Let people skip it: nobody should be held up by what they cannot say."
        yield remark("advice", node, "required", "the question cannot be skipped", remedy)


def _patterns(node: Node) -> Iterator[Remark]:
    reason = "the regular expression is not one of RE2 (no look-around, no back-references)"
    for use in uses(node):
        for call in calls(use.expression):
            pattern = call.arguments[1] if call.name == "regex" else None
            if isinstance(pattern, Text) and not is_pattern(pattern.value):
                yield remark("error", node, use.column, reason, "Rewrite it, or use several conditions.")


def _signals(node: Node, subject: Subject) -> Iterator[Remark]:
    if not node.signals or (node.itemset is not None and node.itemset.nodes is not None):
        return
    names = {choice.name for choice in subject.choices(node)}
    for signal in node.signals:
        unknown = set(signal.choices) - names
        if unknown:
            reason = f"the signal {signal.name} waits for choices that do not exist: {some(unknown)}"
            yield remark("error", node, "bind::affiant:signal", reason, "Name choices of this question's list.")
