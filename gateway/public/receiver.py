"""Gathers submissions into transactions: one durable commit serves all that wait, and nobody is answered before it.

Two submissions that touch the same thing (the same identifier, case, place, part or upload) never share a batch, so
that one does not have to know what the other is about to do.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from config.logs import logger, place
from gateway.public.accepting import Receipt, Refused, accept
from gateway.public.handed import Handed
from storage.blobs import Blobs
from storage.clock import Clock
from storage.database.engine import Database
from storage.errors import AffiantError, PermanentError, TemporaryError
from storage.ids import Randomness

_BATCH = 64
_MOST_WAITING = 1024
_RETRY_SECONDS = 2.0


@dataclass(slots=True)
class _Waiting:
    handed: Handed
    done: asyncio.Future[Receipt | Refused] = field(repr=False)


class Receiver:
    """Takes submissions. Run `run()` in a task group; `drain()` lets what has arrived finish."""

    def __init__(self, *, database: Database, blobs: Blobs, clock: Clock, randomness: Randomness) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._randomness = randomness
        self._queue: deque[_Waiting] = deque()
        self._more = asyncio.Event()
        self._draining = False

    async def hand_in(self, handed: Handed) -> Receipt | Refused:
        """Take one; return when it is on the disk, or why it is not. Raises TemporaryError: it may come again."""
        if self._draining:
            raise TemporaryError("stopping", retry_after=5)
        if len(self._queue) >= _MOST_WAITING:
            raise TemporaryError("too many at once", retry_after=_RETRY_SECONDS)
        done: asyncio.Future[Receipt | Refused] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(handed, done))
        self._more.set()
        return await done

    async def run(self) -> None:
        """Take submissions until drained."""
        async with asyncio.TaskGroup() as after:
            while not (self._draining and not self._queue):
                await self._more.wait()
                self._more.clear()
                while batch := self._next_batch():
                    await self._commit(batch, after)

    async def drain(self) -> None:
        """Stop once everything that has arrived is committed."""
        self._draining = True
        self._more.set()

    def _next_batch(self) -> list[_Waiting]:
        """Take those that waited longest and touch nothing in common; what stays behind keeps its order."""
        chosen: list[_Waiting] = []
        behind: deque[_Waiting] = deque()
        touched: set[bytes] = set()
        while self._queue and len(chosen) < _BATCH:
            waiting = self._queue.popleft()
            keys = waiting.handed.keys
            if touched.isdisjoint(keys):
                chosen.append(waiting)
            else:
                behind.append(waiting)
            touched |= keys  # those behind too: nobody may overtake them
        self._queue.extendleft(reversed(behind))
        return chosen

    async def _commit(self, batch: Sequence[_Waiting], after: asyncio.TaskGroup) -> None:
        handed = [waiting.handed for waiting in batch]
        now = self._clock.now()
        try:
            outcomes, blobs = await self._database.transact(
                lambda unit: accept(unit, handed, now=now, randomness=self._randomness)
            )
        except Exception as error:  # noqa: BLE001 -- whoever waits hears of it; the loop must live on
            await self._settle_failure(batch, error, after)
            return
        for waiting, outcome in zip(batch, outcomes, strict=True):
            if not waiting.done.done():
                waiting.done.set_result(outcome)
        if blobs:
            after.create_task(self._forget(blobs), name="forget blobs")

    async def _settle_failure(self, batch: Sequence[_Waiting], error: Exception, after: asyncio.TaskGroup) -> None:
        """Nothing of the batch was kept. Try it one by one, so that one bad submission cannot refuse the others."""
        if len(batch) > 1 and not isinstance(error, TemporaryError):
            for waiting in batch:
                await self._commit([waiting], after)
            return
        logger().error("submission-failed", count=len(batch), **place(error))
        failure = error if isinstance(error, AffiantError) else PermanentError("the submission failed")
        for waiting in batch:
            if not waiting.done.done():
                waiting.done.set_exception(failure)

    async def _forget(self, blobs: Sequence[str]) -> None:
        with suppress(AffiantError):  # what cannot be removed now is found later, as an orphan
            for blob in blobs:
                await self._blobs.delete(blob)
