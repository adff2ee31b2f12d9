"""The outbox as delivery sees it: claim, begin, settle, and what a worker that died leaves behind."""

from __future__ import annotations

from collections.abc import Sequence

from storage.database.engine import Database
from storage.records import ItemResult, Lane, LaneResult, OutboxItem
from tests.storage.database.records import NOW, item, later, lookup

CHANNELS = ("telegram",)
LEASE = 30


async def add(database: Database, *items: OutboxItem) -> None:
    await database.transact(lambda tx: tx.outbox.add(items))


async def claim(
    database: Database, after: float = 0, *, limit: int = 10, items: int = 50, channels: Sequence[str] = CHANNELS
) -> list[Lane]:
    lanes = await database.transact(
        lambda tx: tx.outbox.claim(later(after), limit, LEASE, channels=channels, items=items)
    )
    return sorted(lanes, key=lambda lane: lane.lane)


async def begin(database: Database, lane: Lane, *ids: str) -> set[str]:
    return await database.transact(lambda tx: tx.outbox.begin([(lane.lane, lane.epoch, id_) for id_ in ids]))


async def settle(
    database: Database,
    lane: Lane,
    *,
    bubble: bytes | None = None,
    hold: float | None = None,
    rest: float | None = None,
    **states: str,
) -> bool:
    results = tuple(ItemResult(id=id_, state=state) for id_, state in states.items())  # type: ignore[arg-type]
    told = LaneResult(
        lane=lane.lane,
        epoch=lane.epoch,
        results=results,
        locked_bubble=bubble,
        hold=None if hold is None else later(hold),
        rest=None if rest is None else later(rest),
    )
    return lane.lane in await database.transact(lambda tx: tx.outbox.settle([told], now=NOW))


async def due(database: Database, channels: Sequence[str] = CHANNELS) -> float | None:
    """Seconds after NOW at which a claim may find something."""
    moment = await database.read(lambda tx: tx.outbox.next_due(channels))
    return None if moment is None else (moment - NOW).total_seconds()


async def counts(database: Database) -> dict[str, int]:
    return await database.read(lambda tx: tx.outbox.counts())


def ids(lane: Lane) -> list[str]:
    return [each.id for each in lane.items]


async def test_items_of_a_lane_come_in_the_order_in_which_they_were_added(database: Database) -> None:
    await add(database, item("b"), item("a"))
    await add(database, item("c"))
    (lane,) = await claim(database)
    assert lane.items == (item("b"), item("a"), item("c"))
    assert (lane.lane, lane.channel, lane.locked_bubble) == (lookup("lane"), "telegram", None)


async def test_a_claimed_lane_is_nobody_elses_until_its_lease_runs_out(database: Database) -> None:
    await add(database, item("a"))
    (mine,) = await claim(database)
    assert await claim(database, LEASE - 1) == []
    (theirs,) = await claim(database, LEASE)
    assert (ids(theirs), theirs.epoch) == (["a"], mine.epoch + 1)
    assert await settle(database, mine, a="done") is False
    assert await settle(database, theirs, a="done") is True
    assert await counts(database) == {}


async def test_what_is_done_or_void_is_gone_and_the_bubble_stays(database: Database) -> None:
    await add(database, item("a"), item("b"))
    (lane,) = await claim(database)
    assert await settle(database, lane, bubble=b"locked 17", a="void", b="done")
    assert await counts(database) == {}
    assert await due(database) is None
    await add(database, item("c"))
    (again,) = await claim(database)
    assert (ids(again), again.locked_bubble) == (["c"], b"locked 17")


async def test_what_failed_or_is_unknown_stays_emptied_for_staff(database: Database) -> None:
    await add(database, item("a"), item("b"))
    (lane,) = await claim(database)
    await settle(database, lane, a="failed", b="unknown")
    assert await counts(database) == {"failed": 1, "unknown": 1}
    assert await claim(database, 3600) == []


