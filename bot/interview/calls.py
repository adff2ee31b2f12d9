"""Function calls, compiled: plain functions, and special forms that choose what is evaluated, when and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.interview import moments
from bot.interview.functions import PLAIN, names, pattern
from bot.interview.indexes import indexed_repeat, position
from bot.interview.labels import choice_name, itext
from bot.interview.many import OVER_NODES
from bot.interview.run import At, Evaluate, Run
from bot.interview.scope import Scope
from bot.interview.special import Compiler, Form
from bot.interview.values import Value, to_boolean, to_text
from bot.interview.volatile import now, once, random, today, uuid
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


def _version(compiler: Compiler, _call: Call, _scope: Scope) -> Evaluate:
    revision = compiler.atlas.plan.revision
    return lambda _run, _at: revision


def _current(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    return compiler.expression(Path(call, ()), scope)


def _not_a_value(_compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    raise scope.error(f"{call.name}() only begins a path")


FORMS: Final[dict[str, Form]] = {
    **OVER_NODES,
    "coalesce": _coalesce,
    "current": _current,
    "depend": lambda compiler, call, scope: compiler.expression(call.arguments[0], scope),
    "format-date": _format_date,
    "format-date-time": _format_date,
    "if": _if,
    "indexed-repeat": indexed_repeat,
    "instance": _not_a_value,
    "jr:choice-name": choice_name,
    "jr:itext": itext,
    "now": now,
    "once": once,
    "position": position,
    "random": random,
    "regex": _regex,
    "selected": _selected,
    "today": today,
    "uuid": uuid,
    "version": _version,
}
"""By name, before the plain functions."""
