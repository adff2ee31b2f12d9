"""SQLite: one writer that groups commits, one reader, each a thread with a connection of its own.

Every acknowledged transaction has been through fsync (WAL with synchronous=FULL). Works that wait while a commit is
under way share the next one: each runs inside a savepoint, so one that raises takes nothing of the others with it.
Used by `engine` only.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from asyncio import AbstractEventLoop, Future, get_running_loop
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from storage.database.statements import Compiled, Row, Session, Value
from storage.database.unit import Transaction
from storage.errors import IntegrityFailureError, PermanentError, StorageFullError, TemporaryError

T = TypeVar("T")

NEEDED = (3, 35, 0)
"""RETURNING."""
GROUP = 64
"""Works that share one commit at most."""
BUSY_SECONDS = 5
CACHED_STATEMENTS = 512
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",  # deleted bytes are overwritten; what the WAL and backups still hold is sealed or locked
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-16000",
    "wal_autocheckpoint=4000",  # pages: a checkpoint moves each page once, however often it was written since the last
    "journal_size_limit=33554432",
)
_DIALECT = SQLiteDialect_pysqlite()


class SqliteSession(Session):
    """A transaction on one connection."""

    dialect = _DIALECT

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, compiled: Compiled, values: Sequence[Value]) -> list[Row]:
        """Run one statement."""
        cursor = self._connection.execute(compiled.sql, values)
        return cursor.fetchall() if compiled.returns else []

    def hold(self, keys: Sequence[bytes]) -> None:
        """Nothing to do: there is one writer, and it holds everything."""


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """Open the file for the calling thread. A new file is readable by its owner only."""
    if sqlite3.sqlite_version_info < NEEDED:
        raise PermanentError(f"SQLite {sqlite3.sqlite_version} is too old: Affiant needs 3.35 or newer")
    with suppress(FileExistsError):
        # Only a file that is not there yet may be opened past SQLite: closing a second descriptor drops this process's
        # POSIX locks, and the next process to close its own connection would remove the log under our feet.
        # https://www.sqlite.org/howtocorrupt.html §2.2
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=CACHED_STATEMENTS)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if readonly:
        connection.execute("PRAGMA query_only=ON")
        connection.text_factory = _text
    return connection


def _text(data: bytes) -> str:
    """Return the text of a column, damaged or not: who verifies must be able to name the row."""
    return data.decode(errors="surrogateescape")


def explain(error: sqlite3.Error) -> Exception:
    """Return the error that tells what to do: what the driver said names no value, so it may be passed on."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StorageFullError("the disk of the database is full")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
        return TemporaryError(f"the database could not be used: {error}")
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return IntegrityFailureError(f"the database file is damaged: {error}")
    return error


@dataclass(slots=True)
class _Job:
    work: Callable[[Transaction], Any]
    loop: AbstractEventLoop
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None


class _Worker:
    """A thread that owns a connection and runs works on it."""

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self._path = path
        self._readonly = readonly
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=f"sqlite-{'reader' if readonly else 'writer'}")
        self._connection: sqlite3.Connection | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish what was asked for, then end. Blocks."""
        self._queue.put(None)
        self._thread.join()

    async def run(self, work: Callable[[Transaction], T]) -> T:
        loop = get_running_loop()
        future: Future[T] = loop.create_future()
        self._queue.put(_Job(work, loop, future))
        return await future

    def _serve(self) -> None:
        going = True
        while going:
            jobs, going = self._wait()
            if jobs:
                self._attempt(jobs)
                _tell(jobs)
        self._disconnect()

    def _wait(self) -> tuple[list[_Job], bool]:
        """Return the works that share the next commit, and whether to go on after it."""
        job = self._queue.get()
        if job is None:
            return [], False
        jobs = [job]
        with suppress(Empty):
            while len(jobs) < GROUP:
                job = self._queue.get_nowait()
                if job is None:
                    return jobs, False
                jobs.append(job)
        return jobs, True

    def _attempt(self, jobs: list[_Job]) -> None:
        try:
            self._transact(jobs)
        except BaseException as error:  # noqa: BLE001 -- every waiter must hear of it, whatever it is
            self._disconnect()  # after a failed commit or sync, nothing of this connection is believed any more
            told = explain(error) if isinstance(error, sqlite3.Error) else error
            for job in jobs:
                job.error = job.error or told

    def _transact(self, jobs: list[_Job]) -> None:
        connection = self._connect()
        connection.execute("BEGIN" if self._readonly else "BEGIN IMMEDIATE")
        transaction = Transaction(SqliteSession(connection))
        for job in jobs:
            _run(job, connection, transaction, alone=len(jobs) == 1)
        if connection.in_transaction:
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect(self._path, readonly=self._readonly)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


def _run(job: _Job, connection: sqlite3.Connection, transaction: Transaction, *, alone: bool) -> None:
    if not alone:
        connection.execute("SAVEPOINT work")
    try:
        job.result = job.work(transaction)
    except Exception as error:
        job.error = explain(error) if isinstance(error, sqlite3.Error) else error
        if job.error is not error or not connection.in_transaction:
            raise  # trouble with the file itself (a full disk): the whole transaction is given up
        connection.execute("ROLLBACK" if alone else "ROLLBACK TO work")
    if not alone:
        connection.execute("RELEASE work")


def _tell(jobs: Sequence[_Job]) -> None:
    """Wake the waiters: one call for each event loop, not one for each work."""
    for loop in {job.loop for job in jobs}:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_resolve, [job for job in jobs if job.loop is loop])


def _resolve(jobs: Sequence[_Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue  # the waiter was cancelled; what it asked for is committed all the same
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)


class SqliteBackend:
    """Runs works on one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._writer = _Worker(path, readonly=False)
        self._reader = _Worker(path, readonly=True)

    def start(self) -> None:
        """Start both threads."""
        self._writer.start()
        self._reader.start()

    def close(self) -> None:
        """Finish what was asked for, and stop. Blocks."""
        self._reader.stop()
        self._writer.stop()

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work durably."""
        return await self._writer.run(work)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the work on a snapshot."""
        return await self._reader.run(work)
