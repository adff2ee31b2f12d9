"""`affiant form`: check a questionnaire, compile it, walk it in this terminal. The author's side: no server."""

from __future__ import annotations

import json
import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import msgspec

from bot.interview import Program, Question
from bot.interview.errors import PlanError
from config.catalogue import load_catalogue
from config.questionnaire.author import Source, convert
from config.questionnaire.errors import FormError, Place, Remark, Severity
from config.questionnaire.lint import lint
from config.questionnaire.plan import Plan, encode
from config.questionnaire.reading import walk
from config.questionnaire.xform import canonical
from gateway.commands.rehearsal import Rehearsal, read_answers
from storage.clock import SystemClock

_FILE = click.argument("file", type=click.Path(path_type=Path))
_DUPLICATES = click.option("--allow-choice-duplicates", is_flag=True, help="Accept choices of one list with one name.")
_ENTROPY = 64
_BACK = "<"


@click.group()
def form() -> None:
    """Check, compile and try questionnaires (XLSForm: .xlsx, .xls, .md, .csv, or a folder of CSV files)."""


@form.command()
@_FILE
@_DUPLICATES
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def check(file: Path, *, allow_choice_duplicates: bool, as_json: bool) -> None:
    """Say what is wrong with FILE, and what could be better; exit status 1 on errors."""
    findings = _findings(file, allow_choice_duplicates=allow_choice_duplicates)
    for finding in findings:
        click.echo(finding.as_json() if as_json else finding.sentence())
    if not as_json:
        click.echo(_tally(findings))
    if any(finding.severity == "error" for finding in findings):
        raise SystemExit(1)


@form.command("compile")
@_FILE
@_DUPLICATES
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder.")
def compile_(file: Path, *, allow_choice_duplicates: bool, output: Path) -> None:
    """Write FILE as form.json (for AFFIANT_FORM) and form.xml (for ODK tools; its SHA-256 is the form's version)."""
    source, plan = _compiled(file, allow_choice_duplicates=allow_choice_duplicates)
    _write(output, {"form.json": encode(plan), "form.xml": canonical(source.xml)})
    click.echo(f"{output / 'form.json'}: {plan.name}, version {plan.version[:12]}, {', '.join(plan.languages)}")
    errors = sum(remark.severity == "error" for remark in lint(plan))
    if errors:
        click.echo(f"It has errors ({errors}). Before anybody answers: affiant form check {file}", err=True)


@form.command("try")
@_FILE
@_DUPLICATES
@click.option("--lang", "language", help="Language code (ko-KP, or ko for the first Korean); default: the form's own.")
@click.option(
    "--answers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A JSON object, question name -> answer; or JSON Lines of such objects, for repeats.",
)
def try_(file: Path, *, allow_choice_duplicates: bool, language: str | None, answers: Path | None) -> None:
    """Walk FILE in this terminal as a person would; with --answers print one JSON line per step."""
    _, plan = _compiled(file, allow_choice_duplicates=allow_choice_duplicates)
    rehearsal = Rehearsal(
        program=Program(plan),
        catalogue=load_catalogue(),
        language=_language(plan, language),
        now=SystemClock().now(),
        entropy=secrets.token_bytes(_ENTROPY),
    )
    if answers is None:
        _walk_by_hand(rehearsal)
        return
    for step in rehearsal.steps(_given(answers, plan)):
        click.echo(json.dumps(step, ensure_ascii=False))


# --- check -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """One line of `check`."""

    severity: Severity
    sheet: str
    row: int | None
    column: str
    name: str
    reason: str
    remedy: str

    def sentence(self) -> str:
        """Return it for people."""
        place = Place(sheet=self.sheet or "the form", row=self.row, column=self.column)
        return f"{self.severity}: {place}: {self.reason}. {self.remedy}"

    def as_json(self) -> str:
        """Return it for programs."""
        return json.dumps(asdict(self), ensure_ascii=False)


