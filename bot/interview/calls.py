"""Function calls, compiled: plain functions, and special forms that choose what is evaluated, when and where."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan
from typing import Final

from bot.interview import geography, moments
from bot.interview.functions import PLAIN, names, pattern
from bot.interview.indexes import indexed_repeat, position
from bot.interview.run import At, Evaluate, Run, Write, silence
from bot.interview.scope import Atlas, Scope
from bot.interview.special import Compiler, Form
from bot.interview.spots import Spot
from bot.interview.values import Value, equal, settled, to_boolean, to_number, to_text
from bot.interview.volatile import now, once, random, today, uuid
from bot.interview.wording import compile_wording
from config.questionnaire.plan import Call, Path, Text

HERE: Final = Path(".", ())
_ABOUT_HERE: Final = {"normalize-space", "number", "string", "string-length"}
"""What means the context node when it is given nothing."""


def compile_call(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Return a call as a closure. Raises PlanError for a function that is not known here."""
    form = FORMS.get(call.name)
    if form is not None:
        return form(compiler, call, scope)
    function = PLAIN.get(call.name)
    if function is None:
        raise scope.error(f"the function {call.name}() is not supported")
    given = call.arguments or ((HERE,) if call.name in _ABOUT_HERE else ())
    return _applied(function, [compiler.expression(argument, scope) for argument in given])


def _applied(function: Callable[..., Value], arguments: list[Evaluate]) -> Evaluate:
    if len(arguments) == 1:
        (only,) = arguments
        return lambda run, at: function(only(run, at))
    if len(arguments) == 2:  # noqa: PLR2004 - two arguments are as frequent as one, and a list costs time
        first, second = arguments
        return lambda run, at: function(first(run, at), second(run, at))
    return lambda run, at: function(*[argument(run, at) for argument in arguments])


# --- choosing -------------------------------------------------------------------------------------


