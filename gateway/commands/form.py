"""`affiant form`: check a questionnaire, compile it, walk it in this terminal. The author's side: no server."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec

from bot.interview import Interview, Program, Question, Refusal, begin
from config.catalogue import load_catalogue
from config.questionnaire.author import Source, convert
from config.questionnaire.errors import FormError, Place
from config.questionnaire.lint import Remark, lint
from config.questionnaire.plan import Plan, encode
from config.questionnaire.xform import compile_xform
from storage.clock import Clock, SystemClock

_FILE = click.argument("file", type=click.Path(path_type=Path))
_DUPLICATES = click.option("--allow-choice-duplicates", is_flag=True, help="Accept choices of one list with one name.")
_ENTROPY = 64


@click.group()
def form() -> None:
    """Check, compile and try questionnaires (XLSForm: .xlsx, .xls, .md, or a folder of CSV files)."""


@form.command()
@_FILE
@_DUPLICATES
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def check(file: Path, *, allow_choice_duplicates: bool, as_json: bool) -> None:
    """Say what is wrong with FILE, and what could be better; exit status 1 on errors."""
    source, plan = _compiled(file, allow_choice_duplicates=allow_choice_duplicates)
    remarks = lint(plan)
    for remark in remarks:
        click.echo(_line(remark, source, as_json=as_json))
    if not as_json:
        click.echo(_tally(plan, remarks))
    sys.exit(any(remark.severity == "error" for remark in remarks))


@form.command("compile")
@_FILE
@_DUPLICATES
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder.")
def compile_(file: Path, *, allow_choice_duplicates: bool, output: Path) -> None:
    """Write FILE as form.json (for AFFIANT_FORM) and form.xml (for ODK tools)."""
    source, plan = _compiled(file, allow_choice_duplicates=allow_choice_duplicates)
    output.mkdir(parents=True, exist_ok=True)
    (output / "form.json").write_bytes(encode(plan))
    (output / "form.xml").write_text(source.xml, "utf-8")
    click.echo(f"{output / 'form.json'}: {plan.name}, version {plan.version[:12]}, {', '.join(plan.languages)}")


@form.command("try")
@_FILE
@_DUPLICATES
@click.option("--lang", "language", help="Language code; default: the form's own.")
@click.option("--answers", type=click.Path(path_type=Path, exists=True), help="JSON object: question name -> answer.")
def try_(file: Path, *, allow_choice_duplicates: bool, language: str | None, answers: Path | None) -> None:
    """Walk FILE in this terminal as a person would; with --answers print one JSON line per step."""
    _, plan = _compiled(file, allow_choice_duplicates=allow_choice_duplicates)
    if language is not None and language not in plan.languages:
        raise click.ClickException(f"The form has no language {language}. It has: {', '.join(plan.languages)}.")
    walk = Walk(Program(plan), language or plan.default_language, SystemClock())
    if answers is None:
        _walk_by_hand(walk)
        return
    for step in walk.by_answers(msgspec.json.decode(answers.read_bytes(), type=dict[str, str])):
        click.echo(json.dumps(step, ensure_ascii=False))


# --- compile and check -----------------------------------------------------------------------------------


def _compiled(file: Path, *, allow_choice_duplicates: bool) -> tuple[Source, Plan]:
    try:
        source = convert(file, allow_choice_duplicates=allow_choice_duplicates)
    except FormError as error:
        raise click.ClickException(error.diagnostics()) from None
    try:
        return source, compile_xform(source.xml)
    except FormError as error:
        raise click.ClickException(source.place(error).diagnostics()) from None


def _line(remark: Remark, source: Source, *, as_json: bool) -> str:
    name = remark.path.rpartition("/")[2]
    sheet = "survey" if remark.path.startswith("/") else "choices"
    place = Place(sheet=sheet, row=source.rows.get(name) if sheet == "survey" else None, column=remark.column)
    if not as_json:
        return remark.sentence(place)
    fields = {"severity": remark.severity, "sheet": place.sheet, "row": place.row, "column": place.column}
    return json.dumps(fields | {"name": name, "reason": remark.reason, "remedy": remark.remedy}, ensure_ascii=False)


def _tally(plan: Plan, remarks: list[Remark]) -> str:
    counts = [(sum(each.severity == kind for each in remarks), kind) for kind in ("error", "warning", "advice")]
    said = ", ".join(f"{count} {kind}{'s' if count != 1 and kind != 'advice' else ''}" for count, kind in counts)
    return f"{plan.name} {plan.version[:12]}: {said}."


# --- try ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Walk:
    """One walk through a form: the answers so far, and what is shown next."""

    program: Program
    language: str
    clock: Clock
    answers: dict[str, str] | None = None

    def interview(self) -> Interview:
        """Return the interview as it stands."""
        if self.answers is None:
            self.answers = begin(self.program, now=self.clock.now(), entropy=secrets.token_bytes(_ENTROPY))
        return Interview(self.program, self.answers, now=self.clock.now(), language=self.language)

    def take(self, question: Question, value: str) -> str | None:
        """Accept an answer; return why not, None when it is taken. Choices are given by name."""
        interview = self.interview()
        if question.choices:
            outcome = interview.accept_choices(question.path, tuple(value.split()))
        elif question.sealed and value:
            outcome = interview.accept_sealed(question.path)
        else:
            outcome = interview.accept(question.path, value)
        if isinstance(outcome, Refusal):
            return outcome.message or load_catalogue().text(self.language, outcome.id)
        self.answers = outcome
        return None

    def by_answers(self, given: dict[str, str]) -> Iterator[dict[str, object]]:
        """Yield a step for everything shown; questions without an answer are skipped."""
        path = self.interview().first()
        while path is not None:
            question = self.interview().question(path)
            value = given.get(question.name, "")
            message = self.take(question, value) if question.kind == "question" else None
            yield {
                "name": question.name,
                "type": question.type if question.kind == "question" else "note",
                "label": question.label,
                "choices": [choice.name for choice in question.choices],
                "value": value,
                "accepted": message is None,
                "message": message,
            }
            path = self.interview().after(path)


def _walk_by_hand(walk: Walk) -> None:
    path = walk.interview().first()
    while path is not None:
        question = walk.interview().question(path)
        click.echo("\n".join(["", *filter(None, [question.heading, question.label, question.hint])]))
        for number, choice in enumerate(question.choices, 1):
            click.echo(f"  {number}  {choice.label}")
        if question.kind == "question" and (message := walk.take(question, _typed(question))):
            click.echo(message)
            continue
        path = walk.interview().after(path)
    click.echo("\nThe end.")


def _typed(question: Question) -> str:
    """Ask for an answer; numbers stand for choices, nothing skips."""
    text = str(click.prompt(">", default="", show_default=False, prompt_suffix=" "))
    if not question.choices:
        return text
    names = {str(number): choice.name for number, choice in enumerate(question.choices, 1)}
    return " ".join(names.get(each, each) for each in text.split())
