"""`affiant doctor`: looks at everything this installation rests on and says, line by line, what to do next."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from config.settings import Settings
from gateway.app import Parts, read_parts
from gateway.delivery.shelf import LARGEST, Shelf
from storage.errors import AffiantError

PACKAGES = ("bot", "config", "gateway", "storage")
_ROOM = 1024**3
_NAMED = 10
"""Missing files that are named."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `remedy` is empty when all is well."""

    what: str
    remedy: str = ""


@click.command()
def doctor() -> None:
    """Check this installation; exit status 1 if something needs a hand."""
    findings = list(examine(Settings()))
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for finding in findings:
        table.add_row("[red]to do[/red]" if finding.remedy else "[green]well[/green]", finding.what, finding.remedy)
    Console().print(table)
    sys.exit(any(finding.remedy for finding in findings))


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each thing looked at."""
    yield foreign_names()
    yield _spelled(os.environ)
    yield _private(settings.path("lock_keys"))
    if settings.telegram_token_file:
        yield _private(settings.telegram_token_file)
    yield _room(settings.data)
    try:
        parts = read_parts(settings)
    except AffiantError as error:
        yield Finding("settings", str(error))
        return
    yield Finding(f"office {parts.office.id}: {', '.join(sorted(parts.office.compartments))}")
    yield Finding(f"form {parts.plan.name} {parts.plan.version[:12]}, in {', '.join(parts.plan.languages)}")
    yield _media(parts.shelf)
    yield _spoken(parts)
    fault = parts.published.fault(parts.clock.now().date())
    yield Finding("the safe page's keys and form are signed", fault)
    yield from asyncio.run(_database(parts))


def foreign_names(owners: Callable[[], dict[str, list[str]]] = lambda: dict(packages_distributions())) -> Finding:
    """Return whether only Affiant owns the four package names; another owner's modules would silently merge."""
    found = owners()
    taken = [name for name in PACKAGES if set(found.get(name, [])) - {"affiant"}]
    remedy = f"Another package owns {', '.join(taken)}. Give Affiant an environment of its own." if taken else ""
    return Finding("the four package names are ours", remedy)


def _spelled(variables: Iterable[str]) -> Finding:
    known = {f"AFFIANT_{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(name for name in variables if name.startswith("AFFIANT_") and name not in known)
    remedy = f"No such setting: {', '.join(unknown)}. See README, Settings." if unknown else ""
    return Finding("every AFFIANT_ variable is a setting", remedy)


def _private(path: Path) -> Finding:
    if not path.is_file():
        return Finding(path.name, f"{path} is missing. Run: affiant init")
    open_to_others = path.stat().st_mode & _OTHERS
    return Finding(f"{path.name} is private", f"Run: chmod 600 {path}" if open_to_others else "")


def _media(shelf: Shelf) -> Finding:
    shown = ", ".join(shelf.missing[:_NAMED]) + (" …" if len(shelf.missing) > _NAMED else "")
    remedy = f"Put into {shelf.folder} (at most {LARGEST // 1024**2} MB each): {shown}" if shelf.missing else ""
    return Finding(f"{len(shelf.present)} pictures and sounds of the form are there", remedy)


def _spoken(parts: Parts) -> Finding:
    """Tell of languages that the form speaks and the conversation around it does not: it then speaks English."""
    lacking = [code for code in parts.plan.languages if code not in parts.catalogue.languages]
    if not lacking:
        return Finding("the conversation speaks every language of the form")
    return Finding(f"the conversation says its own sentences in English to whoever chooses {', '.join(lacking)}")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder if folder.exists() else Path()).free
    remedy = "Less than 1 GB is free. Make room." if free < _ROOM else ""
    return Finding(f"{free // 1024**2} MB free", remedy)


async def _database(parts: Parts) -> list[Finding]:
    try:
        await parts.database.start()
    except AffiantError as error:
        return [Finding("database", str(error))]
    try:
        counts = await parts.database.read(lambda unit: unit.outbox.counts())
        head = await parts.database.read(lambda unit: unit.custody.head())
    finally:
        await parts.database.close()
    stuck = counts.get("failed", 0) + counts.get("unknown", 0)
    return [
        Finding("database answers"),
        Finding(f"custody log: {head.size} entries"),
        Finding(f"outbox: {counts.get('waiting', 0)} waiting, {stuck} to look at"),
        Finding(f"alerts: {counts.get('alert', 0)}", "Somebody needs a human now." if counts.get("alert") else ""),
    ]
