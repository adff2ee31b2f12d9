"""Time passing: wakes the conversations whose moment has come, and sweeps out what has served its time.

APScheduler only ticks, in memory; what is due stands in the tables (`chats.due`), so nothing is lost by a restart and
a tick too many does nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.conversation.events import TimedOut
from bot.ports import Arrival, Intake
from config.logs import logger, place
from storage.blobs import Blobs
from storage.clock import Clock
from storage.database.engine import Database
from storage.errors import AffiantError
from storage.records import Chat
from storage.sealing.lockbox import Lockbox

_TICK = 5
_SWEEP = 3600
_AT_ONCE = 200
_REMEMBER = timedelta(hours=72)
"""How long an update's number is remembered: Telegram offers updates for 24 hours."""
_STREAMING = timedelta(hours=2)
"""A sealed file this old is no longer on its way to its part."""


class Ticker:
    """Ticks every few seconds until stopped."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: Blobs,
        intake: Intake,
        lockbox: Lockbox,
        clock: Clock,
        sweeps: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        """`sweeps` are what other rooms want done whenever the house is swept."""
        self._database = database
        self._blobs = blobs
        self._intake = intake
        self._lockbox = lockbox
        self._clock = clock
        self._sweeps = sweeps
        self._stopped = asyncio.Event()

    async def run(self) -> None:
        """Tick until `stop`."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(self._guarded_tick, "interval", seconds=_TICK, max_instances=1, coalesce=True)
        scheduler.add_job(self._guarded_sweep, "interval", seconds=_SWEEP, max_instances=1, coalesce=True)
        scheduler.start()
        try:
            await self._stopped.wait()
        finally:
            scheduler.shutdown(wait=False)

    async def stop(self) -> None:
        """Tick no more."""
        self._stopped.set()

    async def tick(self) -> int:
        """Tell every conversation whose moment has come, all together: they share commits. Return how many."""
        now = self._clock.now()
        chats = await self._database.read(lambda unit: unit.chats.due(now, _AT_ONCE))
        async with asyncio.TaskGroup() as turns:
            for chat in chats:
                turns.create_task(self._tell(chat), name="timed out")
        return len(chats)

    async def sweep(self) -> None:
        """Forget the numbers of old updates, what other rooms are done with, and sealed files that a crash orphaned."""
        now = self._clock.now()
        for sweep in self._sweeps:
            await sweep()
        await self._database.transact(lambda unit: unit.inbox.forget(now - _REMEMBER))
        names = [name async for name in self._blobs.names(before=now - _STREAMING)]
        owned = await self._database.read(lambda unit: unit.parts.owned(names) | unit.uploads.owned(names))
        for orphan in sorted(set(names) - owned):
            await self._blobs.delete(orphan)

    async def _tell(self, chat: Chat) -> None:
        try:
            await self._intake.arrive(self._timed_out(chat))
        except AffiantError as error:
            logger().warning("time-not-told", channel=chat.channel, **place(error))  # it is still due at the next tick

    def _timed_out(self, chat: Chat) -> Arrival:
        address = self._lockbox.unlock(chat.locked_address, table="chats", column="address", row=chat.lookup)
        return Arrival(channel=chat.channel, address=address.decode(), update="", event=TimedOut())

    async def _guarded_tick(self) -> None:
        try:
            await self.tick()
        except AffiantError as error:
            logger().warning("tick-failed", **place(error))

    async def _guarded_sweep(self) -> None:
        try:
            await self.sweep()
        except AffiantError as error:
            logger().warning("sweep-failed", **place(error))