async def test_a_retry_holds_the_whole_lane_so_that_order_is_kept(database: Database) -> None:
    await add(database, item("a"), item("b"))
    (lane,) = await claim(database)
    await settle(database, lane, hold=5, a="waiting")
    await add(database, item("c"))
    assert await claim(database, 4.9) == []
    assert await due(database) == 5
    (again,) = await claim(database, 5)
    assert [(each.id, each.attempts) for each in again.items] == [("a", 1), ("b", 0), ("c", 0)]


async def test_something_new_wakes_a_lane_that_rests_and_order_is_kept(database: Database) -> None:
    await add(database, item("a"), item("b"))
    (lane,) = await claim(database)
    await settle(database, lane, rest=60, a="waiting")
    assert await claim(database, 59) == []
    assert await due(database) == 60
    await add(database, item("c"))
    assert await due(database) == 0
    (again,) = await claim(database)
    assert [(each.id, each.attempts) for each in again.items] == [("a", 1), ("b", 0), ("c", 0)]


async def test_an_item_waits_for_its_moment_and_does_not_keep_others_waiting(database: Database) -> None:
    await add(database, item("late", after=40), item("soon", after=2))
    assert await due(database) == 2
    (lane,) = await claim(database, 3)
    assert ids(lane) == ["soon"]
    await settle(database, lane, soon="done")
    assert await due(database) == 40
    assert ids((await claim(database, 41))[0]) == ["late"]


async def test_adding_to_a_leased_lane_wakes_it_only_after_the_lease(database: Database) -> None:
    await add(database, item("a"))
    (lane,) = await claim(database)
    await add(database, item("b", after=1))
    assert await due(database) == LEASE
    await settle(database, lane, a="done")
    assert await due(database) == 1


async def test_an_earlier_item_wakes_a_lane_earlier_and_a_later_one_does_not_put_it_off(database: Database) -> None:
    await add(database, item("a", after=20))
    await add(database, item("b", after=10))
    await add(database, item("c", after=30))
    assert await due(database) == 10


async def test_only_as_many_lanes_and_items_as_asked(database: Database) -> None:
    for lane in "abc":
        await add(database, *(item(f"{lane}{number}", lane=lane) for number in range(4)))
    first = await claim(database, limit=2, items=3)
    assert [len(lane.items) for lane in first] == [3, 3]
    (second,) = await claim(database, limit=2, items=3)
    assert {lane.lane for lane in (*first, second)} == {lookup("a"), lookup("b"), lookup("c")}


async def test_channels_are_claimed_apart(database: Database) -> None:
    await add(database, item("a"), item("b", lane="duty", channel="duty", kind="alert"))
    assert await due(database, ("terminal",)) is None
    assert [ids(lane) for lane in await claim(database, channels=("duty", "terminal"))] == [["b"]]
    assert [ids(lane) for lane in await claim(database, channels=("telegram", "terminal"))] == [["a"]]


async def test_a_first_show_is_begun_before_it_is_sent_and_settled_after(database: Database) -> None:
    await add(database, item("first"))
    (lane,) = await claim(database)
    assert await begin(database, lane, "first") == {"first"}
    assert await counts(database) == {"sending": 1}
    await settle(database, lane, bubble=b"locked", first="done")
    assert await counts(database) == {}


async def test_a_first_show_that_was_surely_not_sent_is_tried_again(database: Database) -> None:
    await add(database, item("first"))
    (lane,) = await claim(database)
    await begin(database, lane, "first")
    await settle(database, lane, hold=1, first="waiting")
    (again,) = await claim(database, 1)
    assert ids(again) == ["first"]
    assert await begin(database, again, "first") == {"first"}


