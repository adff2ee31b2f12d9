"""Files of the form beside the bubble: sent once, in order, taken away by the next screen, also by another worker."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest

from gateway.delivery.rate import Rates
from storage.database.engine import Database
from storage.errors import TemporaryError, UnknownOutcomeError
from storage.sealing.lockbox import Lockbox
from tests.gateway.delivery.desk import Desk, until
from tests.gateway.delivery.test_worker import called, done, tried


@pytest.fixture
def desk(database_url: str, database: Database, tmp_path: Path) -> Desk:
    return Desk(database_url, database, Lockbox.generate(tmp_path / "lock.keys"))


async def test_a_file_stands_beside_the_bubble_until_the_next_screen(desk: Desk) -> None:
    """Its name is kept in the lane: another worker, after a restart, still takes it away."""
    async with desk.running(desk.worker()):
        await desk.add(desk.item("a", "one"), desk.item("a", "barn.jpg", kind="attach"))
        await done(desk)
    async with desk.running(desk.worker()):
        await desk.add(desk.item("a", "two"))
        await done(desk)
        await desk.add(desk.item("a", "three"))
        await done(desk)
    assert desk.outlet.calls == [
        ("show", "a", "one", "new"),
        ("attach", "a", "barn.jpg"),
        ("show", "a", "two", "bubble of a"),
        ("sweep", "a", "file 1"),
        ("show", "a", "three", "bubble of a"),
    ]


async def test_a_file_that_cannot_be_taken_away_yet_is_taken_away_later(desk: Desk) -> None:
    desk.outlet.trouble.extend([None, None, None, TemporaryError("down")])
    worker = desk.worker()
    async with desk.running(worker):
        await desk.add(desk.item("a", "one"), desk.item("a", "barn.jpg", kind="attach"))
        await done(desk)
        await desk.add(desk.item("a", "two"))
        worker.wake()
        await until(partial(tried, desk, 1))
        desk.clock.advance(seconds=2)
        worker.wake()
        await done(desk)
    assert desk.outlet.calls[-2:] == [("show", "a", "two", "bubble of a"), ("sweep", "a", "file 1")]


async def test_a_file_whose_fate_is_unknown_is_not_sent_twice(desk: Desk) -> None:
    desk.outlet.trouble.extend([None, UnknownOutcomeError("lost")])
    await desk.add(desk.item("a", "one"), desk.item("a", "barn.jpg", kind="attach"))
    async with desk.running(desk.worker()):
        await until(lambda: desk.states() == {"item 2": "unknown"})
    assert [call[0] for call in desk.outlet.calls] == ["show", "attach"]


async def test_files_are_counted_as_messages(desk: Desk) -> None:
    rates = Rates(each=1.0, overall=1000.0)
    await desk.add(desk.item("a", "one"), *[desk.item("a", "barn.jpg", kind="attach") for _ in range(2)])
    worker = desk.worker(rates)
    async with desk.running(worker):
        for sent in (1, 2, 3):
            await until(partial(called, desk, sent))
            await asyncio.sleep(0.05)
            assert len(desk.outlet.calls) == sent, "one a second"
            desk.clock.advance(seconds=1.01)
            worker.wake()
        await done(desk)
