"""A form looked at from every side: compiled, checked, tried as a Program. What `affiant form` starts from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from bot.channels.terminal.render import visible
from bot.interview import Program
from bot.interview.errors import PlanError, PlanErrors
from config.catalogue import load_catalogue
from config.questionnaire.author import Source, convert
from config.questionnaire.errors import FormError, Place, Remark
from config.questionnaire.lint import lint
from config.questionnaire.plan import Plan
from gateway.commands.findings import Finding, in_order
from gateway.commands.publishing import media_folder

_REWRITE = "Rewrite the row; config/README.md lists what is understood."


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A form, as far as it goes, and all that is to be said about it."""

    findings: tuple[Finding, ...]
    source: Source | None = None
    plan: Plan | None = None
    """None where the form cannot be run."""

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(finding.severity == "error" for finding in self.findings)


def examine(file: Path, *, allow_choice_duplicates: bool, fix: bool = False) -> Examined:
    """Return a form and every finding about it, those of the compiler, the lint and the interview together."""
    with _patience(file):
        return _examined(file, allow_choice_duplicates=allow_choice_duplicates, fix=fix)


def _examined(file: Path, *, allow_choice_duplicates: bool, fix: bool) -> Examined:
    try:
        source = convert(file, allow_choice_duplicates=allow_choice_duplicates, fixes=fix)
        reading = source.read()
    except FormError as error:
        return Examined(findings=tuple(in_order(map(_refused, error.errors))))
    plan = reading.plan
    folder = media_folder(file)
    beside = {each.name for each in folder.iterdir()} if folder else set()
    remarks = [*reading.remarks, *lint(plan, files=beside, spoken=load_catalogue().languages)]
    faults = list(_unrunnable(plan))
    known = {remark.path for remark in remarks if remark.severity == "error"}
    remarks += [fault for fault in faults if fault.path not in known]
    findings = [Finding.of(remark, source.place(remark)) for remark in remarks]
    return Examined(findings=tuple(in_order(findings)), source=source, plan=None if faults else plan)


def _refused(error: FormError) -> Finding:
    offer = f" Or pass --fix: {error.fix}." if error.fix else ""
    remark = Remark(
        severity="error", path=error.path, column=error.column, reason=error.reason, remedy=error.remedy + offer
    )
    return Finding.of(remark, error.place or Place(sheet="", column=error.column))


def _unrunnable(plan: Plan) -> Iterator[Remark]:
    """Yield what the interview says of a Plan that it cannot run."""
    try:
        Program(plan)
    except PlanError as error:
        for each in error.errors if isinstance(error, PlanErrors) else (error,):
            yield Remark(severity="error", path=each.path, column="", reason=each.reason, remedy=_REWRITE)


def demand(file: Path, *, allow_choice_duplicates: bool, fix: bool = False) -> tuple[Source, Plan, int]:
    """Return a form that can be run, and how many errors it has all the same. Raises ClickException with the first."""
    examined = examine(file, allow_choice_duplicates=allow_choice_duplicates, fix=fix)
    for finding in examined.findings:
        if finding.reason.startswith("fixed: "):
            click.echo(finding.sentence(), err=True)
    if examined.source is None or examined.plan is None:
        first, *others = [finding.sentence() for finding in examined.findings if finding.severity == "error"]
        more = f" There is more ({len(others)}): affiant form check {visible(str(file))}" if others else ""
        raise click.ClickException(first + more)
    return examined.source, examined.plan, examined.errors


@contextmanager
def _patience(file: Path) -> Iterator[None]:
    """Show that something is going on, where somebody watches: a long form takes pyxform many seconds."""
    console = Console(stderr=True, highlight=False, markup=False)
    if not (console.is_terminal and sys.stderr.isatty()):
        yield
        return
    with console.status(f"Reading {visible(file.name)} …"):
        yield
