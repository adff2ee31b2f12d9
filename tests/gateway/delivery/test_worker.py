"""The outbox worker, with a real database and an outlet that fails as scripted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from gateway.delivery.rate import Rates
from storage.database.engine import Database
from storage.database.unit import Transaction
from storage.errors import PermanentError, StorageFullError, TemporaryError, UnknownOutcomeError
from storage.records import LaneResult
from storage.sealing.lockbox import Lockbox
from tests.gateway.delivery.desk import Desk, until

T = TypeVar("T")


@pytest.fixture
def desk(database_url: str, database: Database, tmp_path: Path) -> Desk:
    return Desk(database_url, database, Lockbox.generate(tmp_path / "lock.keys"))


async def done(desk: Desk) -> None:
    """Wait until nothing is left to send."""
    await until(lambda: desk.states() == {})


# --- order -------------------------------------------------------------------------------------------------


async def test_a_screen_is_sent_and_the_next_one_edits_it(desk: Desk) -> None:
    worker = desk.worker()
    async with desk.running(worker):
        await desk.add(desk.item("a", "one"))
        worker.wake()
        await done(desk)
        await desk.add(desk.item("a", "two"))
        worker.wake()
        await done(desk)
    assert desk.outlet.calls == [("show", "a", "one", "new"), ("show", "a", "two", "bubble of a")]


async def test_a_screen_that_a_later_one_replaces_is_not_sent(desk: Desk) -> None:
    await desk.add(desk.item("a", "one"), desk.item("a", "two"), desk.item("a", "three"))
    async with desk.running(desk.worker()):
        await done(desk)
    assert desk.outlet.calls == [("show", "a", "three", "new")]


async def test_a_lane_keeps_its_order_while_others_go_on(desk: Desk) -> None:
    desk.outlet.gates["a"] = asyncio.Event()
    sweeps = [desk.item("a", f"m{number}", kind="sweep") for number in range(5)]
    await desk.add(*sweeps, desk.item("b", "hello"))
    async with desk.running(desk.worker()):
        await until(lambda: desk.outlet.calls == [("show", "b", "hello", "new")])
        desk.outlet.gates["a"].set()
        await done(desk)
    assert desk.outlet.calls[1:] == [("sweep", "a", f"m{number}") for number in range(5)]


async def test_many_chats_are_under_way_at_once_but_not_too_many(desk: Desk) -> None:
    gate = asyncio.Event()
    people = [str(number) for number in range(80)]
    desk.outlet.gates = dict.fromkeys(people, gate)
    await desk.add(*[desk.item(name, "hello") for name in people])
    async with desk.running(desk.worker()):
        await until(lambda: len(desk.outlet.begun) == 64)
        await asyncio.sleep(0.05)
        assert len(desk.outlet.begun) == 64
        gate.set()
        await done(desk)
    assert sorted(call[1] for call in desk.outlet.calls) == sorted(people)


async def test_an_item_waits_for_its_moment(desk: Desk) -> None:
    await desk.add(desk.item("a", "m", kind="sweep", after=40))
    worker = desk.worker()
    async with desk.running(worker):
        await asyncio.sleep(0.05)
        assert desk.outlet.calls == []
        desk.clock.advance(seconds=40)
        worker.wake()
        await done(desk)


async def test_what_comes_too_late_is_not_sent(desk: Desk) -> None:
    await desk.add(desk.item("a", "m", kind="sweep", expires=desk.clock.now()))
    async with desk.running(desk.worker()):
        await done(desk)
    assert desk.outlet.calls == []


async def test_another_channels_items_are_left_alone(desk: Desk) -> None:
    await desk.add(desk.item("duty", "x", channel="duty", kind="show"), desk.item("a", "hello"))
    async with desk.running(desk.worker()):
        await until(lambda: desk.states() == {"item 1": "waiting"})
    assert [call[1] for call in desk.outlet.calls] == ["a"]


# --- what fails ----------------------------------------------------------------------------------------------


async def test_temporary_trouble_is_tried_again_later_each_time(desk: Desk) -> None:
    desk.outlet.trouble.extend([TemporaryError("down"), TemporaryError("down"), None])
    await desk.add(desk.item("a", "hello"))
    worker = desk.worker()
    waits = []
    async with desk.running(worker):
        for tries in (1, 2):
            await until(partial(tried, desk, tries))
            waits.append(held(desk))
            desk.clock.advance(seconds=waits[-1] - 0.01)
            worker.wake()
            await asyncio.sleep(0.05)
            assert len(desk.outlet.calls) == tries, "not before its moment"
            desk.clock.advance(seconds=0.01)
            worker.wake()
        await done(desk)
    assert 1.0 <= waits[0] <= 1.25
    assert 5.0 <= waits[1] <= 6.25
    assert len(desk.outlet.calls) == 3


def tried(desk: Desk, times: int) -> bool:
    return [row["attempts"] for row in desk.rows("outbox")] == [times]


def called(desk: Desk, times: int) -> bool:
    return len(desk.outlet.calls) == times


def held(desk: Desk) -> float:
    (lane,) = desk.rows("lanes")
    return float(lane["wake"]) / 1e6 - desk.clock.now().timestamp()


async def test_who_does_something_new_does_not_wait_for_the_next_try(desk: Desk) -> None:
    """The channel was away and comes back: the person's own act is the best sign of it."""
    desk.outlet.trouble.extend([TemporaryError("down"), TemporaryError("down"), None])
    await desk.add(desk.item("a", "one"))
    worker = desk.worker()
    async with desk.running(worker):
        await until(partial(tried, desk, 1))
        await desk.add(desk.item("a", "two"))
        worker.wake()
        await until(partial(called, desk, 2))
        await until(partial(tried, desk, 1))  # settled: "one" is void, "two" has failed
        await desk.add(desk.item("a", "three"))
        worker.wake()
        await done(desk)
    assert [call[2] for call in desk.outlet.calls] == ["one", "two", "three"]


