"""Words and pictures of the form, compiled: in the person's language, else in the form's own, answers filled in."""

from __future__ import annotations

from collections.abc import Mapping

from bot.interview.run import Depict, Write, silence, unseen
from bot.interview.scope import Scope
from bot.interview.special import Compiler
from bot.interview.values import to_text
from config.questionnaire.plan import Expression, Media, Message, Wording


def compile_wording(compiler: Compiler, wording: Wording, scope: Scope) -> Write:
    """Return a wording as a closure; a language that is missing falls back to the form's own."""
    writers = {language: _message(compiler, message, scope) for language, message in wording.items()}
    if not writers:
        return silence
    fallback = writers.get(compiler.atlas.plan.default_language, silence)
    if len(writers) == 1 and fallback is not silence:
        return fallback
    return lambda run, at: writers.get(run.language, fallback)(run, at)


def compile_media(media: Media, default: str) -> Depict:
    """Return pictures and sounds as file names by kind; a kind that a language lacks falls back to `default`'s."""
    if not media:
        return unseen
    languages = {language for files in media.values() for language in files}
    by_language = {language: _files(media, language, default) for language in languages}
    fallback = _files(media, default, default)
    return lambda language: by_language.get(language, fallback)


def _files(media: Media, language: str, default: str) -> Mapping[str, str]:
    found = {kind: files.get(language) or files.get(default, "") for kind, files in media.items()}
    return {kind: file for kind, file in found.items() if file}


def _message(compiler: Compiler, message: Message, scope: Scope) -> Write:
    if all(isinstance(piece, str) for piece in message):
        text = "".join(piece for piece in message if isinstance(piece, str))
        return lambda _run, _at: text
    parts = [_piece(compiler, piece, scope) for piece in message]
    return lambda run, at: "".join(part(run, at) for part in parts)


def _piece(compiler: Compiler, piece: str | Expression, scope: Scope) -> Write:
    if isinstance(piece, str):
        return lambda _run, _at: piece
    evaluate = compiler.expression(piece, scope)
    return lambda run, at: to_text(evaluate(run, at))
