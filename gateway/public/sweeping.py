"""What time does to the safe page: silence that ends, uploads nobody hands in, proofs too old (API.md §§4, 5.2, 6).

The ticker calls it. Each place is a transaction of its own, and is looked at again inside it: a person may have come
back a moment before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from gateway.public.ending import destroy_draft, fulfil
from storage.blobs import Blobs
from storage.clock import Clock
from storage.database.engine import Database
from storage.database.unit import Transaction
from storage.ids import Randomness

_End: TypeAlias = Callable[[Transaction, bytes, datetime], tuple[str, ...]]
_AT_ONCE = 200
_REMEMBER = timedelta(hours=72)
"""How long the same submission again is known for what it is."""


class Sweeper:
    """Ends what is over."""

    def __init__(self, *, database: Database, blobs: Blobs, clock: Clock, randomness: Randomness) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._randomness = randomness

    async def sweep(self) -> None:
        """End what is over: at most so many of each kind; the next sweep goes on."""
        now = self._clock.now()
        await self._each(await self._database.read(lambda unit: unit.standbys.due(now, _AT_ONCE)), self._fulfil)
        drafts = await self._database.read(lambda unit: unit.drafts.due(now, _AT_ONCE))
        await self._each([place for place, _ in drafts], self._end_draft)
        await self._each(await self._database.read(lambda unit: unit.returns.due(now, _AT_ONCE)), self._end_place)
        uploads = await self._database.read(lambda unit: unit.uploads.due(now, _AT_ONCE))
        await self._each([upload.encode() for upload in uploads], self._drop)
        await self._database.transact(self._forget)

    async def _each(self, keys: Sequence[bytes], end: _End) -> None:
        for key in keys:
            for blob in await self._database.transact(partial(self._held, end, key)):
                await self._blobs.delete(blob)

    def _held(self, end: _End, key: bytes, unit: Transaction) -> tuple[str, ...]:
        unit.hold([key])
        return end(unit, key, self._clock.now())

    def _fulfil(self, unit: Transaction, key: bytes, now: datetime) -> tuple[str, ...]:
        standby, place = unit.standbys.load([key]).get(key), unit.returns.get(key)
        if standby is None or place is None or standby.due > now:
            return ()
        return fulfil(unit, place, standby, now=now, randomness=self._randomness)

    def _end_draft(self, unit: Transaction, key: bytes, now: datetime) -> tuple[str, ...]:
        """Do as the person wished for the end of the silence: what stands by is kept, or everything destroyed."""
        draft, place = unit.drafts.get(key), unit.returns.get(key)
        if draft is None or place is None or draft.due > now:
            return ()
        standby = unit.standbys.load([key]).get(key)
        if draft.silence == "keep" and standby is not None:
            return fulfil(unit, place, standby, now=now, randomness=self._randomness)
        return destroy_draft(unit, place, now=now)

    def _end_place(self, unit: Transaction, key: bytes, now: datetime) -> tuple[str, ...]:
        place = unit.returns.get(key)
        if place is None or place.due is None or place.due > now:
            return ()
        return destroy_draft(unit, place, now=now)

    def _drop(self, unit: Transaction, key: bytes, now: datetime) -> tuple[str, ...]:
        id_ = key.decode()
        upload = unit.uploads.load([id_]).get(id_)
        return () if upload is None or upload.due > now else unit.uploads.drop([id_])

    def _forget(self, unit: Transaction) -> None:
        now = self._clock.now()
        unit.proofs.forget(now)
        unit.submissions.forget(now - _REMEMBER)
