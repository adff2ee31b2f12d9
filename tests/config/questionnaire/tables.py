"""Sheets written as lines of cells, and Plans looked into."""

from __future__ import annotations

from config.questionnaire.expression import children
from config.questionnaire.plan import Call, Expression, Negation, Node, Number, Operation, Path, Plan, Text
from config.questionnaire.reading import walk

_WORDS = {"or", "and", "div", "mod"}


def table(name: str, rows: str) -> str:
    """Return a sheet as pyxform's Markdown: a line of cells becomes a row."""
    lines = [line.strip() for line in rows.strip().splitlines()]
    return "\n".join([f"| {name} |", *(f"| | {line} |" for line in lines), ""])


def node(plan: Plan, name: str) -> Node:
    """Return the one node of a name."""
    (found,) = [each for each in walk(plan.nodes) if each.path.rpartition("/")[2] == name]
    return found


def shown(expression: Expression | None) -> str:
    """Return an expression as text, every operation in brackets."""
    match expression:
        case Number() | Text():
            found = f"{expression.value:g}" if isinstance(expression, Number) else f"'{expression.value}'"
        case Negation():
            found = f"-{shown(expression.operand)}"
        case Operation():
            found = f"({shown(expression.left)} {expression.operator} {shown(expression.right)})"
        case Call():
            found = f"{expression.name}({', '.join(map(shown, expression.arguments))})"
        case Path():
            found = _path(expression)
        case None:
            found = ""
    return found


def _path(path: Path) -> str:
    start = f"{shown(path.start)}/" if isinstance(path.start, Call) else "/" if path.start == "/" else ""
    names = {"self": ".", "parent": "..", "child": "{}", "descendant": "/{}"}
    steps = [
        names[step.axis].format(step.name) + "".join(f"[{shown(each)}]" for each in step.predicates)
        for step in path.steps
    ]
    return start + "/".join(steps)


def height(expression: Expression) -> int:
    """Return the levels of a tree."""
    return 1 + max((height(child) for child in children(expression)), default=0)
