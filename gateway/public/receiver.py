"""Takes submissions, many in one transaction, and removes afterwards what nothing names any more.

Two that touch the same thing (the same identifier, case, place, part or upload) never share a transaction.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Sequence
from contextlib import suppress
from typing import TypeAlias

from gateway.public.accepting import Receipt, Refused, accept
from gateway.public.handed import Handed
from storage.blobs import Blobs
from storage.clock import Clock
from storage.database.engine import Database
from storage.database.gathering import Gathering
from storage.errors import AffiantError, TemporaryError
from storage.ids import Randomness

_MOST_WAITING = 1024
_RETRY_SECONDS = 2.0

_Outcome: TypeAlias = tuple[Receipt | Refused, Sequence[str]]
"""What a submission became, and the blobs that nothing names any more."""


class Receiver:
    """Takes submissions. Run `run()` in a task group; `drain()` lets what has arrived finish."""

    def __init__(self, *, database: Database, blobs: Blobs, clock: Clock, randomness: Randomness) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._randomness = randomness
        self._receiving: Gathering[Handed, _Outcome] = Gathering(
            name="submission", commit=self._commit, following=self._after
        )

    async def hand_in(self, handed: Handed) -> Receipt | Refused:
        """Take one; return when it is on the disk, or why it is not. Raises TemporaryError: it may come again."""
        if len(self._receiving) >= _MOST_WAITING:
            raise TemporaryError("too many at once", retry_after=_RETRY_SECONDS)
        answer, _ = await self._receiving.take(handed, touches=handed.keys)
        return answer

    async def run(self) -> None:
        """Take submissions until drained."""
        await self._receiving.run()

    async def drain(self) -> None:
        """Stop once everything that has arrived is committed."""
        await self._receiving.drain()

    async def _commit(self, batch: Sequence[Handed]) -> Sequence[_Outcome]:
        now = self._clock.now()
        answers, blobs = await self._database.transact(
            lambda unit: accept(unit, batch, now=now, randomness=self._randomness)
        )
        return [(answer, blobs if place == 0 else ()) for place, answer in enumerate(answers)]

    def _after(self, _handed: Handed, outcome: _Outcome) -> Iterator[Coroutine[None, None, None]]:
        _, blobs = outcome
        if blobs:
            yield self._forget(blobs)

    async def _forget(self, blobs: Sequence[str]) -> None:
        with suppress(AffiantError):  # what cannot be removed now is found later, as an orphan
            for blob in blobs:
                await self._blobs.delete(blob)
