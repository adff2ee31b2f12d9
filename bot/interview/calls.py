"""Function calls, compiled: plain functions, and special forms that choose what is evaluated, when and where."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from math import isnan, nan
from typing import Final, Protocol, TypeAlias

from bot.interview import moments
from bot.interview.functions import PLAIN, names, pattern
from bot.interview.items import Items
from bot.interview.paths import Paths, Values, looks_elsewhere
from bot.interview.run import At, Evaluate, Option, Run
from bot.interview.scope import Atlas, Scope
from bot.interview.spots import Spot, instances
from bot.interview.values import Value, equal, index_of, settled, to_boolean, to_number, to_text
from config.questionnaire.plan import Call, Expression, Negation, Operation, Path, Text


class Compiler(Protocol):
    """What a special form may ask of the compiler of expressions."""

    atlas: Atlas
    paths: Paths
    items: Items

    def expression(self, expression: Expression, scope: Scope) -> Evaluate:
        """Compile any expression to its value."""
        ...

    def nodes(self, expression: Expression, scope: Scope) -> Values:
        """Compile a path to the values of all its nodes; any other expression to the one value it has."""
        ...


HERE: Final = Path(".", ())
_ABOUT_HERE: Final = {"normalize-space", "number", "string", "string-length"}
"""What means the context node when it is given nothing."""

Form: TypeAlias = Callable[[Compiler, Call, Scope], Evaluate]


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
    return lambda run, at: sought in names(value(run, at))


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


def _join(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    between = compiler.expression(call.arguments[0], scope)
    sources = [compiler.nodes(argument, scope) for argument in call.arguments[1:]]

    def join(run: Run, at: At) -> Value:
        return to_text(between(run, at)).join(to_text(value) for source in sources for value in source(run, at))

    return join


# --- repeats --------------------------------------------------------------------------------------


def _position(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    if not call.arguments:
        return lambda run, _at: run.position
    (path,) = call.arguments
    if not isinstance(path, Path):
        raise scope.error("position() takes a path")
    target = compiler.paths.fixed(path, scope)
    if target is not None:  # where somebody stands depends on no value
        return _position_of(target, elsewhere=looks_elsewhere(path, scope))
    places = compiler.paths.places(path, scope)

    def position(run: Run, at: At) -> Value:
        for spot, here in places(run, at):
            return float(here[-1]) if spot.node.kind == "repeat" else 1.0
        return 0.0

    return position


def _position_of(target: Spot, *, elsewhere: bool) -> Evaluate:
    if target.node.kind != "repeat":
        return lambda _run, _at: 1.0
    place = target.depth - 1
    if elsewhere:
        return lambda run, _at: float(run.origin[place])
    return lambda _run, at: float(at[place])


def _indexed_repeat(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    field, *rest = call.arguments
    if not isinstance(field, Path) or len(rest) % 2:
        raise scope.error("indexed-repeat() takes a field, and then a repeat and an index once or more")
    target = compiler.paths.target(field, scope)
    indexes: dict[Spot, Evaluate] = {}
    for repeat, index in zip(rest[::2], rest[1::2], strict=True):
        spot = compiler.paths.target(repeat, scope) if isinstance(repeat, Path) else None
        if spot is None or spot not in target.repeats:
            raise scope.error("indexed-repeat() names something that is no repeat around its field")
        indexes[spot] = compiler.expression(index, scope)
    if scope.spot.repeats[:1] == target.repeats[:1]:
        compiler.atlas.running = True
    else:
        compiler.atlas.note(target)
    return _reader_at(target, indexes, scope.spot.repeats)


def _reader_at(target: Spot, indexes: dict[Spot, Evaluate], home: tuple[Spot, ...]) -> Evaluate:
    def read(run: Run, at: At) -> Value:
        here: At = ()
        for repeat in target.repeats:
            index = 1
            if repeat in indexes:
                index = max(1, index_of(indexes[repeat](run, at)))  # JavaRosa takes 0 for the first
            elif repeat in home:
                index = at[repeat.depth - 1]
            if index > instances(repeat, run, here):
                return ""
            here = (*here, index)
        return target.value(run, here)

    return read


# --- volatile: evaluated once ---------------------------------------------------------------------


def _once(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    if _reads_answers(call.arguments[0]):
        raise scope.error("once() over answers is not supported: what it saw first would have to be kept")
    compiler.atlas.volatile = True
    return compiler.expression(call.arguments[0], replace(scope, frozen=True))


def _reads_answers(expression: Expression) -> bool:
    if isinstance(expression, Call):
        return any(map(_reads_answers, expression.arguments))
    if isinstance(expression, Operation):
        return _reads_answers(expression.left) or _reads_answers(expression.right)
    if isinstance(expression, Negation):
        return _reads_answers(expression.operand)
    return isinstance(expression, Path)


def _now(compiler: Compiler, _call: Call, scope: Scope) -> Evaluate:
    if scope.frozen:
        compiler.atlas.volatile = True
        return lambda run, _at: moments.of_instant(run.begun)
    return lambda run, _at: moments.of_instant(run.now)


def _today(compiler: Compiler, _call: Call, scope: Scope) -> Evaluate:
    if scope.frozen:
        compiler.atlas.volatile = True
        return lambda run, _at: moments.of_day(run.begun.date())
    return lambda run, _at: moments.of_day(run.now.date())


def _draws(compiler: Compiler, scope: Scope) -> Callable[[Run, At], bytes]:
    """Return a source of 32 bytes that are the same for one call, one place and one interview."""
    compiler.atlas.volatile = True
    compiler.atlas.sites += 1
    label = f"{compiler.atlas.sites}"
    spot = scope.spot
    return lambda run, at: hashlib.sha256(run.seed + f"{label} {spot.address(at)}".encode()).digest()


def _random(compiler: Compiler, _call: Call, scope: Scope) -> Evaluate:
    draw = _draws(compiler, scope)
    return lambda run, at: int.from_bytes(draw(run, at)[:6]) / 2.0**48


def _uuid(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    if call.arguments:
        raise scope.error("uuid() with a length is not supported")
    draw = _draws(compiler, scope)

    def uuid(run: Run, at: At) -> Value:
        number = int.from_bytes(draw(run, at)[:16])
        number = number & ~(0xF << 76) | (4 << 76)  # version 4, RFC 9562 §5.4
        number = number & ~(0x3 << 62) | (0x2 << 62)
        text = f"{number:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    return uuid


# --- choices --------------------------------------------------------------------------------------


def _choice_name(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    value = compiler.expression(call.arguments[0], scope)
    named = call.arguments[1]
    spot = _spot_named(compiler.atlas, named.value, scope) if isinstance(named, Text) else None
    if spot is None or spot.node.itemset is None:
        raise scope.error("jr:choice-name() takes the path of a select in quotes")
    labels: dict[str, Option] = {}
    for option in compiler.atlas.lists.get(spot.node.itemset.choices, ()):
        labels.setdefault(option.name, option)

    def label(run: Run, at: At) -> Value:
        option = labels.get(to_text(value(run, at)).strip())
        return "" if option is None else option.label(run, ())

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
        family = {child.name: child for child in spot.children}
        spot = spot.parent if piece == ".." else family.get(piece)
    return spot


def _current(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    return compiler.expression(Path(call, ()), scope)


def _not_a_value(_compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    raise scope.error(f"{call.name}() only begins a path")


FORMS: Final[dict[str, Form]] = {
    "coalesce": _coalesce,
    "concat": _over(lambda values: "".join(map(to_text, values))),
    "count": _over(lambda values: float(len(values))),
    "count-non-empty": _over(lambda values: float(sum(not equal(settled(value), "") for value in values))),
    "current": _current,
    "format-date": _format_date,
    "format-date-time": _format_date,
    "if": _if,
    "indexed-repeat": _indexed_repeat,
    "instance": _not_a_value,
    "join": _join,
    "jr:choice-name": _choice_name,
    "max": _over(_extreme(max)),
    "min": _over(_extreme(min)),
    "now": _now,
    "once": _once,
    "position": _position,
    "random": _random,
    "regex": _regex,
    "selected": _selected,
    "sum": _over(_sum),
    "today": _today,
    "uuid": _uuid,
}
"""By name, before the plain functions."""