async def test_a_worker_that_dies_while_sending_leaves_an_unknown_and_the_lane_goes_on(database: Database) -> None:
    await add(database, item("first"), item("next"))
    (dead,) = await claim(database)
    await begin(database, dead, "first")
    (alive,) = await claim(database, LEASE)
    assert ids(alive) == ["next"]
    assert await counts(database) == {"unknown": 1, "waiting": 1}
    assert await settle(database, dead, bubble=b"too late", first="done") is False
    await settle(database, alive, next="done")
    assert await counts(database) == {"unknown": 1}


async def test_a_lane_in_which_only_an_unknown_was_left_is_claimed_empty_and_rests_when_settled(
    database: Database,
) -> None:
    await add(database, item("first"))
    (dead,) = await claim(database)
    await begin(database, dead, "first")
    (alive,) = await claim(database, LEASE)
    assert alive.items == ()
    assert await settle(database, alive) is True
    assert await due(database) is None


async def test_who_lost_the_lane_may_not_begin(database: Database) -> None:
    await add(database, item("first"))
    (slow,) = await claim(database)
    (quick,) = await claim(database, LEASE)
    assert await begin(database, slow, "first") == set()
    assert await begin(database, quick, "first", "no such item") == {"first"}
    assert await begin(database, quick, "first") == set()


async def test_a_forgotten_chat_takes_its_lane_with_it(database: Database) -> None:
    await add(database, item("a"))
    (lane,) = await claim(database)
    await settle(database, lane, bubble=b"locked", a="done")
    await database.transact(lambda tx: tx.outbox.forget([lookup("lane")]))
    await add(database, item("b"))
    (fresh,) = await claim(database)
    assert fresh.locked_bubble is None


async def test_what_still_waits_when_a_chat_is_forgotten_leaves_first(database: Database) -> None:
    await add(database, item("farewell"), item("sweep", after=40))
    (lane,) = await claim(database)
    await database.transact(lambda tx: tx.outbox.forget([lookup("lane")]))
    await settle(database, lane, bubble=b"locked", farewell="done")
    (lane,) = await claim(database, 40)
    assert (ids(lane), lane.locked_bubble) == (["sweep"], b"locked")
    await settle(database, lane, bubble=b"locked", sweep="done")
    await add(database, item("a new life"))
    assert (await claim(database, 50))[0].locked_bubble is None


async def test_a_lane_that_comes_back_never_repeats_an_epoch(database: Database) -> None:
    await add(database, item("a"))
    (old,) = await claim(database)
    await settle(database, old, a="done")
    await database.transact(lambda tx: tx.outbox.forget([lookup("lane")]))
    await add(database, item("b", after=1))
    (new,) = await claim(database, 1)
    assert new.epoch > old.epoch
    assert await settle(database, old, b="done") is False


async def test_alerts_that_wait_are_counted_for_the_doctor(database: Database) -> None:
    await add(database, item("a"), *(item(f"alert{n}", lane="duty", channel="duty", kind="alert") for n in range(3)))
    assert await counts(database) == {"waiting": 4, "alert": 3}
    (lane,) = await claim(database, channels=("duty",))
    await settle(database, lane, alert0="failed")
    assert await counts(database) == {"waiting": 3, "alert": 2, "failed": 1}


async def test_many_lanes_are_settled_in_one_transaction(database: Database) -> None:
    await add(database, *(item(f"{lane} {n}", lane=str(lane)) for lane in range(70) for n in range(3)))
    lanes = await claim(database, limit=70)
    told = [
        LaneResult(
            lane=lane.lane,
            epoch=lane.epoch,
            results=tuple(ItemResult(id=each.id, state="done") for each in lane.items),
            locked_bubble=b"bubble of " + lane.lane,
        )
        for lane in lanes
    ]
    assert await database.transact(lambda tx: tx.outbox.settle(told, now=NOW)) == {lane.lane for lane in lanes}
    assert await counts(database) == {}
    await add(database, *(item(f"{lane} again", lane=str(lane)) for lane in range(70)))
    assert all(lane.locked_bubble == b"bubble of " + lane.lane for lane in await claim(database, limit=70))
