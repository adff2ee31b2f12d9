"""Time passing: whoever is due hears of it once, and what has served its time is swept out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversation.events import Started, TimedOut
from bot.ports import Arrival
from gateway.scheduling import ticker as module
from gateway.scheduling.ticker import Ticker
from storage.database.engine import Database
from storage.errors import TemporaryError
from tests.bot.house import House, build
from tests.support.offices import TestOffice


@pytest.fixture
def house(office: TestOffice, database_url: str, database: Database, tmp_path: Path) -> House:
    return build(office, database_url, database, tmp_path, wake=lambda: None)


@pytest.fixture
def ticker(house: House) -> Ticker:
    return Ticker(
        database=house.database, blobs=house.blobs, intake=house.engine, lockbox=house.lockbox, clock=house.clock
    )


async def test_a_silent_chat_is_told_once(house: House, ticker: Ticker) -> None:
    async with house.running():
        await house.take("7", Started())
        assert await ticker.tick() == 0
        house.clock.advance(minutes=10)
        assert await ticker.tick() == 1
        assert (await house.state("7")).locked
        shown = len(house.screens("7"))
        assert await ticker.tick() == 0
        assert len(house.screens("7")) == shown


async def test_a_chat_without_consent_is_forgotten_after_a_day(house: House, ticker: Ticker) -> None:
    async with house.running():
        await house.take("7", Started())
        house.clock.advance(hours=25)
        await ticker.tick()
        assert house.rows("chats") == []
        assert await ticker.tick() == 0
    assert house.rows("custody_entries") == [], "it leaves nothing, not even a line in the log"


async def test_many_that_are_due_are_told_together(house: House, ticker: Ticker) -> None:
    async with house.running(), asyncio.TaskGroup() as people:
        for number in range(30):
            people.create_task(house.take(str(number), Started()), name="person")
    house.clock.advance(minutes=11)
    heard: list[Arrival] = []
    together = asyncio.Barrier(30)

    class Gathering:
        async def arrive(self, arrival: Arrival) -> None:
            heard.append(arrival)
            async with asyncio.timeout(3):
                await together.wait()

    ticker._intake = Gathering()  # type: ignore[assignment]
    assert await ticker.tick() == 30
    assert {arrival.address for arrival in heard} == {str(number) for number in range(30)}
    assert {(arrival.update, arrival.event) for arrival in heard} == {("", TimedOut())}


async def test_one_chat_that_cannot_be_told_keeps_nobody_else_waiting(
    house: House, ticker: Ticker, capsys: pytest.CaptureFixture[str]
) -> None:
    async with house.running():
        await house.take("7", Started())
        await house.put("8", await house.state("7"), due=house.clock.now())
        damaged = await house.chat("8")
        assert damaged
        await house.database.transact(lambda unit: unit.chats.save([replace(damaged, locked_address=b"damaged")]))
        house.clock.advance(minutes=10)
        assert await ticker.tick() == 2
        assert (await house.state("7")).locked
    assert "time-not-told" in capsys.readouterr().out


async def test_the_sweep_forgets_old_updates_only(house: House, ticker: Ticker) -> None:
    async with house.running():
        await house.take("7", Started(), update="old")
        house.clock.advance(hours=74)
        await house.take("7", Started(), update="new")
        await ticker.sweep()
    assert [row["update"] for row in house.rows("inbox")] == ["new"]


async def test_the_sweep_removes_files_that_belong_to_nobody_but_not_those_on_their_way(
    house: House, ticker: Ticker
) -> None:
    """Blobs carry the file system's time, so the clock is set by it."""
    async with house.blobs.writer("0rphan") as sink:
        await sink.write(b"sealed")
    house.clock.at = datetime.now(UTC)  # noqa: TID251 -- see above
    await ticker.sweep()
    assert await house.blob_names() == ["0rphan"]
    house.clock.advance(hours=3)
    await ticker.sweep()
    assert await house.blob_names() == []


async def test_it_ticks_until_it_is_stopped_whatever_happens(
    house: House, ticker: Ticker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ticks: list[int] = []
    enough = asyncio.Event()

    async def failing() -> int:
        ticks.append(1)
        if len(ticks) == 6:
            enough.set()
        raise TemporaryError("canary sentence")

    monkeypatch.setattr(module, "_TICK", 0.02)
    monkeypatch.setattr(module, "_SWEEP", 0.02)
    monkeypatch.setattr(ticker, "tick", failing)
    monkeypatch.setattr(ticker, "sweep", failing)
    running = asyncio.ensure_future(ticker.run())
    await enough.wait()
    await ticker.stop()
    await running
    said = capsys.readouterr().out
    assert "tick-failed" in said
    assert "sweep-failed" in said
    assert "canary" not in said
    seen = len(ticks)
    await asyncio.sleep(0.05)
    assert len(ticks) == seen
