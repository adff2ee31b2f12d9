"""Expressions as the Plan wants them: pulldata() becomes a path into a list, answers of the form before become blank.

Pure. Called by `nodes`, on every expression of a form.
"""

from __future__ import annotations

import msgspec

from config.questionnaire.model import LAST_SAVED
from config.questionnaire.plan import Call, Expression, Negation, Operation, Path, Step, Text

_COLUMNS = 3


def rewritten(expression: Expression) -> Expression:
    """Return an expression without pulldata() and without last-saved answers."""
    match expression:
        case Call():
            call = Call(expression.name, tuple(map(rewritten, expression.arguments)))
            return _pulled(call) if call.name == "pulldata" else call
        case Operation():
            return Operation(expression.operator, rewritten(expression.left), rewritten(expression.right))
        case Negation():
            return Negation(rewritten(expression.operand))
        case Path(start=Call(name="instance", arguments=(Text(value=name),))) if name == LAST_SAVED:
            return Text("")
        case Path():
            return Path(expression.start, tuple(map(_step, expression.steps)))
        case _:
            return expression


def _step(step: Step) -> Step:
    return msgspec.structs.replace(step, predicates=tuple(map(rewritten, step.predicates)))


def _pulled(call: Call) -> Expression:
    """Return pulldata('towns', 'river', 'code', key) as instance('towns')/root/item[code = key]/river."""
    *named, key = call.arguments
    names = [each.value for each in named if isinstance(each, Text)]
    if len(names) != _COLUMNS:
        return call  # said by the interview: the names must be written out
    file, column, key_column = names
    same = Operation("=", Path(".", (Step("child", key_column),)), _from_here(key))
    rows = (Step("child", "root"), Step("child", "item", (same,)), Step("child", column))
    return Path(Call("instance", (Text(file.removesuffix(".csv")),)), rows)


def _from_here(expression: Expression) -> Expression:
    """Return an expression that means inside a predicate what it means outside."""
    match expression:
        case Path(start="."):
            return Path(Call("current", ()), expression.steps)
        case Call():
            return Call(expression.name, tuple(map(_from_here, expression.arguments)))
        case Operation():
            return Operation(expression.operator, _from_here(expression.left), _from_here(expression.right))
        case Negation():
            return Negation(_from_here(expression.operand))
        case _:
            return expression