def _if(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    test, then, otherwise = (compiler.expression(argument, scope) for argument in call.arguments)
    return lambda run, at: then(run, at) if to_boolean(test(run, at)) else otherwise(run, at)


def _coalesce(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    arguments = [compiler.expression(argument, scope) for argument in call.arguments]

    def first_present(run: Run, at: At) -> Value:
        for argument in arguments:
            value = argument(run, at)
            if value != "":
                return value
        return ""

    return first_present


def _selected(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    value, name = (compiler.expression(argument, scope) for argument in call.arguments)
    wanted = call.arguments[1]
    if not isinstance(wanted, Text):
        return _applied(PLAIN["selected"], [value, name])
    sought = wanted.value.strip()

    def selected(run: Run, at: At) -> Value:
        picked = value(run, at)
        return picked != "" and sought in names(picked)

    return selected


def _regex(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    value, source = (compiler.expression(argument, scope) for argument in call.arguments)
    wanted = call.arguments[1]
    if not isinstance(wanted, Text):
        return _applied(PLAIN["regex"], [value, source])
    matches = pattern(wanted.value)
    if matches is None:
        raise scope.error("a regular expression is not in RE2 syntax")
    return lambda run, at: matches(to_text(value(run, at)))


def _format_date(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    value, wanted = (compiler.expression(argument, scope) for argument in call.arguments)
    literal = call.arguments[1]
    if isinstance(literal, Text) and not moments.is_format(literal.value):
        raise scope.error(f"{call.name}() has an escape that is not supported")
    return _applied(PLAIN[call.name], [value, wanted])


# --- many nodes -----------------------------------------------------------------------------------


def _over(function: Callable[[list[Value]], Value]) -> Form:
    """Return a form that applies a function to the values of all nodes of all arguments."""

    def form(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
        sources = [compiler.nodes(argument, scope) for argument in call.arguments]
        return lambda run, at: function([value for source in sources for value in source(run, at)])

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


def _join(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    between = compiler.expression(call.arguments[0], scope)
    sources = [compiler.nodes(argument, scope) for argument in call.arguments[1:]]

    def join(run: Run, at: At) -> Value:
        return to_text(between(run, at)).join(to_text(value) for source in sources for value in source(run, at))

    return join


# --- choices --------------------------------------------------------------------------------------


def _choice_name(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    value = compiler.expression(call.arguments[0], scope)
    named = call.arguments[1]
    spot = _spot_named(compiler.atlas, named.value, scope) if isinstance(named, Text) else None
    if spot is None or spot.node.itemset is None:
        raise scope.error("jr:choice-name() takes the path of a select in quotes")
    if not spot.node.itemset.choices:
        return _name_gathered(value, spot, scope)
    labels = compiler.atlas.named.get(spot.node.itemset.choices, {})

    def label(run: Run, at: At) -> Value:
        option = labels.get(to_text(value(run, at)).strip())
        return "" if option is None else option.label(run, ())

    return label


def _name_gathered(value: Evaluate, spot: Spot, scope: Scope) -> Evaluate:
    """Return the label of a choice that comes from answers: as the select offers it in this place, or in the first."""
    shared = sum(mine is its for mine, its in zip(scope.spot.repeats, spot.repeats, strict=False))
    first = (1,) * (spot.depth - shared)

    def label(run: Run, at: At) -> Value:
        wanted = to_text(value(run, at)).strip()
        offered = spot.gathered(run, (*at[:shared], *first)) if spot.gathered is not None and wanted else ()
        return next((option.label(run, ()) for option in offered if option.name == wanted), "")

    return label


def _spot_named(atlas: Atlas, path: str, scope: Scope) -> Spot | None:
    """Return the node that a path in quotes names, absolute or from the context node."""
    pieces = path.strip().split("/")
    if not pieces[0]:
        return atlas.by_path.get(path.strip())
    spot: Spot | None = scope.spot
    for piece in pieces:
        if spot is None or piece == ".":
            continue
        spot = spot.parent if piece == ".." else spot.family.get(piece)
    return spot


def _itext(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `jr:itext`: a text of the form in the language of this look; "" where there is none of that name."""
    texts, (named,) = compiler.atlas.plan.texts, call.arguments
    if isinstance(named, Text):
        return _text(compiler, named.value, scope)
    found = compiler.expression(named, scope)
    writers = {name: _text(compiler, name, scope) for name in texts}
    return lambda run, at: writers.get(to_text(found(run, at)), silence)(run, at)


def _text(compiler: Compiler, name: str, scope: Scope) -> Write:
    speaking = compiler.atlas.speaking
    if name in speaking:
        raise scope.error("a text contains itself")
    speaking.add(name)
    try:
        return compile_wording(compiler, compiler.atlas.plan.texts.get(name, {}), scope)
    finally:
        speaking.discard(name)


def _version(compiler: Compiler, _call: Call, _scope: Scope) -> Evaluate:
    revision = compiler.atlas.plan.revision
    return lambda _run, _at: revision


def _pairs(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    if len(call.arguments) % 2:
        raise scope.error("weighted-checklist() takes pairs: an answer and its weight")
    return _applied(PLAIN[call.name], [compiler.expression(argument, scope) for argument in call.arguments])


def _current(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    return compiler.expression(Path(call, ()), scope)


def _not_a_value(_compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    raise scope.error(f"{call.name}() only begins a path")


FORMS: Final[dict[str, Form]] = {
    "area": _over(geography.area),
    "coalesce": _coalesce,
    "concat": _over(lambda values: "".join(map(to_text, values))),
    "count": _over(lambda values: float(len(values))),
    "count-non-empty": _over(lambda values: float(sum(not equal(settled(value), "") for value in values))),
    "current": _current,
    "distance": _over(geography.distance),
    "format-date": _format_date,
    "format-date-time": _format_date,
    "geofence": _geofence,
    "if": _if,
    "indexed-repeat": indexed_repeat,
    "instance": _not_a_value,
    "join": _join,
    "jr:choice-name": _choice_name,
    "jr:itext": _itext,
    "max": _over(_extreme(max)),
    "min": _over(_extreme(min)),
    "now": now,
    "once": once,
    "position": position,
    "random": random,
    "regex": _regex,
    "selected": _selected,
    "sum": _over(_sum),
    "today": today,
    "uuid": uuid,
    "version": _version,
    "weighted-checklist": _pairs,
}
"""By name, before the plain functions."""
