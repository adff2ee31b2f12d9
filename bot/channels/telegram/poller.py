"""Long polling that confirms after the commit, where aiogram's confirms before.

For installations without a public address. It asks for updates, puts each chat's into a lane of its own, works on many
lanes at once and tells Telegram to forget only what is committed. While a lane is slow (a long recording), the others
go on.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import msgspec

from bot.channels.telegram.calls import Calls
from bot.channels.telegram.feed import Feed
from bot.channels.telegram.ledger import Ledger
from bot.channels.telegram.router import CHANNEL
from bot.channels.telegram.updates import WANTED, glimpse
from config.logs import logger
from storage.errors import AffiantError, TemporaryError

BATCH: Final = 100
"""Most updates in one answer of getUpdates."""

_GLANCE: Final = 0.25
"""Seconds after which new updates are looked for although a turn is still under way."""

_Update: TypeAlias = tuple[int, bytes]
_batches = msgspec.json.Decoder(list[msgspec.Raw])


def backoff(failures: int) -> float:
    """Return the seconds to wait after so many failures in a row: 0.5, 1, 2 … 30."""
    return float(min(30.0, 0.25 * 2 ** min(failures, 10)))


class Poller:
    """One bot's poller. Only one may run for a bot: Telegram answers a second one 409."""

    def __init__(
        self,
        *,
        calls: Calls,
        feed: Feed,
        width: int = 64,
        patience: int = 25,
        pause: Callable[[int], float] = backoff,
    ) -> None:
        """`width` turns at once at most; `patience` is the long poll's length in seconds."""
        self._calls = calls
        self._feed = feed
        self._width = asyncio.Semaphore(width)
        self._patience = patience
        self._pause = pause
        self._ledger = Ledger()
        self._lanes: dict[int, deque[_Update]] = {}
        self._settled = asyncio.Event()
        self._stopping = asyncio.Event()
        self._asking: asyncio.Task[Sequence[msgspec.Raw] | TemporaryError] | None = None

    async def run(self) -> None:
        """Work until `stop`. What is not committed by then stays with Telegram."""
        failures = 0
        async with asyncio.TaskGroup() as group:
            while not self._stopping.is_set():
                batch = await self._fetch(group)
                if isinstance(batch, TemporaryError):
                    failures += 1
                    logger().warning("updates-unreachable", channel=CHANNEL, attempts=failures)
                    await self._rest(max(batch.retry_after or 0.0, self._pause(failures)))
                    continue
                failures = 0
                await self._deal(group, batch)
        await self._confirm()

    def stop(self) -> None:
        """Ask for no more updates; turns under way are finished."""
        self._stopping.set()
        self._settled.set()
        if self._asking:
            self._asking.cancel()

    async def _fetch(self, group: asyncio.TaskGroup) -> Sequence[msgspec.Raw] | TemporaryError:
        self._asking = group.create_task(self._ask(), name="telegram-get-updates")
        # Not awaited itself, so that a stop, which cancels it, is told apart from our own cancellation.
        await asyncio.wait({self._asking})
        return () if self._asking.cancelled() else self._asking.result()

    async def _ask(self, *, limit: int = BATCH) -> Sequence[msgspec.Raw] | TemporaryError:
        """Ask once; without waiting while turns are under way, whose updates would come back at once anyway."""
        patience = 0 if self._ledger.is_open or limit < BATCH else self._patience
        asked = {"offset": self._ledger.offset, "timeout": patience, "limit": limit, "allowed_updates": WANTED}
        if self._ledger.offset is None:
            del asked["offset"]
        try:
            return _batches.decode(await self._calls.call("getUpdates", asked, seconds=patience + 10.0))
        except TemporaryError as error:
            return error
        except (AffiantError, msgspec.DecodeError):
            return TemporaryError("getUpdates gave no updates")

    async def _deal(self, group: asyncio.TaskGroup, batch: Sequence[msgspec.Raw]) -> None:
        seen = sorted(
            ((found, bytes(raw)) for raw in batch if (found := glimpse(raw))), key=lambda pair: pair[0].update_id
        )
        fresh = self._ledger.take([found.update_id for found, _ in seen])
        for found, raw in seen:
            if found.update_id in fresh:
                self._append(group, found.update_id if found.chat is None else found.chat, (found.update_id, raw))
                fresh -= {found.update_id}
        if seen:
            await self._settle()
        else:
            await self._rest(_GLANCE)  # a server that answers at once with nothing must not keep us spinning

    def _append(self, group: asyncio.TaskGroup, chat: int, update: _Update) -> None:
        lane = self._lanes.get(chat)
        if lane is None:
            self._lanes[chat] = deque([update])
            group.create_task(self._work(group, chat), name="telegram-lane")
        else:
            lane.append(update)

    async def _settle(self) -> None:
        """Wait until all turns are over, but not so long that new ones would notice."""
        if not self._ledger.is_open:
            return
        self._settled.clear()
        try:
            async with asyncio.timeout(_GLANCE):
                await self._settled.wait()
        except TimeoutError:
            return

    async def _work(self, group: asyncio.TaskGroup, chat: int) -> None:
        lane = self._lanes[chat]
        while lane and not self._stopping.is_set():
            number, raw = lane[0]
            if await self._through(group, number, raw):
                lane.popleft()
                self._ledger.done(number)
                if not self._ledger.is_open:
                    self._settled.set()
        del self._lanes[chat]

    async def _through(self, group: asyncio.TaskGroup, number: int, raw: bytes) -> bool:
        """Offer an update until it is taken; false: we stop before."""
        failures = 0
        while not self._stopping.is_set():
            try:
                async with self._width:
                    fed = await self._feed.offer(raw)
            except TemporaryError as error:
                failures += 1
                if self._ledger.waiting_behind(number) >= BATCH - 1:
                    # It fails alone, others come through: it would fill Telegram's answers and shut everybody out.
                    self._feed.set_aside(raw)
                    return True
                await self._rest(max(error.retry_after or 0.0, self._pause(failures)))
                continue
            if fed.query:
                group.create_task(self._stop_spinner(fed.query), name="telegram-answer-query")
            return True
        return False

    async def _stop_spinner(self, query: str) -> None:
        try:
            await self._calls.call("answerCallbackQuery", {"callback_query_id": query}, seconds=5.0)
        except AffiantError:
            return  # it stops by itself after a while

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return

    async def _confirm(self) -> None:
        """Tell Telegram what was committed last, so that it does not come again after a restart."""
        if self._ledger.offset is not None:
            await self._ask(limit=1)
