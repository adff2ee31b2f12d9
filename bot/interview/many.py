"""Functions over many nodes: the values of all nodes of all arguments, in document order."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan
from typing import Final

from bot.interview import geography
from bot.interview.functions import within
from bot.interview.paths import Values
from bot.interview.run import At, Evaluate, Run
from bot.interview.scope import Scope
from bot.interview.special import Compiler, Form
from bot.interview.values import Value, equal, settled, to_boolean, to_number, to_text
from config.questionnaire.plan import Call, Expression


def _over(function: Callable[[list[Value]], Value]) -> Form:
    """Return a form that applies a function to the values of all nodes of all arguments."""

    def form(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
        values = _gathered(compiler, call.arguments, scope)
        return lambda run, at: function(values(run, at))

    return form


def _sum(values: list[Value]) -> Value:
    return sum((number for number in map(to_number, values) if not isnan(number)), 0.0)


def _extreme(choose: Callable[[list[float]], float]) -> Callable[[list[Value]], Value]:
    def extreme(values: list[Value]) -> Value:
        numbers = [number for number in map(to_number, values) if not isnan(number)]
        return choose(numbers) if numbers else nan

    return extreme


def _geofence(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    point = compiler.expression(call.arguments[0], scope)
    fence = compiler.nodes(call.arguments[1], scope)
    return lambda run, at: geography.geofence(point(run, at), fence(run, at))


def _checklist(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    least, most = (compiler.expression(argument, scope) for argument in call.arguments[:2])
    marks = _gathered(compiler, call.arguments[2:], scope)
    return lambda run, at: within(sum(map(to_boolean, marks(run, at))), least(run, at), most(run, at))


def _weighted_checklist(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    if len(call.arguments) % 2:
        raise scope.error("weighted-checklist() takes pairs: an answer and its weight")
    least, most = (compiler.expression(argument, scope) for argument in call.arguments[:2])
    marks, weights = (_gathered(compiler, call.arguments[first::2], scope) for first in (2, 3))

    def weighed(run: Run, at: At) -> Value:
        pairs = zip(marks(run, at), weights(run, at), strict=False)
        weight = sum(to_number(weight) for mark, weight in pairs if to_boolean(mark))
        return within(weight, least(run, at), most(run, at))

    return weighed


def _gathered(compiler: Compiler, arguments: tuple[Expression, ...], scope: Scope) -> Values:
    sources = [compiler.nodes(argument, scope) for argument in arguments]
    return lambda run, at: [value for source in sources for value in source(run, at)]


def _join(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    between = compiler.expression(call.arguments[0], scope)
    values = _gathered(compiler, call.arguments[1:], scope)
    return lambda run, at: to_text(between(run, at)).join(map(to_text, values(run, at)))


OVER_NODES: Final[dict[str, Form]] = {
    "area": _over(geography.area),
    "checklist": _checklist,
    "concat": _over(lambda values: "".join(map(to_text, values))),
    "count": _over(lambda values: float(len(values))),
    "count-non-empty": _over(lambda values: float(sum(not equal(settled(value), "") for value in values))),
    "distance": _over(geography.distance),
    "enclosed-area": _over(geography.area),
    "geofence": _geofence,
    "join": _join,
    "max": _over(_extreme(max)),
    "min": _over(_extreme(min)),
    "sum": _over(_sum),
    "weighted-checklist": _weighted_checklist,
}
"""By name."""
