"""Transactions: all or nothing, whoever else commits with them; trouble is told, and over when it is over."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from storage.database import sqlite
from storage.database.engine import Database, open_database
from storage.database.unit import Transaction
from storage.errors import IntegrityFailureError, PermanentError, StorageFullError, TemporaryError
from tests.storage.database.records import NOW, chat, lookup, part

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def exists(database: Database, name: str) -> bool:
    return await database.read(lambda tx: tx.chats.peek(lookup(name))) is not None


async def save(database: Database, name: str) -> None:
    await database.transact(lambda tx: tx.chats.save([chat(name)]))


async def fail(database: Database, name: str) -> None:
    def work(tx: Transaction) -> None:
        tx.chats.save([chat(name)])
        raise ZeroDivisionError(name)

    with pytest.raises(ZeroDivisionError, match=name):
        await database.transact(work)


async def test_what_the_work_returns_comes_back(database: Database) -> None:
    assert await database.transact(lambda _: "done") == "done"
    assert await database.read(lambda _: "seen") == "seen"
    await database.check()


async def test_a_work_that_raises_changes_nothing(database: Database) -> None:
    await fail(database, "one")
    assert not await exists(database, "one")


async def test_works_that_share_a_commit_share_no_failure(database: Database) -> None:
    blocker, blocked = threading.Event(), threading.Event()

    def block(_: Transaction) -> None:
        blocked.set()
        assert blocker.wait(10)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(database.transact(block))
        await asyncio.to_thread(blocked.wait, 10)
        for number in range(10):
            tasks.create_task(save(database, f"good {number}"))
            tasks.create_task(fail(database, f"bad {number}"))
        await asyncio.sleep(0)  # all of them are waiting now
        blocker.set()
    assert [await exists(database, f"good {number}") for number in range(10)] == [True] * 10
    assert [await exists(database, f"bad {number}") for number in range(10)] == [False] * 10


async def test_a_broken_rule_of_the_database_fails_its_own_work_only(database: Database) -> None:
    await database.transact(lambda tx: tx.parts.add([part("p")]))
    results = await asyncio.gather(
        save(database, "one"),
        database.transact(lambda tx: tx.parts.add([part("p")])),
        save(database, "other"),
        return_exceptions=True,
    )
    assert [type(result).__name__ for result in results] in (
        ["NoneType", "IntegrityError", "NoneType"],
        ["NoneType", "UniqueViolation", "NoneType"],
    )
    assert await exists(database, "one")
    assert await exists(database, "other")


async def test_a_reader_may_not_write(database: Database) -> None:
    results = await asyncio.gather(
        database.read(lambda tx: tx.chats.save([chat("sneaked in")])), return_exceptions=True
    )
    assert isinstance(results[0], Exception)
    assert not await exists(database, "sneaked in")


async def test_a_cancelled_waiter_does_not_undo_the_work(database: Database) -> None:
    waiter = asyncio.ensure_future(save(database, "one"))
    await asyncio.sleep(0)
    waiter.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiter
    await save(database, "two")
    assert await exists(database, "two")


async def test_what_was_asked_for_before_close_is_done(database_url: str) -> None:
    database = open_database(database_url)
    await database.start()
    async with asyncio.TaskGroup() as tasks:
        for number in range(8):
            tasks.create_task(save(database, f"chat {number}"))
        await asyncio.sleep(0)
        await database.close()
    again = open_database(database_url)
    await again.start()
    assert all([await exists(again, f"chat {number}") for number in range(8)])
    await again.close()


async def test_nothing_is_taken_before_start_or_after_close(database_url: str) -> None:
    database = open_database(database_url)
    for _ in range(2):
        with pytest.raises(TemporaryError, match="not open"):
            await save(database, "one")
        with pytest.raises(TemporaryError, match="not open"):
            await database.check()
        await database.start()
        await database.close()
        await database.close()
        database = open_database(database_url)


class Leave(BaseException):
    """What ends a program; SystemExit itself would end the test's."""


async def test_even_a_work_that_wants_to_end_the_program_is_told_to_its_waiter(database: Database) -> None:
    def leave(tx: Transaction) -> None:
        tx.chats.save([chat("one")])
        raise Leave

    outcome = await asyncio.gather(database.transact(leave), return_exceptions=True)
    assert isinstance(outcome[0], Leave)
    assert not await exists(database, "one")


