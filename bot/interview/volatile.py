"""What would change by itself and does not: clocks, chance and identifiers, drawn from the interview's beginning."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from bot.interview import moments
from bot.interview.run import At, Evaluate, Run
from bot.interview.scope import Scope
from bot.interview.special import Compiler
from bot.interview.values import Value
from config.questionnaire.plan import Call, Expression, Negation, Operation, Path


def once(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `once`: evaluated as at the beginning, so that it never changes."""
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


def now(compiler: Compiler, _call: Call, scope: Scope) -> Evaluate:
    """Compile `now`: the moment of this look, or of the beginning."""
    if scope.frozen:
        compiler.atlas.volatile = True
        return lambda run, _at: moments.of_instant(run.begun)
    return lambda run, _at: moments.of_instant(run.now)


def today(compiler: Compiler, _call: Call, scope: Scope) -> Evaluate:
    """Compile `today`: the day of this look, or of the beginning."""
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


def random(compiler: Compiler, _call: Call, scope: Scope) -> Evaluate:
    """Compile `random`: a number of at least 0 and below 1."""
    draw = _draws(compiler, scope)
    return lambda run, at: int.from_bytes(draw(run, at)[:6]) / 2.0**48


def uuid(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `uuid`: a version 4 identifier (RFC 9562)."""
    if call.arguments:
        raise scope.error("uuid() with a length is not supported")
    draw = _draws(compiler, scope)

    def identifier(run: Run, at: At) -> Value:
        number = int.from_bytes(draw(run, at)[:16])
        number = number & ~(0xF << 76) | (4 << 76)  # version 4, RFC 9562 §5.4
        number = number & ~(0x3 << 62) | (0x2 << 62)
        text = f"{number:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    return identifier
