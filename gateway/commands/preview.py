"""A form in this terminal, as the person will see it: `affiant form try` by hand."""

from __future__ import annotations

from collections.abc import Mapping

import click

from bot.channels.terminal.render import visible
from bot.interview import Question
from gateway.commands.rehearsal import Rehearsal

_BACK = "<"
_WHY = "?"
_KINDS = {"image": "picture", "big-image": "large picture", "audio": "sound", "video": "film"}


def walk_by_hand(rehearsal: Rehearsal) -> None:
    """Ask everything, until the end of the form or of the input. Raises ClickException for the second."""
    _greet(rehearsal)
    path = rehearsal.interview.first()
    while path is not None:
        question = rehearsal.interview.question(path)
        _show(question, rehearsal)
        path = _next(rehearsal, question)
    _part(rehearsal)


def _greet(rehearsal: Rehearsal) -> None:
    click.echo(f"Numbers stand for choices, an empty line skips, {_BACK} goes back, {_WHY} tells why it is asked.")
    languages = rehearsal.program.plan.languages
    if len(languages) > 1:
        click.echo(f"Another language: {', '.join(f'/{visible(language)}' for language in languages)}")


def _part(rehearsal: Rehearsal) -> None:
    signals = sorted(rehearsal.interview.signals())
    raised = f" Signals for triage: {', '.join(map(visible, signals))}." if signals else ""
    answered = sum(line.answered for line in rehearsal.interview.summary())
    click.echo(f"\nThe end. Questions answered: {answered}.{raised}")


# --- what is shown -------------------------------------------------------------------------------------------


def _show(question: Question, rehearsal: Rehearsal) -> None:
    asked, about = rehearsal.interview.progress(question.path)
    click.echo(f"\n── {asked} of about {about} · {visible(question.name)}{_nature(question)}")
    for words in (question.heading, question.label, *_media(question.media), question.hint):
        if words:
            click.echo(visible(words))
    for number, choice in enumerate(question.choices, 1):
        click.echo("  ".join([f"  {number}", visible(choice.label or choice.name), *_media(choice.media)]))
    if question.value and question.type != "repeat":
        click.echo(f"(answered: {_present(question)})")


def _nature(question: Question) -> str:
    if question.kind == "note":
        return " · to be read"
    marks = [question.type, *(["required"] if question.required else []), *(["sealed"] if question.sealed else [])]
    return "".join(f" · {mark}" for mark in marks)


def _media(media: Mapping[str, str]) -> list[str]:
    return [f"[{_KINDS[kind]}: {visible(name)}]" for kind, name in media.items()]


def _present(question: Question) -> str:
    labels = {choice.name: choice.label for choice in question.choices}
    if question.choices:
        return ", ".join(visible(labels.get(name) or name) for name in question.value.split())
    return visible(question.value)


# --- what is typed -------------------------------------------------------------------------------------------


def _next(rehearsal: Rehearsal, question: Question) -> str | None:
    """Ask, and return where to go: on, back, or to the same question again when the answer was not taken."""
    text = _typed()
    if text == _BACK:
        return rehearsal.interview.before(question.path) or question.path
    if text == _WHY:
        click.echo(visible(question.guidance) or "The form does not say.")
        return question.path
    if text.startswith("/") and text[1:] in rehearsal.program.plan.languages:
        rehearsal.language = text[1:]
        return question.path
    message = rehearsal.take(question, _named(question, text)) if text and question.kind == "question" else None
    if message is not None:
        click.echo(visible(message))
        return question.path
    return rehearsal.interview.after(question.path)


def _typed() -> str:
    try:
        return str(click.prompt("", default="", show_default=False, prompt_suffix="> ")).strip()
    except click.Abort:
        raise click.ClickException("Stopped before the end; nothing was kept.") from None


def _named(question: Question, text: str) -> str:
    """Return typed numbers as the names of the choices they stand for."""
    names = {str(number): choice.name for number, choice in enumerate(question.choices, 1)}
    if text in names:
        return names[text]
    return " ".join(names.get(each, each) for each in text.split()) if names else text
