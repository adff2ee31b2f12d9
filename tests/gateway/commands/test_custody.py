"""`affiant custody` and `affiant migrate`, on both databases, as an officer runs them."""

from __future__ import annotations

import asyncio
import hashlib
import json
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from gateway.commands.custody import custody
from gateway.commands.migrate import migrate
from storage.blobs import open_blobs
from storage.custody.entry import entry
from storage.database.engine import Database, open_database
from storage.database.tables import custody_entries
from storage.database.unit import Transaction
from storage.errors import IntegrityFailureError, PermanentError
from storage.records import Case, CustodyEntry, Part
from tests.storage.database.records import NOW, part

T = TypeVar("T")

BODY = b"age-encryption.org/v1 text"
FILE = b"age-encryption.org/v1 file" * 40_000


@pytest.fixture
def blobs_url(tmp_path: Path) -> str:
    return f"file://{tmp_path / 'blobs'}"


@pytest.fixture
def run(database_url: str, blobs_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a subcommand of `affiant custody` against the test's database."""
    monkeypatch.setenv("AFFIANT_DATABASE_URL", database_url)
    monkeypatch.setenv("AFFIANT_BLOBS_URL", blobs_url)
    return lambda *arguments: CliRunner().invoke(custody, [str(each) for each in arguments])


def transact(url: str, work: Callable[[Transaction], T]) -> T:
    async def go() -> T:
        database: Database = open_database(url)
        await database.start()
        try:
            return await database.transact(work)
        finally:
            await database.close()

    return asyncio.run(go())


def fill(url: str, blobs_url: str) -> None:
    """A case with a sealed text and a sealed file, a draft of another, all in the log."""

    async def upload() -> None:
        async with open_blobs(blobs_url).writer("blob-1") as sink:
            await sink.write(FILE)

    def keep(tx: Transaction) -> None:
        text = replace(part("p1"), body=BODY, sha256=hashlib.sha256(BODY).digest())
        file = replace(part("p2", blob="blob-1"), compartment="triage", sha256=hashlib.sha256(FILE).digest())
        tx.parts.add([text, file])
        tx.parts.keep(["case"])
        tx.parts.add([part("draft", case="case"), part("p3", case="other")])
        tx.custody.append([accepted(text), accepted(file)], NOW)

    asyncio.run(upload())
    transact(url, keep)


def accepted(kept: Part) -> CustodyEntry:
    return entry(
        "part-accepted",
        case=kept.case,
        part=kept.id,
        compartment=kept.compartment,
        epoch=kept.epoch,
        sha256=kept.sha256.hex(),
    )


def log_of(url: str) -> list[tuple[str, dict[str, str]]]:
    leaves = transact(url, lambda tx: list(tx.custody.walk()))
    return [(leaf.entry.kind, json.loads(leaf.entry.body)) for leaf in leaves]


def test_verify_tells_the_size_and_the_root(run: Callable[..., Result], database_url: str, blobs_url: str) -> None:
    fill(database_url, blobs_url)
    result = run("verify")
    assert result.exit_code == 0
    assert result.output.startswith("2 entries, all as they were written. Root: ")


def test_verify_names_the_first_wrong_entry_and_fails(
    run: Callable[..., Result], database_url: str, blobs_url: str
) -> None:
    fill(database_url, blobs_url)
    engine = sa.create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.update(custody_entries).where(custody_entries.c.index == 1).values(at=0))
    result = run("verify")
    assert (result.exit_code, result.output) == (1, "Entry 1 is wrong: its content does not have its hash.\n")