async def test_a_time_that_the_channel_names_is_kept_for_what_is_new_too(desk: Desk) -> None:
    desk.outlet.trouble.append(TemporaryError("slow down", retry_after=17))
    await desk.add(desk.item("a", "one"))
    worker = desk.worker()
    async with desk.running(worker):
        await until(partial(tried, desk, 1))
        await desk.add(desk.item("a", "two"))
        worker.wake()
        await asyncio.sleep(0.1)
        assert len(desk.outlet.calls) == 1
        desk.clock.advance(seconds=18)
        worker.wake()
        await done(desk)
    assert [call[2] for call in desk.outlet.calls] == ["one", "two"]


async def test_a_time_that_the_channel_names_is_kept(desk: Desk) -> None:
    desk.outlet.trouble.append(TemporaryError("slow down", retry_after=17))
    await desk.add(desk.item("a", "one", kind="sweep"), desk.item("a", "two", kind="sweep"))
    worker = desk.worker()
    async with desk.running(worker):
        await until(lambda: bool(desk.outlet.calls) and {row["attempts"] for row in desk.rows("outbox")} == {0, 1})
        assert held(desk) == pytest.approx(17, abs=0.001)
        desk.clock.advance(seconds=17)
        worker.wake()
        await done(desk)
    assert [call[2] for call in desk.outlet.calls] == ["one", "one", "two"], "the second waited behind the first"


async def test_an_unknown_outcome_is_never_repeated_and_stays_for_staff(desk: Desk) -> None:
    desk.outlet.trouble.append(UnknownOutcomeError("the line broke"))
    await desk.add(desk.item("a", "one"))
    worker = desk.worker()
    async with desk.running(worker):
        await until(lambda: desk.states() == {"item 1": "unknown"})
        desk.clock.advance(hours=1)
        await desk.add(desk.item("a", "two"))
        worker.wake()
        await until(lambda: desk.states() == {"item 1": "unknown"} and len(desk.outlet.calls) == 2)
    (row,) = desk.rows("outbox")
    assert row["locked_payload"] == b"", "nothing of it can be read any more"
    assert [call[2] for call in desk.outlet.calls] == ["one", "two"]


async def test_a_permanent_failure_stays_for_staff_and_blocks_nobody(desk: Desk) -> None:
    desk.outlet.trouble.append(PermanentError("blocked by the person"))
    await desk.add(desk.item("a", "m1", kind="sweep"), desk.item("a", "m2", kind="sweep"))
    async with desk.running(desk.worker()):
        await until(lambda: desk.states() == {"item 1": "failed"})
    assert [call[2] for call in desk.outlet.calls] == ["m1", "m2"]


async def test_a_fault_of_an_outlet_stops_nobody_and_tells_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.outlet.trouble.append(ValueError("words of the person"))
    await desk.add(desk.item("a", "one"), desk.item("b", "two"))
    async with desk.running(desk.worker()):
        await until(lambda: len(desk.outlet.calls) == 2 and list(desk.states().values()) == ["failed"])
    assert "words of the person" not in "".join(capsys.readouterr())


async def test_a_payload_that_cannot_be_opened_fails_alone(desk: Desk) -> None:
    await desk.add(desk.item("a", "m1", kind="sweep", locked_payload=b"damaged"), desk.item("a", "m2", kind="sweep"))
    async with desk.running(desk.worker()):
        await until(lambda: desk.states() == {"item 1": "failed"})
    assert desk.outlet.calls == [("sweep", "a", "m2")]


async def test_a_bubble_whose_name_is_lost_is_followed_by_a_new_one(desk: Desk) -> None:
    await desk.add(desk.item("a", "one"))
    async with desk.running(desk.worker()):
        await done(desk)
    (lane,) = desk.rows("lanes")
    lost = LaneResult(lane=lane["lane"], epoch=lane["epoch"], results=(), locked_bubble=b"damaged")
    await desk.database.transact(lambda unit: unit.outbox.settle([lost], now=desk.clock.now()))
    await desk.add(desk.item("a", "two"))
    async with desk.running(desk.worker()):
        await done(desk)
    assert [call[3] for call in desk.outlet.calls] == ["new", "new"]


# --- how fast -------------------------------------------------------------------------------------------------


