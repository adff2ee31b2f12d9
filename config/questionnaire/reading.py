"""What expressions read: which answers, and whether they want the content or only whether there is one.

Pure; works on finished trees. Called by `circles` (who depends on whom) and `lint` (who looks at sealed answers).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from config.questionnaire.expression import children
from config.questionnaire.plan import (
    Call,
    Expression,
    Itemset,
    Node,
    Number,
    Operation,
    Path,
    Plan,
    Step,
    Text,
    Wording,
)

_COUNTING = {"count", "count-non-empty", "position"}
"""Functions that never look into the nodes they are given."""
_JUDGING = {"boolean", "not"}
_LOGICAL = {"and", "or"}
_LENGTHS = {(">", 0.0), ("!=", 0.0), ("=", 0.0), (">=", 1.0), ("<", 1.0)}
"""Comparisons of a length that tell only whether there is one."""
_MIRRORED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One look at one node."""

    path: str
    """Absolute, without indexes; a "*" stands for every name. "" for what is no answer (a choice's column)."""
    content: bool
    """False where only emptiness, or the number of nodes, is asked."""
    elsewhere: bool = False
    """The path has predicates, or goes through indexed-repeat(): it may mean another instance of a repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An expression of a node."""

    column: str
    expression: Expression
    judged: bool = False
    """Only whether it is true matters."""
    item: bool = False
    """The context node is a choice."""
    at: str = ""
    """The path of the context node, where that is another than the node itself."""

    def reads(self, path: str) -> Iterator[Read]:
        """Yield everything that is read when this stands at a node."""
        home = self.at or path
        context = None if self.item else home
        yield from _judged(self.expression, context, home) if self.judged else _reads(self.expression, context, home)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every node, parents first."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def shown_files(plan: Plan) -> tuple[str, ...]:
    """Return the names of all files that labels and choices show, each once, in the order of the form."""
    media = [node.media for node in walk(plan.nodes)]
    media += [choice.media for choices in plan.lists.values() for choice in choices]
    names = (name for each in media for files in each.values() for name in files.values() if name)
    return tuple(dict.fromkeys(names))


def uses(node: Node) -> Iterator[Use]:
    """Yield each expression of a node with the column it comes from."""
    judged = {
        "relevant": node.relevant,
        "constraint": node.constraint,
        "required": node.required,
        "read_only": node.readonly,
    }
    plain = {"calculation": node.calculate, "default": node.default, "repeat_count": node.count}
    for column, expression in judged.items():
        if expression is not None:
            yield Use(column=column, expression=expression, judged=True)
    for column, expression in plain.items():
        if expression is not None:
            yield Use(column=column, expression=expression)
    if node.itemset is not None:
        yield from _of_choices(node.itemset)
    for each in node.assignments:
        yield Use(column="calculation", expression=each.value, at=each.path)
    for column, wording in wordings(node):
        yield from _outputs(column, wording)


def _of_choices(itemset: Itemset) -> Iterator[Use]:
    if itemset.nodes is not None:
        yield Use(column="choice_filter", expression=itemset.nodes, judged=True)
    if itemset.filter is not None:
        yield Use(column="choice_filter", expression=itemset.filter, judged=True, item=True)
    if itemset.seed is not None:
        yield Use(column="parameters", expression=itemset.seed)


def wordings(node: Node) -> Iterator[tuple[str, Wording]]:
    """Yield everything a node says, with the column it comes from."""
    yield from (
        ("label", node.label),
        ("hint", node.hint),
        ("guidance_hint", node.guidance),
        ("constraint_message", node.constraint_message),
        ("required_message", node.required_message),
    )


def _outputs(column: str, wording: Wording) -> Iterator[Use]:
    for language, message in wording.items():
        for piece in message:
            if not isinstance(piece, str):
                yield Use(column=f"{column}::{language}", expression=piece)


def calls(expression: Expression) -> Iterator[Call]:
    """Yield every function call in an expression."""
    if isinstance(expression, Call):
        yield expression
    for child in children(expression):
        yield from calls(child)


# --- what is read ------------------------------------------------------------------------------------------
# `context` is the context node's path, None where it is a choice; `home` is where current() stands.


def _reads(expression: Expression, context: str | None, home: str) -> Iterator[Read]:
    match expression:
        case Path():
            yield from _path(expression, context, home, content=True)
        case Operation() if asked := _emptiness(expression):
            yield from _unread(asked, context, home)
        case Operation() if expression.operator in _LOGICAL:
            yield from _judged(expression.left, context, home)
            yield from _judged(expression.right, context, home)
        case Call():
            yield from _call(expression, context, home)
        case _:
            for child in children(expression):
                yield from _reads(child, context, home)


def _judged(expression: Expression, context: str | None, home: str) -> Iterator[Read]:
    """Yield the reads of an expression of which only the truth matters."""
    if isinstance(expression, Path):
        yield from _path(expression, context, home, content=False)
    else:
        yield from _reads(expression, context, home)


def _unread(expression: Expression, context: str | None, home: str) -> Iterator[Read]:
    """Yield the reads of something of which only emptiness matters."""
    is_length = isinstance(expression, Call) and expression.name == "string-length"
    for asked in expression.arguments if isinstance(expression, Call) and is_length else (expression,):
        yield from _judged(asked, context, home)


def _emptiness(operation: Operation) -> Expression | None:
    """Return what is asked whether it is empty: x = '', '' != x, string-length(x) > 0 and their like."""
    left, right, operator = operation.left, operation.right, operation.operator
    if isinstance(left, Text | Number):
        left, right, operator = right, left, _MIRRORED.get(operator, operator)  # type: ignore[assignment]
    if operator in {"=", "!="} and right == Text(""):
        return left
    is_length = isinstance(left, Call) and left.name == "string-length"
    return left if is_length and isinstance(right, Number) and (operator, right.value) in _LENGTHS else None


def _call(call: Call, context: str | None, home: str) -> Iterator[Read]:
    if call.name == "indexed-repeat":
        for argument in call.arguments:
            yield from (replace(read, elsewhere=True) for read in _reads(argument, context, home))
        return
    for place, argument in enumerate(call.arguments):
        judges = call.name in _JUDGING or (call.name == "if" and place == 0)
        if judges or call.name in _COUNTING:
            yield from _judged(argument, context, home)
        else:
            yield from _reads(argument, context, home)


def _path(path: Path, context: str | None, home: str, *, content: bool) -> Iterator[Read]:
    here = _start(path, context, home)
    elsewhere = False
    for step in path.steps:
        here = None if here is None else _stepped(here, step)
        for predicate in step.predicates:
            elsewhere = True
            yield from (replace(read, elsewhere=True) for read in _reads(predicate, here, home))
    yield Read(path=here or "", content=content, elsewhere=elsewhere)


def _start(path: Path, context: str | None, home: str) -> str | None:
    if isinstance(path.start, Call):
        return home if path.start.name == "current" else None
    return "" if path.start == "/" else context


def _stepped(here: str, step: Step) -> str | None:
    match step.axis:
        case "child":
            return f"{here}/{step.name}"
        case "parent":
            return here.rpartition("/")[0]
        case "self":
            return here
        case _:
            return None
