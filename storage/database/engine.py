"""The database: `open_database`, start, transact, close. The one thing of this room that the rest of the program holds.

A work is a plain function of a `Transaction`; it runs in a worker thread, and it may run again (a deadlock broken by
PostgreSQL), so it must not act outside the transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeVar

from storage.database import schema
from storage.database.postgres import PostgresBackend
from storage.database.schema import upgrade
from storage.database.sqlite import SqliteBackend
from storage.database.unit import Transaction
from storage.errors import TemporaryError

__all__ = ["Database", "open_database", "upgrade"]

T = TypeVar("T")


class Backend(Protocol):
    """A kind of database."""

    def start(self) -> None:
        """Make ready. Blocks."""

    def close(self) -> None:
        """Finish what was asked for, and stop. Blocks."""

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work durably."""
        ...

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the work on a snapshot."""
        ...


class Database:
    """A database that is open between `start` and `close`.

    Raises, from every call: StorageFullError (no room; nothing was kept), TemporaryError (it may work later; when the
    connection broke during a commit, the commit may have happened: works are written so that doing them again is
    harmless), IntegrityFailureError (damaged), and whatever the work raises.
    """

    def __init__(self, url: str, backend: Backend) -> None:
        self._url = url
        self._backend = backend
        self._open = False

    async def start(self) -> None:
        """Check the tables and make ready. Raises PermanentError when the tables are missing, old or too new."""
        await asyncio.to_thread(schema.check, self._url)
        await asyncio.to_thread(self._backend.start)
        self._open = True

    async def close(self) -> None:
        """Finish what was asked for, and close. What is asked for from now on is refused as temporary."""
        if self._open:
            self._open = False
            await asyncio.to_thread(self._backend.close)

    async def check(self) -> None:
        """Raise an AffiantError when the database cannot be used now."""
        await self.read(lambda transaction: transaction.custody.head())

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in one transaction; return its result after the commit is on the disk."""
        self._demand_open()
        return await self._backend.transact(work)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run a work that only reads, on a snapshot, without waiting for writers."""
        self._demand_open()
        return await self._backend.read(work)

    def _demand_open(self) -> None:
        if not self._open:
            raise TemporaryError("the database is not open")


def open_database(url: str) -> Database:
    """Return the database at this URL, not started yet. Raises PermanentError when the URL names no such database."""
    parsed = schema.parse(url)
    if parsed.get_backend_name() == "postgresql":
        return Database(url, PostgresBackend(parsed))
    return Database(url, SqliteBackend(schema.sqlite_file(parsed)))
