"""The outbox worker: claims lanes, sends outside any transaction, settles what became of it.

Many lanes are under way at once, each in order; claims and settlements of several lanes share a commit. A crash loses
nothing: what was claimed comes back when its lease runs out, and only a first show, or a file beside it, whose outcome
nobody knows is not repeated (storage/database/outbox.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from config.logs import logger, place
from config.policy import DeliveryPolicy
from gateway.delivery.dispatch import Post, superseded
from gateway.delivery.rate import Rates
from gateway.delivery.retry import Again, Unknown, verdict, wait
from gateway.delivery.standing import Standing, decode
from storage.clock import Clock
from storage.database.engine import Database
from storage.database.unit import Transaction
from storage.errors import AffiantError, PermanentError, TemporaryError
from storage.ids import Randomness
from storage.records import ItemResult, Lane, LaneResult, OutboxItem
from storage.sealing.lockbox import Lockbox

_WIDTH = 64
"""Lanes under way at once."""
_GLANCE = 2.0
"""Seconds after which the outbox is looked at although nobody called: another replica may have written."""
_PACE = 0.02
"""Seconds between two looks: under load one look finds the lanes of several commits."""
_SEEN = {"show", "attach"}
"""What a person sees appear, and a channel therefore counts."""
_SETTLE_AGAIN = (0.1, 0.5, 2.0, 5.0)
"""Seconds between attempts to settle; all together are less than a lease."""


class Pause(NamedTuple):
    """Until when a lane is quiet, whatever comes; or until something new comes."""

    hold: datetime | None = None
    rest: datetime | None = None

    def __bool__(self) -> bool:
        return self.hold is not None or self.rest is not None


class Worker:
    """Delivers until stopped. `wake` may be called from anywhere on the loop, as often as one likes."""

    def __init__(
        self,
        *,
        database: Database,
        post: Post,
        lockbox: Lockbox,
        policy: DeliveryPolicy,
        rates: Mapping[str, Rates],
        clock: Clock,
        randomness: Randomness,
    ) -> None:
        self._database = database
        self._post = post
        self._lockbox = lockbox
        self._policy = policy
        self._rates = rates
        self._clock = clock
        self._randomness = randomness
        self._called = asyncio.Event()
        self._settling: asyncio.Queue[LaneResult | None] = asyncio.Queue()
        self._under_way = 0
        self._stopping = False

    def wake(self) -> None:
        """There is something new to deliver."""
        self._called.set()

    async def stop(self) -> None:
        """Claim no more; what is under way is finished and settled."""
        self._stopping = True
        self._called.set()

    async def run(self) -> None:
        """Deliver until `stop`."""
        async with asyncio.TaskGroup() as settler:
            settler.create_task(self._settle_all(), name="settle")
            async with asyncio.TaskGroup() as lanes:
                while not self._stopping:
                    self._called.clear()
                    try:
                        seconds = await self._claim(lanes)
                        await asyncio.sleep(_PACE)
                        await self._rest(seconds)
                    except AffiantError as error:
                        logger().warning("claim-failed", **place(error))
                        await self._rest(_GLANCE)
            await self._settling.put(None)

    # --- claim -------------------------------------------------------------------------------------------

    async def _claim(self, lanes: asyncio.TaskGroup) -> float:
        """Claim what is due and begin with it. Return the seconds until there may be more, unless somebody calls."""
        room = _WIDTH - self._under_way
        channels = tuple(self._post.outlets)
        if not room or not channels:
            return _GLANCE  # the end of a lane comes first
        now = self._clock.now()
        claimed, due = await self._database.transact(lambda unit: self._look(unit, now, room, channels))
        for lane in claimed:
            self._under_way += 1
            lanes.create_task(self._lane(lane), name="lane")
        if len(claimed) == room:
            return 0.0
        return _GLANCE if due is None else min(_GLANCE, max(0.0, (due - self._clock.now()).total_seconds()))

    def _look(
        self, unit: Transaction, now: datetime, room: int, channels: tuple[str, ...]
    ) -> tuple[list[Lane], datetime | None]:
        """Claim what is due, and find out when there will be more."""
        claimed = unit.outbox.claim(now, room, self._policy.lease_seconds, channels=channels)
        return claimed, None if len(claimed) == room else unit.outbox.next_due(channels)

    async def _rest(self, seconds: float) -> None:
        """Wait for a call, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._called.wait()
        except TimeoutError:
            return

    # --- send --------------------------------------------------------------------------------------------

    async def _lane(self, lane: Lane) -> None:
        try:
            await self._settling.put(await self._deliver(lane))
        finally:
            if self._under_way == _WIDTH:
                self._called.set()
            self._under_way -= 1

    async def _deliver(self, lane: Lane) -> LaneResult:
        """Do a lane's items in order, up to the first that must wait."""
        standing = self._standing(lane)
        void = superseded(lane.items)
        results: list[ItemResult] = []
        pause = Pause()
        for item in lane.items:
            if item.id in void or self._is_late(item):
                results.append(ItemResult(id=item.id, state="void"))
                continue
            pause = Pause(hold=self._too_fast(lane, item))
            if pause:
                break
            try:
                await self._send(lane, item, standing)
                results.append(ItemResult(id=item.id, state="done"))
            except AffiantError as error:
                result, pause = self._judge(item, error)
                results.append(result)
                if pause:
                    break
        return LaneResult(
            lane=lane.lane,
            epoch=lane.epoch,
            results=tuple(results),
            locked_bubble=self._lock(lane, standing),
            hold=pause.hold,
            rest=pause.rest,
        )

    def _too_fast(self, lane: Lane, item: OutboxItem) -> datetime | None:
        """Return until when the lane must be quiet, so that a later show can still replace this one; None: go ahead."""
        rates = self._rates.get(item.channel)
        if rates is None or item.kind not in _SEEN:
            return None
        now = self._clock.now()
        seconds = rates.book(lane.lane, now.timestamp())
        return now + timedelta(seconds=seconds) if seconds else None

    async def _send(self, lane: Lane, item: OutboxItem, standing: Standing) -> None:
        if item.kind == "attach" or (item.kind == "show" and standing.bubble is None):
            sends = [(lane.lane, lane.epoch, item.id)]
            if item.id not in await self._database.transact(lambda unit: unit.outbox.begin(sends)):
                raise TemporaryError("the claim is gone")
        try:
            await self._post.send(item, standing)
        except AffiantError:
            raise
        except Exception as error:  # noqa: BLE001 -- an outlet's own fault must not stop the others
            logger().error("outlet-failed", channel=item.channel, kind=item.kind, **place(error))
            raise PermanentError("the channel failed") from None

    def _judge(self, item: OutboxItem, error: AffiantError) -> tuple[ItemResult, Pause]:
        """Return what a failure makes of an item, and until when its lane must be quiet.

        Where the channel named no time, somebody who does something new does not wait for the next try.
        """
        seconds = wait(item.attempts + 1, self._policy.retry_seconds, chance=self._randomness(1)[0] / 256)
        judged = verdict(error, seconds=seconds, now=self._clock.now(), expires=item.expires)
        if isinstance(judged, Again):
            named = isinstance(error, TemporaryError) and error.retry_after is not None
            return ItemResult(id=item.id, state="waiting"), Pause(hold=judged.at) if named else Pause(rest=judged.at)
        logger().warning(
            "delivery-failed", channel=item.channel, kind=item.kind, attempts=item.attempts, **place(error)
        )
        return ItemResult(id=item.id, state="unknown" if isinstance(judged, Unknown) else "failed"), Pause()

    def _is_late(self, item: OutboxItem) -> bool:
        return item.expires is not None and item.expires <= self._clock.now()

    def _standing(self, lane: Lane) -> Standing:
        if lane.locked_bubble is None:
            return Standing()
        try:
            return decode(self._lockbox.unlock(lane.locked_bubble, table="lanes", column="bubble", row=lane.lane))
        except AffiantError as error:
            logger().error("bubble-lost", channel=lane.channel, **place(error))
            return Standing()  # a second bubble is better than silence

    def _lock(self, lane: Lane, standing: Standing) -> bytes | None:
        names = standing.encode()
        return None if names is None else self._lockbox.lock(names, table="lanes", column="bubble", row=lane.lane)

    # --- settle ------------------------------------------------------------------------------------------

    async def _settle_all(self) -> None:
        """Settle lanes as they come, all that have come at once in one commit."""
        while (first := await self._settling.get()) is not None:
            results = [first]
            while not self._settling.empty():
                another = self._settling.get_nowait()
                if another is None:
                    await self._settle(results)
                    return
                results.append(another)
            await self._settle(results)

    async def _settle(self, results: list[LaneResult]) -> None:
        """Settle; where the database is out of reach, again: a first show that nobody settles becomes unknown."""
        for pause in (*_SETTLE_AGAIN, None):
            try:
                await self._database.transact(lambda unit: unit.outbox.settle(results, now=self._clock.now()))
                break
            except AffiantError as error:
                logger().warning("settle-failed", lanes=len(results), **place(error))
                if pause is None or not isinstance(error, TemporaryError):
                    break  # the leases bring them back
            await asyncio.sleep(pause)
        self._called.set()