async def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    written, read = threading.Event(), threading.Event()

    def write(tx: Transaction) -> None:
        tx.chats.save([chat("unseen")])
        written.set()
        assert read.wait(10)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(database.transact(write))
        await asyncio.to_thread(written.wait, 10)
        assert not await exists(database, "unseen")
        read.set()


# --- SQLite's own trouble -------------------------------------------------------------------------------


@only_sqlite
async def test_a_full_disk_is_told_keeps_nothing_and_is_over_when_it_is_over(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as small:
        # SQLite's own limit on a file's size answers SQLITE_FULL exactly as ENOSPC does.
        small.setattr(sqlite, "_PRAGMAS", (*sqlite._PRAGMAS, "max_page_count=60"))
        database = open_database(database_url)
        await database.start()
        await save(database, "before")
        big = [part(f"p{number}") for number in range(4000)]
        full = database.transact(lambda tx: tx.parts.add(big))
        results = await asyncio.gather(save(database, "beside"), full, return_exceptions=True)
        assert isinstance(results[1], StorageFullError)
    assert await exists(database, "before")
    assert await exists(database, "beside") == (results[0] is None)
    await database.transact(lambda tx: tx.parts.add(big))
    await save(database, "after")
    assert await exists(database, "after")
    await database.close()


@only_sqlite
async def test_a_database_held_by_somebody_else_is_busy(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.01)
    database = open_database(database_url)
    await database.start()
    other = sqlite.connect(Path(database_url.removeprefix("sqlite:///")))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TemporaryError, match="locked"):
        await save(database, "one")
    other.execute("ROLLBACK")
    other.close()
    await save(database, "one")
    assert await exists(database, "one")
    await database.close()


@only_sqlite
async def test_a_damaged_file_is_an_integrity_failure(database_url: str) -> None:
    database = open_database(database_url)
    await database.start()
    await database.transact(lambda tx: tx.parts.add([part(f"p{number}") for number in range(2000)]))
    await database.close()
    damage(database_url)
    database = open_database(database_url)
    await database.start()  # looks at the revision only, which is whole
    with pytest.raises(IntegrityFailureError, match="damaged"):
        await database.read(lambda tx: tx.parts.of_case("case"))
    await database.close()


def damage(url: str) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    pages = bytearray(path.read_bytes())
    pages[200_000:] = b"\xff" * len(pages[200_000:])
    path.write_bytes(pages)


@only_sqlite
async def test_every_connection_is_as_safe_as_it_must_be(database_url: str) -> None:
    connection = sqlite.connect(Path(database_url.removeprefix("sqlite:///")))
    settings = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store", "busy_timeout")
    }
    connection.close()
    full, on, memory = 2, 1, 2
    assert settings == {
        "journal_mode": "wal",
        "synchronous": full,
        "secure_delete": on,
        "foreign_keys": on,
        "temp_store": memory,
        "busy_timeout": 5000,
    }


@only_sqlite
async def test_what_is_deleted_is_overwritten(database_url: str, tmp_path: Path) -> None:
    database = open_database(database_url)
    await database.start()
    await save(database, "a-name-to-be-searched-for")
    await database.transact(lambda tx: tx.chats.delete([lookup("a-name-to-be-searched-for")]))
    await database.close()  # the last connection writes the WAL back and removes it
    files = files_of(database_url)
    assert [name for name in files if not name.endswith("-shm")] == ["affiant.db"]
    assert b"a-name-to-be-searched-for" not in files["affiant.db"]


def files_of(url: str) -> dict[str, bytes]:
    path = Path(url.removeprefix("sqlite:///"))
    return {each.name: each.read_bytes() for each in path.parent.glob(f"{path.name}*")}


def copy_of(url: str, folder: Path) -> str:
    folder.mkdir()
    for name, content in files_of(url).items():
        (folder / name).write_bytes(content)
    return f"sqlite:///{folder / 'affiant.db'}"


@only_sqlite
async def test_an_sqlite_that_is_too_old_is_refused(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "NEEDED", (99, 0, 0))
    database = open_database(database_url)
    await database.start()
    with pytest.raises(PermanentError, match="too old"):
        await save(database, "one")
    await database.close()


@only_sqlite
async def test_a_copy_taken_while_the_program_runs_opens_as_what_was_committed(
    database_url: str, tmp_path: Path
) -> None:
    database = open_database(database_url)
    await database.start()
    await save(database, "one")
    copied = open_database(copy_of(database_url, tmp_path / "copy"))
    await database.close()
    await copied.start()
    assert await exists(copied, "one")
    assert await copied.read(lambda tx: tx.chats.due(NOW, 5)) == []
    await copied.close()
