"""What a form's author should know before people answer: errors, warnings, advice, each with its place and remedy.

Looks at a finished Plan; what cannot even be compiled was refused before. Called by `affiant form check`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import re2

from config.questionnaire.errors import Remark, Severity
from config.questionnaire.expression import children
from config.questionnaire.plan import (
    Call,
    Choice,
    Expression,
    Message,
    Node,
    Number,
    Operation,
    Path,
    Plan,
    Text,
    Wording,
)
from config.questionnaire.reading import calls, uses, walk, wordings

COMPARTMENTS: Final = ("triage", "testimony", "contact")
"""Who may open an answer: the compartments of the default office."""
LONGEST_LABEL: Final = 900
"""Characters of one label: more does not fit a phone's screen beside its buttons."""

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def lint(plan: Plan, *, compartments: Sequence[str] = COMPARTMENTS) -> list[Remark]:
    """Return everything worth saying about a Plan, in the order of its questions, the choice lists last."""
    nodes = list(walk(plan.nodes))
    sealed = {node.path for node in nodes if node.keep == "seal"}
    known = {node.path for node in nodes} | {f"/{plan.name}"}
    compartment_of = dict(_compartments(plan.nodes))
    remarks: list[Remark] = []
    for node in nodes:
        remarks += _compartment(node, compartment_of[node.path], compartments)
        for check in _CHECKS:
            remarks += check(node, plan)
        remarks += _reads_sealed(node, sealed)
        remarks += _reads_nothing(node, known)
    return remarks + list(_lists(plan))


def _remark(severity: Severity, node: Node, column: str, reason: str, remedy: str) -> Remark:
    return Remark(severity=severity, path=node.path, column=column, reason=reason, remedy=remedy)


# --- compartments ------------------------------------------------------------------------------------------


def _compartments(nodes: Sequence[Node], inherited: str = "") -> Iterator[tuple[str, str]]:
    """Yield each node's path and compartment: its own, or that of the nearest group that has one."""
    for node in nodes:
        own = node.compartment or inherited
        yield node.path, own
        yield from _compartments(node.children, own)


def _compartment(node: Node, own: str, known: Sequence[str]) -> Iterator[Remark]:
    column, remedy = "bind::affiant:compartment", f"Write {', '.join(known[:-1])} or {known[-1]}."
    if node.kind == "question" and not own:
        reason = "the question has no compartment, so nobody could open its answer"
        yield _remark("error", node, column, reason, remedy)
    if node.compartment and node.compartment not in known:
        yield _remark("error", node, column, f"there is no compartment {node.compartment}", remedy)


# --- words -------------------------------------------------------------------------------------------------


def _words(node: Node, plan: Plan) -> Iterator[Remark]:
    if node.kind in {"question", "note"} and not node.label and not node.hint:
        yield _remark("error", node, "label", "there are no words to show", "Write a label.")
    for column, wording in wordings(node):
        yield from _missing(node.path, column, wording, plan)
        for language, message in wording.items():
            yield from _unfit(node, f"{column}::{language}", message)


def _missing(path: str, column: str, wording: Wording, plan: Plan) -> Iterator[Remark]:
    lacking = [language for language in plan.languages if wording and not wording.get(language)]
    if lacking:
        remedy = f"Translate it; until then people read {plan.default_language}."
        if plan.default_language in lacking:
            remedy = f"Translate it; {plan.default_language} is what the other languages fall back to."
        yield Remark(
            severity="warning",
            path=path,
            column=f"{column}::{lacking[0]}",
            reason=f"there is no wording in {', '.join(lacking)}",
            remedy=remedy,
        )


def _unfit(node: Node, column: str, message: Message) -> Iterator[Remark]:
    pieces = [piece for piece in message if isinstance(piece, str)]
    if sum(map(len, pieces)) > LONGEST_LABEL:
        reason = f"the text is longer than {LONGEST_LABEL} characters"
        yield _remark("warning", node, column, reason, "Say less, or move details into guidance_hint.")
    if any(_TAG.search(piece) for piece in pieces):
        yield _remark("warning", node, column, "people would read the HTML in this text", "Use plain words.")


# --- answers -----------------------------------------------------------------------------------------------


def _required(node: Node, _plan: Plan) -> Iterator[Remark]:
    if node.kind == "question" and node.required is not None:
        remedy = "Let people skip it: nobody should be held up by what they cannot say."
        yield _remark("advice", node, "required", "the question cannot be skipped", remedy)


def _patterns(node: Node, _plan: Plan) -> Iterator[Remark]:
    reason = "the regular expression is not one of RE2 (no look-around, no back-references)"
    for use in uses(node):
        for call in calls(use.expression):
            pattern = call.arguments[1] if call.name == "regex" else None
            if isinstance(pattern, Text) and not _is_pattern(pattern.value):
                yield _remark("error", node, use.column, reason, "Rewrite it, or use several conditions.")