def test_release_writes_the_kept_parts_and_the_log_tells_of_each(
    run: Callable[..., Result], database_url: str, blobs_url: str, tmp_path: Path
) -> None:
    fill(database_url, blobs_url)
    folder = tmp_path / "for the officer"
    result = run("release", "case", "--to", "Officer One", "-o", folder)
    assert (result.exit_code, result.output) == (0, f"2 sealed parts for Officer One in {folder}\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "testimony-text-p1.age": BODY,
        "triage-file-p2.age": FILE,
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert log_of(database_url)[2:] == [
        (
            "part-released",
            {"case": "case", "part": "p1", "sha256": hashlib.sha256(BODY).hexdigest(), "to": "Officer One"},
        ),
        (
            "part-released",
            {"case": "case", "part": "p2", "sha256": hashlib.sha256(FILE).hexdigest(), "to": "Officer One"},
        ),
    ]
    assert run("verify").exit_code == 0


def test_release_of_one_compartment_releases_and_records_only_that(
    run: Callable[..., Result], database_url: str, blobs_url: str, tmp_path: Path
) -> None:
    fill(database_url, blobs_url)
    result = run("release", "case", "--to", "Two", "--compartment", "triage", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["triage-file-p2.age"]
    assert [fields["part"] for kind, fields in log_of(database_url) if kind == "part-released"] == ["p2"]


def test_a_folder_that_cannot_be_made_is_said_so_before_anything_is_recorded(
    run: Callable[..., Result], database_url: str, blobs_url: str, tmp_path: Path
) -> None:
    fill(database_url, blobs_url)
    (tmp_path / "file").write_bytes(b"in the way")
    result = run("release", "case", "--to", "Three", "-o", tmp_path / "file" / "out")
    assert isinstance(result.exception, PermanentError)
    assert str(result.exception).endswith("cannot be written: Not a directory.")
    assert "part-released" not in dict(log_of(database_url))


def test_nothing_leaves_unrecorded(
    run: Callable[..., Result], database_url: str, blobs_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entries come first: at worst the log tells of a release that did not happen, never the other way round."""
    fill(database_url, blobs_url)

    async def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gateway.commands.custody._write", die)
    assert run("release", "case", "--to", "Three", "-o", tmp_path / "out").exit_code == 1
    assert list((tmp_path / "out").iterdir()) == []
    assert [kind for kind, _ in log_of(database_url)].count("part-released") == 2


def test_a_part_that_is_not_what_was_accepted_is_not_handed_out(
    run: Callable[..., Result], database_url: str, blobs_url: str, tmp_path: Path
) -> None:
    fill(database_url, blobs_url)
    (tmp_path / "blobs" / "blob-1").write_bytes(FILE[:-1] + b"!")
    result = run("release", "case", "--to", "Four", "-o", tmp_path / "out")
    assert isinstance(result.exception, IntegrityFailureError)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["testimony-text-p1.age"]


@pytest.mark.parametrize("arguments", [("nobody",), ("other",), ("case", "--compartment", "contact")])
def test_a_case_without_such_parts_is_said_so_and_nothing_is_recorded(
    run: Callable[..., Result], database_url: str, blobs_url: str, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    fill(database_url, blobs_url)
    result = run("release", *arguments, "--to", "Five", "-o", tmp_path / "out")
    assert isinstance(result.exception, PermanentError)
    assert "nothing to release" in str(result.exception)
    assert len(log_of(database_url)) == 2
    assert list((tmp_path / "out").iterdir()) == []


def test_migrate_says_what_it_did(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFIANT_DATABASE_URL", empty_url)
    first, second = (CliRunner().invoke(migrate), CliRunner().invoke(migrate))
    assert (first.exit_code, first.output) == (0, "The database went from nothing to revision 0002.\n")
    assert (second.exit_code, second.output) == (0, "The database is at revision 0002 already.\n")


def test_an_unmigrated_database_is_refused_with_the_remedy(
    empty_url: str, blobs_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFFIANT_DATABASE_URL", empty_url)
    result = CliRunner().invoke(custody, ["verify"])
    assert isinstance(result.exception, PermanentError)
    assert "run `affiant migrate`" in str(result.exception)


def test_cases_are_listed_newest_first_and_erased_ones_not(database_url: str, run: Callable[..., Result]) -> None:
    assert run("cases").output == "Nothing has come yet.\n"
    first = Case(id="first", form="f" * 64, channel="telegram", received=NOW, urgent=False)
    later = replace(first, id="later", received=NOW + timedelta(hours=3), urgent=True)
    gone = replace(first, id="gone")
    transact(database_url, lambda unit: unit.cases.add([first, later, gone]))
    transact(database_url, lambda unit: unit.cases.erase(["gone"]))
    lines = run("cases").output.splitlines()
    assert [line.split()[0] for line in lines] == ["later", "first"]
    assert lines[0].endswith("telegram  urgent")
    assert run("cases", "--limit", "1").output.splitlines() == lines[:1]
