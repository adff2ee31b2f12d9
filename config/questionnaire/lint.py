"""What a form's author should know before people answer: errors, warnings, advice, each with its place and remedy.

Looks at a finished Plan; what cannot even be compiled was refused before. Called by `affiant form check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import re2

from config.questionnaire.errors import Place
from config.questionnaire.plan import (
    Call,
    Expression,
    Message,
    Negation,
    Node,
    Number,
    Operation,
    Path,
    Plan,
    Text,
    Wording,
)

LONGEST_LABEL = 900
"""Characters of one label: more does not fit a phone's screen beside its buttons."""

Severity: TypeAlias = Literal["error", "warning", "advice"]
_EMPTINESS = {"=", "!="}
_EMPTY_SAFE = {"string-length", "boolean", "not", "count-non-empty", "coalesce"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One finding."""

    severity: Severity
    path: str
    column: str
    reason: str
    remedy: str

    def sentence(self, place: Place) -> str:
        """Return it in one line, with its place in the sheet."""
        return f"{self.severity}: {place}: {self.reason}. {self.remedy}"


def lint(plan: Plan) -> list[Remark]:
    """Return everything worth saying about a Plan, in the order of its questions, the choice lists last."""
    nodes = list(walk(plan.nodes))
    sealed = {node.path for node in nodes if node.keep == "seal" and node.kind == "question"}
    remarks = [remark for node in nodes for check in _CHECKS for remark in check(node, plan)]
    remarks += [remark for node in nodes for remark in _reads_sealed(node, sealed)]
    return remarks + list(_lists(plan))


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every node, parents first."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def expressions(node: Node) -> Iterator[tuple[str, Expression]]:
    """Yield each expression of a node with the column it comes from."""
    columns = {
        "relevant": node.relevant,
        "constraint": node.constraint,
        "calculation": node.calculate,
        "required": node.required,
        "default": node.default,
        "choice_filter": node.itemset.filter if node.itemset else None,
        "repeat_count": node.count,
    }
    yield from ((column, expression) for column, expression in columns.items() if expression is not None)
    for column, wording in (("label", node.label), ("hint", node.hint)):
        for message in wording.values():
            yield from ((column, piece) for piece in message if not isinstance(piece, str))


# --- one node --------------------------------------------------------------------------------------------


def _compartment(node: Node, _plan: Plan) -> Iterator[Remark]:
    if node.kind == "question" and not node.compartment:
        yield Remark(
            severity="error", path=node.path, column="bind::affiant:compartment",
            reason="the question has no compartment, so nobody could open its answer",
            remedy="Write triage, testimony or contact.",
        )  # fmt: skip


def _translations(node: Node, plan: Plan) -> Iterator[Remark]:
    for column, wording in (
        ("label", node.label),
        ("hint", node.hint),
        ("constraint_message", node.constraint_message),
    ):
        yield from _missing(node.path, column, wording, plan)


def _missing(path: str, column: str, wording: Wording, plan: Plan) -> Iterator[Remark]:
    lacking = [language for language in plan.languages if wording and not wording.get(language)]
    if lacking:
        yield Remark(
            severity="warning", path=path, column=f"{column}::{lacking[0]}",
            reason=f"there is no wording in {', '.join(lacking)}",
            remedy=f"Translate it; until then people read {plan.default_language}.",
        )  # fmt: skip


def _length(node: Node, _plan: Plan) -> Iterator[Remark]:
    for language, message in node.label.items():
        if _characters(message) > LONGEST_LABEL:
            yield Remark(
                severity="warning", path=node.path, column=f"label::{language}",
                reason=f"the label is longer than {LONGEST_LABEL} characters",
                remedy="Move details into the guidance hint.",
            )  # fmt: skip


def _characters(message: Message) -> int:
    return sum(len(piece) for piece in message if isinstance(piece, str))


def _required(node: Node, _plan: Plan) -> Iterator[Remark]:
    if node.kind == "question" and node.required is not None:
        yield Remark(
            severity="advice", path=node.path, column="required",
            reason="the question cannot be skipped",
            remedy="Let people skip it: nobody should be held up by what they cannot say.",
        )  # fmt: skip


def _patterns(node: Node, _plan: Plan) -> Iterator[Remark]:
    for column, expression in expressions(node):
        for call in calls(expression):
            pattern = call.arguments[1] if call.name == "regex" else None
            if isinstance(pattern, Text) and not _is_pattern(pattern.value):
                yield Remark(
                    severity="error", path=node.path, column=column,
                    reason="the regular expression is not one of RE2 (no look-around, no back-references)",
                    remedy="Rewrite it, or use several conditions.",
                )  # fmt: skip


def _is_pattern(pattern: str) -> bool:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error:
        return False
    return True


def _signal_choices(node: Node, plan: Plan) -> Iterator[Remark]:
    names = {choice.name for choice in plan.lists[node.itemset.choices]} if node.itemset else set()
    for signal in node.signals:
        unknown = sorted(set(signal.choices) - names)
        if unknown:
            yield Remark(
                severity="error", path=node.path, column="bind::affiant:signal",
                reason=f"the signal {signal.name} waits for choices that do not exist: {', '.join(unknown)}",
                remedy="Name choices of this question's list.",
            )  # fmt: skip


_CHECKS: Sequence[Callable[[Node, Plan], Iterator[Remark]]] = (
    _compartment,
    _translations,
    _length,
    _required,
    _patterns,
    _signal_choices,
)


# --- what expressions may see -------------------------------------------------------------------------------


def _reads_sealed(node: Node, sealed: set[str]) -> Iterator[Remark]:
    """Find expressions that want the content of an answer which is sealed on arrival; its emptiness they may ask for."""
    for column, expression in expressions(node):
        if any(_resolve(path, node.path) in sealed for path in _content_paths(expression)):
            yield Remark(
                severity="error", path=node.path, column=column,
                reason="the expression reads an answer that is sealed on arrival",
                remedy="Ask only whether it is empty, or keep that answer in the draft (bind::affiant:keep = draft).",
            )  # fmt: skip


def _content_paths(expression: Expression) -> Iterator[Path]:
    """Yield the paths whose content matters: not those that are only compared with ''."""
    if isinstance(expression, Path):
        yield expression
        for step in expression.steps:
            for predicate in step.predicates:
                yield from _content_paths(predicate)
        if isinstance(expression.start, Call):
            yield from _content_paths(expression.start)
    elif isinstance(expression, Operation):
        if expression.operator in _EMPTINESS and Text("") in (expression.left, expression.right):
            return
        yield from _content_paths(expression.left)
        yield from _content_paths(expression.right)
    elif isinstance(expression, Negation):
        yield from _content_paths(expression.operand)
    elif isinstance(expression, Call) and expression.name not in _EMPTY_SAFE:
        for argument in expression.arguments:
            yield from _content_paths(argument)


def _resolve(path: Path, context: str) -> str:
    """Return the absolute path that a path means where it stands; "" when it is no plain one."""
    if isinstance(path.start, Call):
        return ""
    parts = [] if path.start == "/" else context.strip("/").split("/")
    for step in path.steps:
        if step.axis == "parent":
            parts = parts[:-1]
        elif step.axis == "child":
            parts = [*parts, step.name]
    return "/" + "/".join(parts)


def calls(expression: Expression) -> Iterator[Call]:
    """Yield every function call in an expression."""
    if isinstance(expression, Call):
        yield expression
    for child in _children(expression):
        yield from calls(child)


def _children(expression: Expression) -> Iterator[Expression]:
    match expression:
        case Number() | Text():
            return
        case Call():
            yield from expression.arguments
        case Operation():
            yield from (expression.left, expression.right)
        case Negation():
            yield expression.operand
        case Path():
            if isinstance(expression.start, Call):
                yield expression.start
            yield from (predicate for step in expression.steps for predicate in step.predicates)


# --- choice lists ------------------------------------------------------------------------------------------


def _lists(plan: Plan) -> Iterator[Remark]:
    for name, choices in plan.lists.items():
        names = [choice.name for choice in choices]
        for twice in sorted({each for each in names if names.count(each) > 1}):
            yield Remark(
                severity="error", path=f"{name}/{twice}", column="name",
                reason=f"the list {name} has two choices named {twice}", remedy="Give each a name of its own.",
            )  # fmt: skip
        for choice in choices:
            yield from _missing(f"{name}/{choice.name}", "label", choice.label, plan)