def _is_pattern(pattern: str) -> bool:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error:
        return False
    return True


def _signal_choices(node: Node, plan: Plan) -> Iterator[Remark]:
    names = {choice.name for choice in _choices(node, plan)}
    for signal in node.signals:
        unknown = sorted(set(signal.choices) - names)
        if unknown:
            reason = f"the signal {signal.name} waits for choices that do not exist: {', '.join(unknown)}"
            yield _remark("error", node, "bind::affiant:signal", reason, "Name choices of this question's list.")


def _reads_sealed(node: Node, sealed: set[str]) -> Iterator[Remark]:
    """Find expressions that want the content of an answer that is sealed on arrival; its emptiness they may ask."""
    for use in uses(node):
        looked_at = {read.path for read in use.reads(node.path) if read.content} & sealed
        for path in sorted(looked_at):
            name = path.rpartition("/")[2]
            remedy = f"Ask only whether it is empty, or keep {name} in the draft (bind::affiant:keep = draft)."
            yield _remark("error", node, use.column, f"this reads {name}, which is sealed on arrival", remedy)


def _reads_nothing(node: Node, known: set[str]) -> Iterator[Remark]:
    """Find paths that lead to no question, such as a T that was meant for true()."""
    remedy = "Write ${name} for a question's answer, true() or false() for yes or no, 'quotes' around text."
    for use in uses(node):
        for path in sorted({read.path for read in use.reads(node.path) if "*" not in read.path} - known - {""}):
            yield _remark("error", node, use.column, f"there is no question {path.rpartition('/')[2]}", remedy)


# --- choices -----------------------------------------------------------------------------------------------


def _choices(node: Node, plan: Plan) -> tuple[Choice, ...]:
    return plan.lists.get(node.itemset.choices, ()) if node.itemset else ()


def _filters(node: Node, plan: Plan) -> Iterator[Remark]:
    """Find filters that read columns that are not there, or that let no choice pass."""
    if node.itemset is None or node.itemset.filter is None:
        return
    columns = {column for choice in _choices(node, plan) for column in choice.columns} | {"name", "label"}
    unknown = sorted(set(_columns(node.itemset.filter)) - columns)
    if unknown:
        reason = f"the list {node.itemset.choices} has no column {', '.join(unknown)}"
        yield _remark("error", node, "choice_filter", reason, "Correct the name, or add the column to the choices.")
    elif _is_never(node.itemset.filter, _choices(node, plan)):
        reason = "no choice ever passes the filter"
        if node.required is not None:
            reason += ", so that the question counts as optional"
        yield _remark("warning", node, "choice_filter", reason, "Correct the filter.")


def _columns(expression: Expression) -> Iterator[str]:
    """Yield the choice columns that a filter reads: plain names, outside of paths and predicates."""
    column = _column(expression)
    if column:
        yield column
    if not isinstance(expression, Path):
        for child in children(expression):
            yield from _columns(child)


def _column(expression: Expression) -> str:
    if (
        isinstance(expression, Path)
        and expression.start == "."
        and [step.axis for step in expression.steps] == ["child"]
    ):
        return expression.steps[0].name
    return ""


def _is_never(filter_: Expression, choices: Sequence[Choice]) -> bool:
    """Return whether a filter is false whatever is answered, as far as that can be seen."""
    match filter_:
        case Call(name="false"):
            return True
        case Number() | Text():
            return not filter_.value
        case Operation(operator="and"):
            return _is_never(filter_.left, choices) or _is_never(filter_.right, choices)
        case Operation(operator="or"):
            return _is_never(filter_.left, choices) and _is_never(filter_.right, choices)
        case Operation(operator="=", left=Path() as path, right=Text(value=wanted)) if column := _column(path):
            return all(_value(choice, column) != wanted for choice in choices)
        case _:
            return False


def _value(choice: Choice, column: str) -> str:
    return choice.name if column == "name" else choice.columns.get(column, "")


def _lists(plan: Plan) -> Iterator[Remark]:
    offered = {node.itemset.choices for node in walk(plan.nodes) if node.itemset}
    for name, choices in plan.lists.items():
        times = Counter(choice.name for choice in choices)
        for twice in sorted(each for each, count in times.items() if count > 1):
            yield Remark(
                severity="warning",
                path=f"{name}/{twice}",
                column="name",
                reason=f"the list {name} has {times[twice]} choices named {twice}",
                remedy="Give each a name of its own.",
            )
        for choice in choices if name in offered else ():
            yield from _missing(f"{name}/{choice.name}", "label", choice.label, plan)


_CHECKS: Sequence[Callable[[Node, Plan], Iterator[Remark]]] = (_words, _required, _patterns, _signal_choices, _filters)