async def test_screens_wait_for_the_chats_rate_and_only_the_last_is_sent(desk: Desk) -> None:
    worker = desk.worker(Rates(each=1.0, overall=30.0))
    async with desk.running(worker):
        await desk.add(desk.item("a", "one"))
        worker.wake()
        await done(desk)
        await desk.add(desk.item("a", "two"))
        worker.wake()
        await until(lambda: held_lane(desk) > 0)
        await desk.add(desk.item("a", "three"))
        desk.clock.advance(seconds=1)
        worker.wake()
        await done(desk)
    assert [call[2] for call in desk.outlet.calls] == ["one", "three"]


def held_lane(desk: Desk) -> float:
    (lane,) = desk.rows("lanes")
    return (lane["lease_until"] or 0) / 1e6 - desk.clock.now().timestamp()


async def test_deletions_do_not_wait_for_the_rate(desk: Desk) -> None:
    await desk.add(*[desk.item("a", f"m{number}", kind="sweep") for number in range(4)])
    async with desk.running(desk.worker(Rates(each=0.001, overall=0.001))):
        await done(desk)


# --- leases -----------------------------------------------------------------------------------------------


async def test_a_worker_whose_claim_is_gone_sends_no_first_screen(desk: Desk) -> None:
    """It hung for longer than its lease just before the send; somebody else has the lane now."""
    await desk.add(desk.item("a", "hello"))
    (lane,) = await desk.claim()
    desk.clock.advance(seconds=31)
    await desk.claim()
    late = await desk.worker()._deliver(lane)
    assert desk.outlet.calls == []
    assert await desk.database.transact(lambda unit: unit.outbox.settle([late], now=desk.clock.now())) == set()


async def test_what_a_dead_worker_had_claimed_is_done_when_its_lease_ends(desk: Desk) -> None:
    await desk.add(desk.item("a", "m", kind="sweep"))
    await desk.claim()
    worker = desk.worker()
    async with desk.running(worker):
        await asyncio.sleep(0.05)
        assert desk.outlet.calls == []
        desk.clock.advance(seconds=31)
        worker.wake()
        await done(desk)


async def test_trouble_with_the_database_is_survived(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    transact = desk.database.transact
    trouble: list[Exception] = [StorageFullError("full"), StorageFullError("full")]

    async def sometimes(work: Callable[[Transaction], T]) -> T:
        if trouble:
            raise trouble.pop()
        return await transact(work)

    await desk.add(desk.item("a", "hello"))
    monkeypatch.setattr(desk.database, "transact", sometimes)
    worker = desk.worker()
    async with desk.running(worker):
        for _ in range(3):
            await asyncio.sleep(0.02)
            worker.wake()
        await done(desk)
    assert len(desk.outlet.calls) == 1


async def test_a_first_screen_that_was_sent_is_settled_once_the_database_is_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dropped, it would become unknown, and the chat would get a second bubble."""
    transact = desk.database.transact
    trouble: list[Exception] = [TemporaryError("busy"), TemporaryError("busy")]

    async def sometimes(work: Callable[[Transaction], T]) -> T:
        if desk.outlet.calls and trouble:
            raise trouble.pop()
        return await transact(work)

    monkeypatch.setattr(desk.database, "transact", sometimes)
    await desk.add(desk.item("a", "hello"))
    async with desk.running(desk.worker()):
        await done(desk)
    assert trouble == []
    assert [call[2] for call in desk.outlet.calls] == ["hello"]


async def test_chats_that_wait_for_the_bots_rate_come_back_one_after_another(desk: Desk) -> None:
    await desk.add(*[desk.item(name, "hello") for name in "abcd"])
    async with desk.running(desk.worker(Rates(each=1.0, overall=2.0))):
        await until(lambda: held_lanes(desk) == [0.5, 1.0, 1.5])
    assert len(desk.outlet.calls) == 1


def held_lanes(desk: Desk) -> list[float]:
    now = desk.clock.now().timestamp()
    return sorted(round(lane["lease_until"] / 1e6 - now, 3) for lane in desk.rows("lanes") if lane["lease_until"])


# --- stopping ----------------------------------------------------------------------------------------------


async def test_a_stop_finishes_and_settles_what_is_under_way(desk: Desk) -> None:
    desk.outlet.gates["a"] = asyncio.Event()
    await desk.add(desk.item("a", "hello"))
    worker = desk.worker()
    running = asyncio.ensure_future(worker.run())
    await until(lambda: desk.outlet.begun == ["a"])
    await worker.stop()
    await desk.add(desk.item("b", "not any more"))
    await asyncio.sleep(0.05)
    assert not running.done()
    desk.outlet.gates["a"].set()
    await running
    assert desk.states() == {"item 2": "waiting"}
    assert [call[1] for call in desk.outlet.calls] == ["a"]


async def test_nothing_written_is_in_a_repr(desk: Desk) -> None:
    await desk.add(desk.item("the address", "the words"))
    (lane,) = await desk.claim()
    assert "locked_payload" not in repr(lane)
    assert "the words" not in repr(lane)
