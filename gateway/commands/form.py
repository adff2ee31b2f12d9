"""`affiant form`: check a questionnaire, compile it, walk it in this terminal. The author's side: no server."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from bot.interview import Program
from config.catalogue import load_catalogue
from config.questionnaire.plan import Plan
from config.questionnaire.reading import shown_files, walk
from gateway.commands.chance import Chance
from gateway.commands.examining import Examined, Leave, demand, examine
from gateway.commands.findings import plain, print_findings, tally
from gateway.commands.preview import walk_by_hand
from gateway.commands.publishing import form_id, publish
from gateway.commands.rehearsal import EndlessError, Rehearsal, Respondent, as_line, in_json
from gateway.commands.script import Script, read_script
from storage.clock import SystemClock

CHANCE_NOW: Final = datetime(2026, 1, 15, 12, tzinfo=UTC)
"""When a random respondent answers: always, so that a seed gives the same walk in any year."""

_ENTROPY = 64


def _of_file(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command what all of them take: FILE, and the author's leave to do something with it."""

    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--allow-choice-duplicates", is_flag=True, help="Accept choices of one list with one name.")
    @click.option("--fix", is_flag=True, help="Mend what can be mended, and say each time what was done.")
    @wraps(command)
    def with_leave(*, allow_choice_duplicates: bool, fix: bool, **more: Any) -> None:  # noqa: ANN401 -- click's options
        command(leave=Leave(choice_duplicates=allow_choice_duplicates, fixes=fix), **more)

    return with_leave


@click.group()
def form() -> None:
    """Check, compile and try questionnaires (XLSForm: .xlsx, .xls, .md, .csv, or a folder of CSV files)."""


@form.command()
@_of_file
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def check(file: Path, *, leave: Leave, as_json: bool) -> None:
    """Say what is wrong with FILE, and what could be better; exit status 1 on errors."""
    examined = examine(file, leave)
    if as_json:
        for finding in examined.findings:
            click.echo(finding.as_line())
    else:
        print_findings(examined.findings)
        click.echo(f"{tally(examined.findings)} {_next_step(file, examined, leave)}")
    if examined.errors:
        raise SystemExit(1)


def _next_step(file: Path, examined: Examined, leave: Leave) -> str:
    if examined.mendable:
        return f"--fix mends {examined.mendable}: affiant form check --fix {plain(str(file))}"
    if examined.errors:
        return "Correct the errors, then check again."
    return f"Next: affiant form try {'--fix ' if leave.fixes else ''}{plain(str(file))}"


@form.command("compile")
@_of_file
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder.")
def compile_(file: Path, *, leave: Leave, output: Path) -> None:
    """Write FILE as form.json (for AFFIANT_FORM) and form.xml (for ODK tools; its SHA-256 is the form's version)."""
    found = demand(file, leave)
    plan, media = found.plan, shown_files(found.plan)
    try:
        copied = publish(output, plan, found.source.xml, media=map(found.source.companions.find, media))
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise click.ClickException(f"{output} cannot be written to ({reason}). Give another folder.") from None
    languages = ", ".join(plan.languages)
    click.echo(plain(f"{output / 'form.json'}: {plan.name}, version {plan.version[:12]}, {languages}"))
    if media:
        click.echo(f"{output / 'media'}: {copied} of {len(media)} files")
    if found.errors:
        click.echo(f"It has errors ({found.errors}). Before anybody answers: affiant form check {file}", err=True)


@form.command("try")
@_of_file
@click.option("--lang", "language", help="Language code (ko-KP, or ko for the first Korean); default: the form's own.")
@click.option(
    "--answers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A JSON object, question name (or path) -> answer; or JSON Lines of such objects, for repeats.",
)
@click.option("--respondent", "seed", metavar="SEED", help="Somebody who answers at random, alike for a seed.")
@click.option("--instance", type=click.Path(path_type=Path, dir_okay=False), help="Write the OpenRosa instance there.")
def try_(file: Path, *, leave: Leave, **given: Any) -> None:  # noqa: ANN401 -- click's options, each named where used
    """Walk FILE in this terminal as a person would.

    With --answers or --respondent: one JSON line per step, and the OpenRosa instance in the last.
    """
    if given["answers"] is not None and given["seed"] is not None:
        raise click.UsageError("Either --answers or --respondent, not both.")
    found = demand(file, leave)
    plan = found.plan
    script = None if given["answers"] is None else _script(given["answers"], plan)
    rehearsal = _rehearsal(plan, language=given["language"], seed=given["seed"])
    if script is not None:
        _print_steps(rehearsal, script)
    elif given["seed"] is not None:
        _print_steps(rehearsal, Chance(given["seed"], rehearsal.program, now=rehearsal.now))
    else:
        walk_by_hand(rehearsal)
    instance = rehearsal.instance(form_id(found.source.xml, plan.name))
    if given["instance"] is not None:
        given["instance"].write_text(instance + "\n", "utf-8")
    if script is not None or given["seed"] is not None:
        click.echo(in_json({"instance": instance}))
    if script is not None and script.names:
        click.echo(plain(f"Never asked: {', '.join(sorted(script.names))}."), err=True)


def _rehearsal(plan: Plan, *, language: str | None, seed: str | None) -> Rehearsal:
    return Rehearsal(
        program=Program(plan),
        catalogue=load_catalogue(),
        language=_language(plan, language),
        now=SystemClock().now() if seed is None else CHANCE_NOW,
        entropy=secrets.token_bytes(_ENTROPY) if seed is None else hashlib.sha512(seed.encode()).digest(),
    )


def _language(plan: Plan, wanted: str | None) -> str:
    if wanted is None:
        return plan.default_language
    for language in plan.languages:
        if wanted in {language, language.partition("-")[0]}:
            return language
    known = ", ".join(plan.languages)
    raise click.ClickException(plain(f"The form has no language {wanted or '(none)'}. It has: {known}."))


def _script(answers: Path, plan: Plan) -> Script:
    try:
        script = read_script(answers.read_bytes())
    except msgspec.MsgspecError as error:
        raise click.ClickException(f"{answers} is neither a JSON object nor JSON Lines: {error}.") from None
    paths = {node.path for node in walk(plan.nodes)}
    known = paths | {path.rpartition("/")[2] for path in paths}
    unknown = sorted(name for name in script.names if _bare(name) not in known)
    if unknown:
        raise click.ClickException(plain(f"The form has no question {', '.join(unknown)}."))
    return script


def _bare(path: str) -> str:
    return "/".join(part.partition("[")[0] for part in path.split("/"))


def _print_steps(rehearsal: Rehearsal, respondent: Respondent) -> None:
    try:
        for step in rehearsal.steps(respondent):
            click.echo(as_line(step))
    except EndlessError as error:
        raise click.ClickException(str(error)) from None
