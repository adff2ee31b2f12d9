"""Words of the form, compiled: in the person's language, else in the form's own, with answers filled in."""

from __future__ import annotations

from bot.interview.evaluate import ExpressionCompiler
from bot.interview.run import Write, silence
from bot.interview.scope import Scope
from bot.interview.values import to_text
from config.questionnaire.plan import Expression, Message, Wording


def compile_wording(compiler: ExpressionCompiler, wording: Wording, scope: Scope, default: str) -> Write:
    """Return a wording as a closure. `default` is the language that a missing one falls back to."""
    writers = {language: _message(compiler, message, scope) for language, message in wording.items()}
    if not writers:
        return silence
    fallback = writers.get(default, silence)
    return lambda run, at: writers.get(run.language, fallback)(run, at)


def _message(compiler: ExpressionCompiler, message: Message, scope: Scope) -> Write:
    if all(isinstance(piece, str) for piece in message):
        text = "".join(piece for piece in message if isinstance(piece, str))
        return lambda _run, _at: text
    parts = [_piece(compiler, piece, scope) for piece in message]
    return lambda run, at: "".join(part(run, at) for part in parts)


def _piece(compiler: ExpressionCompiler, piece: str | Expression, scope: Scope) -> Write:
    if isinstance(piece, str):
        return lambda _run, _at: piece
    evaluate = compiler.expression(piece, scope)
    return lambda run, at: to_text(evaluate(run, at))
