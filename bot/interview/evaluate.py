"""Expressions, compiled once into closures: `compiler.expression(tree, scope)(run, at)` is the value.

The frequent shapes (a field beside a literal, long chains of and/or/+) have closures of their own, because a person's
every step evaluates them.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Final

from bot.interview.calls import compile_call
from bot.interview.items import Items
from bot.interview.paths import Paths, Values
from bot.interview.run import At, Evaluate, Run
from bot.interview.scope import Atlas, Scope
from bot.interview.values import Value, divided, equal, to_boolean, to_number
from config.questionnaire.plan import Call, Expression, Negation, Number, Operation, Path, Text


class ExpressionCompiler:
    """Compiles the expressions of one Plan."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.paths = Paths(atlas, self.expression)
        self.items = Items(atlas, self.expression)

    def expression(self, expression: Expression, scope: Scope) -> Evaluate:
        """Return an expression as a closure. Raises PlanError where it cannot be run."""
        self.atlas.nesting += 1
        self.atlas.height = max(self.atlas.height, self.atlas.nesting)
        evaluate = self._expression(expression, scope)
        self.atlas.nesting -= 1
        return evaluate

    def _expression(self, expression: Expression, scope: Scope) -> Evaluate:
        if isinstance(expression, Text | Number):
            value: Value = expression.value if isinstance(expression, Text) else float(expression.value)
            return lambda _run, _at: value
        if isinstance(expression, Path):
            return self._path(expression, scope)
        if isinstance(expression, Call):
            return compile_call(self, expression, scope)
        if isinstance(expression, Negation):
            operand = self.expression(expression.operand, scope)
            return lambda run, at: -to_number(operand(run, at))
        return self._operation(expression, scope)

    def nodes(self, expression: Expression, scope: Scope) -> Values:
        """Return a path as the values of all its nodes, and any other expression as the one value it has."""
        if isinstance(expression, Path):
            if _from_list(expression):
                return self.items.values(expression, scope)
            if not (scope.item and expression.start == "."):
                return self.paths.values(expression, scope)
        if isinstance(expression, Operation) and expression.operator == "|":
            left, right = self.nodes(expression.left, scope), self.nodes(expression.right, scope)
            return lambda run, at: left(run, at) + right(run, at)
        evaluate = self.expression(expression, scope)
        return lambda run, at: [evaluate(run, at)]

    def _path(self, path: Path, scope: Scope) -> Evaluate:
        if _from_list(path):
            return self.items.scalar(path, scope)
        if scope.item and path.start == ".":
            return self.items.column(path, scope)
        return self.paths.scalar(path, scope)

    def _operation(self, operation: Operation, scope: Scope) -> Evaluate:
        symbol = operation.operator
        if symbol in {"and", "or", "+"}:
            return _CHAINS[symbol]([self.expression(operand, scope) for operand in _chain(operation)])
        if symbol in {"=", "!="}:
            return self._equality(operation, scope)
        if symbol == "|":
            raise scope.error('"|" is supported only as an argument of a function over many nodes')
        left, right = self.expression(operation.left, scope), self.expression(operation.right, scope)
        if symbol in _COMPARISONS:
            return _compared(_COMPARISONS[symbol], left, right)
        return _computed(_ARITHMETIC[symbol], left, right)

    def _equality(self, operation: Operation, scope: Scope) -> Evaluate:
        left, right = operation.left, operation.right
        if isinstance(left, Text):
            left, right = right, left
        first = self.expression(left, scope)
        if isinstance(right, Text):
            return _equals_text(first, right.value, wanted=operation.operator == "=")
        second = self.expression(right, scope)
        if operation.operator == "=":
            return lambda run, at: equal(first(run, at), second(run, at))
        return lambda run, at: not equal(first(run, at), second(run, at))


def _from_list(path: Path) -> bool:
    return isinstance(path.start, Call) and path.start.name == "instance"


def _chain(operation: Operation) -> list[Expression]:
    """Return the operands of a chain that the parser nested to the left: a + b + c."""
    operands: list[Expression] = []
    left: Expression = operation
    while isinstance(left, Operation) and left.operator == operation.operator:
        operands.append(left.right)
        left = left.left
    operands.append(left)
    return operands[::-1]


def _equals_text(evaluate: Evaluate, text: str, *, wanted: bool) -> Evaluate:
    def equals(run: Run, at: At) -> Value:
        value = evaluate(run, at)
        if isinstance(value, str):
            return (value == text) is wanted
        return equal(value, text) is wanted

    return equals


def _all(operands: list[Evaluate]) -> Evaluate:
    def every(run: Run, at: At) -> Value:
        for operand in operands:
            value = operand(run, at)
            if value is not True and not to_boolean(value):
                return False
        return True

    return every


def _any(operands: list[Evaluate]) -> Evaluate:
    def some(run: Run, at: At) -> Value:
        for operand in operands:
            value = operand(run, at)
            if value is not False and to_boolean(value):
                return True
        return False

    return some


def _sum(operands: list[Evaluate]) -> Evaluate:
    def total(run: Run, at: At) -> Value:
        result = to_number(operands[0](run, at))
        for operand in operands[1:]:
            result += to_number(operand(run, at))
        return result

    return total


def _compared(compare: Callable[[float, float], bool], left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda run, at: compare(to_number(left(run, at)), to_number(right(run, at)))


def _computed(compute: Callable[[float, float], float], left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda run, at: compute(to_number(left(run, at)), to_number(right(run, at)))


def _remainder(dividend: float, divisor: float) -> float:
    if not divisor or math.isinf(dividend):
        return math.nan
    return math.fmod(dividend, divisor)


_CHAINS: Final[dict[str, Callable[[list[Evaluate]], Evaluate]]] = {"and": _all, "or": _any, "+": _sum}
_COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "-": operator.sub,
    "*": operator.mul,
    "div": divided,
    "mod": _remainder,
}
