"""Gathers work into transactions: one durable commit serves all that wait, and nobody is answered before it.

Works that touch the same thing never share a batch and never overtake each other, so that one does not have to know
what the other is about to do. It knows nothing of the work. Used by the engine for turns and by the page for
submissions.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from config.logs import logger, place
from storage.errors import AffiantError, PermanentError, TemporaryError

_BATCH = 64
_RETRY_SECONDS = 5.0

Work = TypeVar("Work")
Outcome = TypeVar("Outcome")
Commit: TypeAlias = Callable[[Sequence[Work]], Awaitable[Sequence[Outcome]]]
"""Runs a batch in one transaction; when it raises, nothing of the batch was kept."""
Following: TypeAlias = Callable[[Work, Outcome], Iterable[Coroutine[None, None, None]]]
"""What is to run after a commit, outside of it."""


@dataclass(slots=True)
class _Waiting(Generic[Work, Outcome]):
    """A piece of work and whoever waits for its commit."""

    work: Work
    touches: Collection[bytes]
    done: asyncio.Future[Outcome] = field(repr=False)


class Gathering(Generic[Work, Outcome]):
    """Takes work from many. Run `run()` in a task group; `drain()` lets what has arrived finish."""

    def __init__(self, *, name: str, commit: Commit[Work, Outcome], following: Following[Work, Outcome]) -> None:
        """`name` says in the log what could not be done ("turn")."""
        self._name = name
        self._commit_all = commit
        self._following = following
        self._queue: deque[_Waiting[Work, Outcome]] = deque()
        self._more = asyncio.Event()
        self._under_way = 0
        """Of what follows commits: it may bring more work."""
        self._draining = False

    def __len__(self) -> int:
        return len(self._queue)

    async def take(self, work: Work, *, touches: Collection[bytes]) -> Outcome:
        """Take one from outside; return when it is durable. Raises TemporaryError when nothing was kept."""
        if self._draining:
            raise TemporaryError("stopping", retry_after=_RETRY_SECONDS)
        return await self.follow(work, touches=touches)

    async def follow(self, work: Work, *, touches: Collection[bytes]) -> Outcome:
        """Take one that follows another, also while draining."""
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(work, touches, done))
        self._more.set()
        return await done

    async def run(self) -> None:
        """Commit until drained."""
        async with asyncio.TaskGroup() as after:
            while not (self._draining and not self._queue and not self._under_way):
                await self._more.wait()
                self._more.clear()
                while batch := self._next_batch():
                    await self._commit(batch, after)

    async def drain(self) -> None:
        """Stop once everything that has arrived is committed."""
        self._draining = True
        self._more.set()

    def _next_batch(self) -> list[_Waiting[Work, Outcome]]:
        """Take those that waited longest and touch nothing in common; what stays behind keeps its order."""
        chosen: list[_Waiting[Work, Outcome]] = []
        behind: deque[_Waiting[Work, Outcome]] = deque()
        touched: set[bytes] = set()
        while self._queue and len(chosen) < _BATCH:
            waiting = self._queue.popleft()
            (chosen if touched.isdisjoint(waiting.touches) else behind).append(waiting)
            touched.update(waiting.touches)  # of those behind too: nobody may overtake them
        self._queue.extendleft(reversed(behind))
        return chosen

    async def _commit(self, batch: Sequence[_Waiting[Work, Outcome]], after: asyncio.TaskGroup) -> None:
        try:
            outcomes = await self._commit_all([waiting.work for waiting in batch])
        except Exception as error:  # noqa: BLE001 -- whoever waits hears of it; the loop must live on
            await self._settle_failure(batch, error, after)
            return
        for waiting, outcome in zip(batch, outcomes, strict=True):
            if not waiting.done.done():
                waiting.done.set_result(outcome)
            for task in self._following(waiting.work, outcome):
                self._under_way += 1
                after.create_task(self._counted(task), name=f"after {self._name}")

    async def _counted(self, task: Coroutine[None, None, None]) -> None:
        try:
            await task
        finally:
            self._under_way -= 1
            self._more.set()

    async def _settle_failure(
        self, batch: Sequence[_Waiting[Work, Outcome]], error: Exception, after: asyncio.TaskGroup
    ) -> None:
        """Nothing of the batch was kept. Try it one by one, so that one bad piece cannot refuse the others."""
        if len(batch) > 1 and not isinstance(error, TemporaryError):
            for waiting in batch:
                await self._commit([waiting], after)
            return
        logger().error(f"{self._name}-failed", count=len(batch), **place(error))
        failure = error if isinstance(error, AffiantError) else PermanentError(f"the {self._name} failed")
        for waiting in batch:
            if not waiting.done.done():
                waiting.done.set_exception(failure)
