"""`affiant custody`: the log that tells who kept, released or erased what. Verify it; release a case's parts by it.

Not here: opening. What `release` writes is as sealed as it was; officers open it with the stock `age` tool.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from config.settings import Settings
from storage.blobs import Blobs, open_blobs
from storage.clock import Clock, SystemClock
from storage.custody.entry import entry
from storage.custody.verify import Broken, Sound, verify
from storage.database.engine import Database, open_database
from storage.database.unit import Transaction
from storage.errors import IntegrityFailureError, PermanentError
from storage.records import Part

T = TypeVar("T")

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600


@click.group()
def custody() -> None:
    """The custody log: verify it, release sealed parts by it."""


@custody.command("verify")
def verify_log() -> None:
    """Derive the whole log again from its rows; exit status 1 names the first wrong entry."""
    verdict = _with_database(lambda database: database.read(derive))
    if isinstance(verdict, Broken):
        click.echo(f"Entry {verdict.index} is wrong: {verdict.reason}.", err=True)
        sys.exit(1)
    click.echo(f"{verdict.size} entries, all as they were written. Root: {verdict.root.hex()}")


@custody.command("cases")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="How many at the most.")
def list_cases(limit: int) -> None:
    """List what has come, newest first: the case, the hour, the way it came. Nothing else is known without a key."""
    found = _with_database(lambda database: database.read(lambda unit: unit.cases.newest(limit)))
    for case in found:
        urgent = "  urgent" if case.urgent else ""
        click.echo(f"{case.id}  {case.received:%Y-%m-%d %H}h  {case.channel}{urgent}")
    if not found:
        click.echo("Nothing has come yet.")


@custody.command()
@click.argument("case")
@click.option("--to", "receiver", required=True, help="Who gets them: a staff member's name. It goes into the log.")
@click.option("-o", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to.")
@click.option("--compartment", "only", multiple=True, help="Only this compartment; may be given again.")
def release(case: str, receiver: str, folder: Path, only: tuple[str, ...]) -> None:
    """Write a case's sealed parts to a folder, each recorded in the log before it leaves."""
    wish = Wish(case=case, receiver=receiver, only=only)
    blobs = open_blobs(Settings().blobs)
    written = _with_database(lambda database: release_parts(database, blobs, wish, folder=folder, clock=SystemClock()))
    click.echo(f"{len(written)} sealed parts for {receiver} in {folder}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whose parts go to whom; `only` names compartments, none means all."""

    case: str
    receiver: str
    only: tuple[str, ...] = ()


def derive(transaction: Transaction) -> Sound | Broken:
    """Return the verdict on the log as it stands in the database."""
    return verify(transaction.custody.walk(), transaction.custody.head())


async def release_parts(
    database: Database, blobs: Blobs, wish: Wish, *, folder: Path, clock: Clock
) -> tuple[Path, ...]:
    """Record the release, and when that is committed write the files. Return their paths.

    Raises PermanentError when the case has no such part or the folder cannot be written, IntegrityFailureError when a
    part is not what was accepted.
    """
    now = clock.now()
    with _explained(folder):
        _make(folder)
        parts = await database.transact(lambda transaction: record_release(transaction, wish, now))
        return tuple([await _write(part, blobs, folder) for part in parts])


def record_release(transaction: Transaction, wish: Wish, now: datetime) -> list[Part]:
    """Return the kept parts that the wish names, each with an entry that tells of its release."""
    parts = [
        part
        for part in transaction.parts.of_case(wish.case)
        if part.state == "kept" and (not wish.only or part.compartment in wish.only)
    ]
    if not parts:
        raise PermanentError(f"There is nothing to release of case {wish.case}.")
    entries = [
        entry("part-released", case=part.case, part=part.id, sha256=part.sha256.hex(), to=wish.receiver)
        for part in parts
    ]
    transaction.custody.append(entries, now)
    return parts


async def _write(part: Part, blobs: Blobs, folder: Path) -> Path:
    path = folder / f"{part.compartment}-{part.kind}-{part.id}.age"
    digest = hashlib.sha256()
    with _create(path) as file:
        async for chunk in _ciphertext(part, blobs):
            digest.update(chunk)
            file.write(chunk)
    if digest.digest() != part.sha256:
        _remove(path)
        raise IntegrityFailureError(f"Part {part.id} is not what was accepted: its SHA-256 differs.")
    return path


async def _ciphertext(part: Part, blobs: Blobs) -> AsyncIterator[bytes]:
    if part.body is not None:
        yield part.body
        return
    assert part.blob is not None
    async for chunk in blobs.read(part.blob):
        yield chunk


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PermanentError(f"{folder} cannot be written: {error.strerror}.") from None


def _make(folder: Path) -> None:
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)


def _create(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE_FILE), "wb")


def _remove(path: Path) -> None:
    path.unlink()


def _with_database(act: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    """Run something on the database that the settings name."""

    async def run() -> T:
        database = open_database(Settings().database)
        await database.start()
        try:
            return await act(database)
        finally:
            await database.close()

    return asyncio.run(run())