def _findings(file: Path, *, allow_choice_duplicates: bool) -> list[_Finding]:
    try:
        source = convert(file, allow_choice_duplicates=allow_choice_duplicates)
        reading = source.read()
    except FormError as error:
        remark = Remark(
            severity="error", path=error.path, column=error.column, reason=error.reason, remedy=error.remedy
        )
        return [_finding(remark, error.place or Place(sheet="", column=error.column))]
    remarks = [*reading.remarks, *lint(reading.plan)]
    known = {remark.path for remark in remarks if remark.severity == "error"}
    remarks += [remark for remark in _unrunnable(reading.plan) if remark.path not in known]
    return [_finding(remark, source.places.find(remark.path, remark.column)) for remark in remarks]


def _finding(remark: Remark, place: Place) -> _Finding:
    return _Finding(
        severity=remark.severity,
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        name=remark.path.rpartition("/")[2],
        reason=remark.reason,
        remedy=remark.remedy,
    )


def _unrunnable(plan: Plan) -> Iterator[Remark]:
    """Yield what the interview says of a Plan that it cannot run."""
    try:
        Program(plan)
    except PlanError as error:
        yield Remark(severity="error", path=error.path, column="", reason=error.reason, remedy=_REWRITE)


_REWRITE = "Rewrite the row; config/README.md lists what is understood."


def _tally(findings: list[_Finding]) -> str:
    counts = [(sum(each.severity == kind for each in findings), kind) for kind in ("error", "warning", "advice")]
    return ", ".join(f"{count} {kind}{'s' if count != 1 and kind != 'advice' else ''}" for count, kind in counts) + "."


# --- compile -------------------------------------------------------------------------------------------------


def _compiled(file: Path, *, allow_choice_duplicates: bool) -> tuple[Source, Plan]:
    """Return a form that the interview can run. Raises ClickException with the author's sentence."""
    try:
        source = convert(file, allow_choice_duplicates=allow_choice_duplicates)
        plan = source.read().plan
    except FormError as error:
        raise click.ClickException(error.diagnostics()) from None
    for remark in _unrunnable(plan):
        place = source.places.find(remark.path, remark.column)
        raise click.ClickException(f"{place}: {remark.reason}. {remark.remedy}")
    return source, plan


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise click.ClickException(f"{folder} cannot be written to ({reason}). Give another folder.") from None


# --- try -----------------------------------------------------------------------------------------------------


def _language(plan: Plan, wanted: str | None) -> str:
    if wanted is None:
        return plan.default_language
    for language in plan.languages:
        if wanted in {language, language.partition("-")[0]}:
            return language
    raise click.ClickException(f"The form has no language {wanted or '(none)'}. It has: {', '.join(plan.languages)}.")


def _given(answers: Path, plan: Plan) -> dict[str, deque[str]]:
    try:
        given = read_answers(answers.read_bytes())
    except msgspec.MsgspecError as error:
        raise click.ClickException(f"{answers} is neither a JSON object nor JSON Lines: {error}.") from None
    unknown = sorted(given.keys() - {node.path.rpartition("/")[2] for node in walk(plan.nodes)})
    if unknown:
        raise click.ClickException(f"The form has no question {', '.join(unknown)}.")
    return given


def _walk_by_hand(rehearsal: Rehearsal) -> None:
    click.echo(f"Numbers stand for choices, an empty line skips, {_BACK} goes back.")
    path = rehearsal.interview.first()
    while path is not None:
        question = rehearsal.interview.question(path)
        _show(question)
        path = _next(rehearsal, question)
    click.echo("\nThe end.")


def _show(question: Question) -> None:
    click.echo("\n".join(["", *filter(None, [question.heading, question.label, question.hint])]))
    for number, choice in enumerate(question.choices, 1):
        click.echo(f"  {number}  {choice.label}")


def _next(rehearsal: Rehearsal, question: Question) -> str | None:
    """Ask, and return where to go: on, back, or to the same question again when the answer was not taken."""
    text = _typed()
    if text == _BACK:
        return rehearsal.interview.before(question.path) or question.path
    message = rehearsal.take(question, _named(question, text)) if text and question.kind == "question" else None
    if message is not None:
        click.echo(message)
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
    return " ".join(names.get(each, each) for each in text.split()) if names else text
