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
from config.questionnaire.reading import shown_files
from gateway.commands.findings import FIXED, Finding, in_order, plain

_REWRITE = "Rewrite the row; config/README.md lists what is understood."


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """What the author allows to be done with a form."""

    choice_duplicates: bool = False
    fixes: bool = False
    """Mend what can be mended, and say each time what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A form, as far as it goes, and all that is to be said about it."""

    findings: tuple[Finding, ...]
    source: Source | None = None
    plan: Plan | None = None
    """None where the form cannot be run."""
    blocking: tuple[Finding, ...] = ()
    """Those of the errors for which it cannot be run."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What is wrong."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def mendable(self) -> int:
        """How many of the findings --fix would mend."""
        return sum(bool(finding.fix) for finding in self.findings)

    @property
    def fixed(self) -> tuple[Finding, ...]:
        """What was mended."""
        return tuple(finding for finding in self.findings if finding.reason.startswith(FIXED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Runnable:
    """A form that can be run."""

    source: Source
    plan: Plan
    errors: int
    """How many errors it has all the same."""


def examine(file: Path, leave: Leave) -> Examined:
    """Return a form and every finding about it, those of the compiler, the lint and the interview together."""
    with _patience(file):
        return _examined(file, leave)


def _examined(file: Path, leave: Leave) -> Examined:
    try:
        source = convert(file, allow_choice_duplicates=leave.choice_duplicates, fixes=leave.fixes)
        reading = source.read()
    except FormError as error:
        refused = tuple(in_order(map(_of_error, error.errors)))
        return Examined(findings=refused, blocking=refused)
    plan = reading.plan
    beside = {name for name in shown_files(plan) if source.companions.find(name)}
    remarks = [*reading.remarks, *lint(plan, files=beside, spoken=load_catalogue().languages)]
    errors = {each.path: each for each in reversed(remarks) if each.severity == "error" and _hinders(each)}
    faults = [errors.get(fault.path, fault) for fault in _unrunnable(plan)]  # the lint says it better
    found, blocking = (
        tuple(in_order(Finding.of(remark, source.place(remark)) for remark in each))
        for each in ([*remarks, *faults], faults)
    )
    return Examined(findings=found, source=source, plan=None if faults else plan, blocking=blocking)


def _hinders(remark: Remark) -> bool:
    """Return whether an error may be why a form cannot be run: one without compartments runs."""
    return not remark.column.endswith("compartment")


def _of_error(error: FormError) -> Finding:
    remark = Remark(severity="error", path=error.path, column=error.column, reason=error.reason, remedy=error.remedy)
    return Finding.of(remark, error.place or Place(sheet="", column=error.column), fix=error.fix)


def _unrunnable(plan: Plan) -> Iterator[Remark]:
    """Yield what the interview says of a Plan that it cannot run."""
    try:
        Program(plan)
    except PlanError as error:
        for each in error.errors if isinstance(error, PlanErrors) else (error,):
            yield Remark(severity="error", path=each.path, column="", reason=each.reason, remedy=_REWRITE)


def demand(file: Path, leave: Leave) -> Runnable:
    """Return a form that can be run, and say on stderr what was mended in it. Raises ClickException with what is wrong.

    The exception tells the first error, and how to see the others.
    """
    examined = examine(file, leave)
    if examined.source is None or examined.plan is None:
        raise click.ClickException(_refusal(file, examined))
    for finding in examined.fixed:
        click.echo(finding.sentence(), err=True)
    return Runnable(source=examined.source, plan=examined.plan, errors=len(examined.errors))


def _refusal(file: Path, examined: Examined) -> str:
    first, *_ = examined.blocking
    said = [first.sentence()]
    if others := len(examined.errors) - 1:
        said.append(f"There is more ({others}): affiant form check {plain(str(file))}")
    elif first.fix:
        said.append(f"Or pass --fix: {first.fix}.")
    return " ".join(said)


@contextmanager
def _patience(file: Path) -> Iterator[None]:
    """Show that something is going on, where somebody watches: a long form takes pyxform many seconds."""
    console = Console(stderr=True, highlight=False, markup=False)
    if not (console.is_terminal and sys.stderr.isatty()):
        yield
        return
    with console.status(f"Reading {visible(file.name)} …"):
        yield
