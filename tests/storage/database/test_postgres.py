"""PostgreSQL's own: replicas at once, deadlocks broken and tried again, connections cut."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import errors

from storage.database import postgres
from storage.database.engine import Database, open_database
from storage.database.unit import Transaction
from storage.errors import AffiantError, IntegrityFailureError, StorageFullError, TemporaryError
from tests.storage.database.records import NOW, chat, item, lookup, part

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def replica(database_url: str) -> AsyncIterator[Database]:
    """A second gateway on the same database."""
    opened = open_database(database_url)
    await opened.start()
    yield opened
    await opened.close()


async def test_two_replicas_never_claim_one_lane_twice(database: Database, replica: Database) -> None:
    items = [item(f"{lane}", lane=str(lane)) for lane in range(400)]
    await database.transact(lambda tx: tx.outbox.add(items))
    claimed: list[bytes] = []

    async def work(worker: Database) -> None:
        while lanes := await worker.transact(lambda tx: tx.outbox.claim(NOW, 7, 30, channels=("telegram",))):
            claimed.extend(lane.lane for lane in lanes)

    async with asyncio.TaskGroup() as tasks:
        for worker in (database, replica) * 3:
            tasks.create_task(work(worker))
    assert sorted(claimed) == sorted(each.lane for each in items)


async def test_a_chat_held_by_one_replica_is_held_for_all(database: Database, replica: Database) -> None:
    held, go_on = threading.Event(), threading.Event()

    def first(tx: Transaction) -> None:
        tx.chats.load([lookup("new")])
        held.set()
        assert go_on.wait(10)
        tx.chats.save([chat("new")])

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(database.transact(first))
        await asyncio.to_thread(held.wait, 10)
        second = tasks.create_task(replica.transact(lambda tx: tx.chats.load([lookup("new")])))
        await asyncio.sleep(0.05)
        assert not second.done()
        go_on.set()
    assert second.result() == {lookup("new"): chat("new")}


async def test_a_deadlock_is_broken_and_the_loser_tries_again(database: Database) -> None:
    await database.transact(lambda tx: tx.chats.save([chat("a"), chat("b")]))
    meeting = threading.Barrier(2)
    tries: list[str] = []

    def crossing(first: str, then: str) -> object:
        def work(tx: Transaction) -> None:
            tries.append(first)
            tx.chats.load([lookup(first)])
            if len(tries) <= 2:
                meeting.wait(10)
            tx.chats.load([lookup(then)])
            tx.chats.save([chat(first, version=2)])

        return work

    await asyncio.gather(database.transact(crossing("a", "b")), database.transact(crossing("b", "a")))  # type: ignore[arg-type]
    assert len(tries) == 3
    found = await database.transact(lambda tx: tx.chats.load([lookup("a"), lookup("b")]))
    assert [each.version for each in found.values()] == [2, 2]


async def test_a_work_refused_again_and_again_is_told_as_temporary(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PAUSE_SECONDS", 0)
    tries: list[int] = []

    def refused(_: Transaction) -> None:
        tries.append(1)
        raise errors.SerializationFailure

    with pytest.raises(TemporaryError):
        await database.transact(refused)
    assert len(tries) == postgres.TRIES


def cut_all(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def test_a_cut_connection_is_told_once_and_replaced(database: Database, database_url: str) -> None:
    await database.transact(lambda tx: tx.chats.save([chat("before")]))
    cut_all(database_url)
    outcomes = await asyncio.gather(
        *(database.transact(lambda tx: tx.custody.head()) for _ in range(8)), return_exceptions=True
    )
    assert any(isinstance(outcome, TemporaryError) for outcome in outcomes)
    for _ in range(8):
        assert (await database.transact(lambda tx: tx.chats.load([lookup("before")]))).keys() == {lookup("before")}


async def test_a_connection_cut_in_the_middle_keeps_nothing(database: Database, database_url: str) -> None:
    def work(tx: Transaction) -> None:
        tx.chats.save([chat("one")])
        tx.chats.load([lookup("one")])
        cut_all(database_url)
        tx.chats.save([chat("two")])

    with pytest.raises(TemporaryError, match="database could not be used"):
        await database.transact(work)
    assert await database.transact(lambda tx: tx.chats.load([lookup("one"), lookup("two")])) == {}


def test_a_server_that_is_not_there_is_told_at_start(database_url: str) -> None:
    with pytest.raises(TemporaryError, match="no connection"):
        postgres.PostgresBackend(sa.make_url("postgresql://nobody@127.0.0.1:9/none")).start()


async def test_a_work_that_swallows_an_error_is_not_acknowledged(database: Database) -> None:
    def work(tx: Transaction) -> None:
        tx.chats.save([chat("one")])
        with suppress(psycopg.Error):
            tx.parts.add([part("p"), part("p")])
            tx.chats.load([lookup("one")])

    with pytest.raises((TemporaryError, psycopg.Error)):
        await database.transact(work)
    assert await database.transact(lambda tx: tx.chats.load([lookup("one")])) == {}


async def test_commits_wait_for_the_disk(database: Database, database_url: str) -> None:
    connection = postgres.connect(sa.make_url(database_url))
    row = connection.execute("SHOW synchronous_commit").fetchone()
    connection.close()
    assert row == ("on",)


async def test_batches_of_any_mixture_of_nulls_are_one_prepared_statement(
    database: Database, database_url: str
) -> None:
    """Otherwise every batch would be parsed and planned anew: the driver tells statements apart by values' types."""
    names = ("x", "y", "z", "w")
    for turn in range(12):
        chats = [chat(name, due=NOW if turn & 1 << n else None) for n, name in enumerate(names)]
        await database.transact(lambda tx, chats=chats: tx.chats.save(chats))  # type: ignore[misc]

    def prepared(tx: Transaction) -> int:
        connection = tx.chats._session._connection  # type: ignore[attr-defined]
        query = b"SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO chats%'"
        return connection.execute(query).fetchone()[0]  # type: ignore[no-any-return]

    assert await database.transact(prepared) <= 1


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (errors.DiskFull(), StorageFullError),
        (errors.DataCorrupted(), IntegrityFailureError),
        (errors.AdminShutdown(), TemporaryError),
        (errors.TooManyConnections(), TemporaryError),
        (errors.LockNotAvailable(), TemporaryError),
        (errors.QueryCanceled(), TemporaryError),
        (errors.ReadOnlySqlTransaction(), TemporaryError),
        (psycopg.OperationalError("server closed the connection unexpectedly"), TemporaryError),
    ],
)
def test_trouble_becomes_our_own_errors(error: psycopg.Error, ours: type[AffiantError], database_url: str) -> None:
    told = postgres.explain(error)
    assert type(told) is ours


def test_a_fault_of_the_code_stays_what_it_is(database_url: str) -> None:
    error = errors.UndefinedTable()
    assert postgres.explain(error) is error
