"""PostgreSQL: a few threads with a psycopg connection each; one transaction per work, sent as a pipeline.

Inside a pipeline a write is sent and not waited for; only a statement whose rows are wanted makes a round trip, and so
a batch of turns costs five. The driver keeps prepared statements by text and types of the values, and to it None has a
type of its own: here NULL travels with the type of its column, so that not every mixture is a statement of its own.
Used by `engine` only.
"""

from __future__ import annotations

import time
from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, LifoQueue
from typing import Any, TypeAlias, TypeVar

import psycopg
import sqlalchemy as sa
from psycopg import RawCursor, pq
from psycopg.adapt import Dumper
from psycopg.conninfo import make_conninfo
from psycopg.postgres import types as _types
from psycopg.rows import TupleRow, tuple_row
from psycopg.types.numeric import Int8BinaryDumper
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from storage.database.statements import Compiled, Row, Session, Value
from storage.database.unit import Transaction
from storage.errors import IntegrityFailureError, StorageFullError, TemporaryError

T = TypeVar("T")
Connection: TypeAlias = psycopg.Connection[TupleRow]

WIDTH = 4
"""Works under way at once."""
TRIES = 5
"""How often a work runs that PostgreSQL refuses for the sake of another."""
PAUSE_SECONDS = 0.01
"""Before the second try; doubled before each further one."""
_PREPARE_AFTER = 2
_PREPARED = 1000
_REACH: dict[str, int] = {  # a cut connection shows within five seconds
    "connect_timeout": 5,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
}
_SETTINGS = (
    "SET synchronous_commit TO on",
    "SET lock_timeout TO '10s'",
    "SET statement_timeout TO '60s'",
    "SET idle_in_transaction_session_timeout TO '60s'",
)
_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_DIALECT: sa.Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # SQLAlchemy's
_HOLD = Compiled("SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) AS k", (), (str,), {}, returns=False)
_KEY_BYTES = 8

_AGAIN = ("40001", "40P01")
_FULL = ("53100",)
_LATER = ("08", "40", "53", "57", "58", "25006", "55P03")
"""Connection, rollback, resources, operator, system; a server turned read-only; a lock that did not come."""
_DAMAGED = ("XX001", "XX002")


class _NullNumber:
    """NULL in a column of numbers."""


class _NullBytes:
    """NULL in a column of bytes."""


class _NullNumberDumper(Dumper):
    oid = _types["int8"].oid

    def dump(self, obj: object) -> None:  # noqa: ARG002 -- they are all alike
        return None


class _NullBytesDumper(_NullNumberDumper):
    oid = _types["bytea"].oid


_NULLS: dict[type, Any] = {int: _NullNumber(), bytes: _NullBytes()}


class PostgresSession(Session):
    """A transaction on one connection."""

    dialect = _DIALECT

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, compiled: Compiled, values: Sequence[Value]) -> list[Row]:
        """Run one statement."""
        cursor = self._connection.cursor(binary=True)
        if None in values:
            values = [
                _NULLS.get(kind) if value is None else value for kind, value in zip(compiled.types, values, strict=True)
            ]
        cursor.execute(compiled.sql.encode(), values)
        return cursor.fetchall() if compiled.returns else []

    def hold(self, keys: Sequence[bytes]) -> None:
        """Take the keys' advisory locks, in one order for everybody."""
        if keys:
            numbers = sorted({int.from_bytes(key[:_KEY_BYTES], signed=True) for key in keys})
            self.run(_HOLD, ["{" + ",".join(map(str, numbers)) + "}"])


def connect(url: sa.URL) -> Connection:
    """Open a connection, as this room wants it. Raises psycopg.OperationalError."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(
        make_conninfo(plain, **_REACH), autocommit=True, row_factory=tuple_row, cursor_factory=RawCursor
    )
    connection.prepare_threshold = _PREPARE_AFTER
    connection.prepared_max = _PREPARED
    connection.adapters.register_dumper(int, Int8BinaryDumper)
    for null, dumper in ((_NullNumber, _NullNumberDumper), (_NullBytes, _NullBytesDumper)):
        connection.adapters.register_dumper(null, dumper)
    for setting in _SETTINGS:
        connection.execute(setting.encode())
    return connection


def explain(error: psycopg.Error) -> Exception:
    """Return the error that tells what to do. The driver's own text is left out: it may name a row's key."""
    state = error.sqlstate
    if state in _FULL:
        return StorageFullError("the disk of the database is full")
    if state in _DAMAGED:
        return IntegrityFailureError(f"the database is damaged ({state})")
    broken = state is None and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    if broken or (state or "").startswith(_LATER):
        return TemporaryError(f"the database could not be used ({state or 'no connection'})")
    return error


class PostgresBackend:
    """Runs works on one PostgreSQL database."""

    def __init__(self, url: sa.URL) -> None:
        self._url = url
        self._threads = ThreadPoolExecutor(WIDTH, thread_name_prefix="postgres")
        self._idle: LifoQueue[Connection] = LifoQueue()

    def start(self) -> None:
        """Open the first connection. Blocks."""
        try:
            self._idle.put(connect(self._url))
        except psycopg.Error as error:
            raise explain(error) from None

    def close(self) -> None:
        """Finish what was asked for, and close. Blocks."""
        self._threads.shutdown()
        self._drop_idle()

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work durably."""
        return await get_running_loop().run_in_executor(self._threads, self._run, work, _WRITE)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the work on a snapshot."""
        return await get_running_loop().run_in_executor(self._threads, self._run, work, _READ)

    def _run(self, work: Callable[[Transaction], T], begin: str) -> T:
        pause = PAUSE_SECONDS
        for _ in range(TRIES - 1):
            try:
                return self._attempt(work, begin)
            except psycopg.Error as error:
                if error.sqlstate not in _AGAIN:
                    raise explain(error) from None
            time.sleep(pause)
            pause *= 2
        try:
            return self._attempt(work, begin)
        except psycopg.Error as error:
            raise explain(error) from None

    def _attempt(self, work: Callable[[Transaction], T], begin: str) -> T:
        connection = self._take()
        try:
            return _transact(connection, work, begin)
        finally:
            self._give_back(connection)

    def _take(self) -> Connection:
        with suppress(Empty):
            return self._idle.get_nowait()
        return connect(self._url)

    def _give_back(self, connection: Connection) -> None:
        """Keep the connection for the next work, unless it is broken or its transaction cannot be ended."""
        with suppress(psycopg.Error):
            if connection.info.transaction_status != pq.TransactionStatus.IDLE:
                connection.execute(b"ROLLBACK", prepare=False)
            self._idle.put(connection)
            return
        connection.close()
        self._drop_idle()  # what cut this one has most likely cut them all: the next works begin anew

    def _drop_idle(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()


def _transact(connection: Connection, work: Callable[[Transaction], T], begin: str) -> T:
    with connection.pipeline():
        connection.execute(begin.encode(), prepare=False)
        result = work(Transaction(PostgresSession(connection)))
        ended = connection.execute(b"COMMIT", prepare=False)
    if ended.statusmessage != "COMMIT":
        raise TemporaryError("the database rolled the transaction back")
    return result
