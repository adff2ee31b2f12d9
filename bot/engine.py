"""The only loop: load, step, perform, commit, then acknowledge.

Channels hand in arrivals; the engine gathers those of distinct chats into one transaction (waits are shared, never
skipped), so one durable commit serves many. Nothing is acknowledged before it is durable, nothing outlives a turn in
memory. It knows no channel, and delivery hears of new items through `wake`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bot.conversation.events import FileRefused, TextReceived, WordsGiven, WordsMade
from bot.conversation.machine import Expectation, expects
from bot.files import FileSealer
from bot.ports import Arrival, FileOffer
from bot.turns import Arrived, Outcome, Turns
from config.logs import logger, place
from storage.database.engine import Database
from storage.errors import AffiantError, PermanentError, TemporaryError
from storage.sealing import words as return_words

_BATCH = 64


@dataclass(slots=True)
class _Waiting:
    """An arrival and whoever waits for its commit."""

    arrived: Arrived
    done: asyncio.Future[Outcome] = field(repr=False)


class Engine:
    """Takes arrivals of all channels. Run `run()` in a task group; `drain()` lets what has arrived finish."""

    def __init__(self, *, turns: Turns, database: Database, files: FileSealer, wake: Callable[[], None]) -> None:
        self._turns = turns
        self._database = database
        self._files = files
        self._wake = wake
        self._queue: deque[_Waiting] = deque()
        self._more = asyncio.Event()
        self._following = 0
        """Turns still to come of turns that are committed: return words being made."""
        self._draining = False

    # --- the doors (bot.ports.Intake) ------------------------------------------------------------------

    async def arrive(self, arrival: Arrival) -> None:
        """Take one event; return when its turn is committed. Raises TemporaryError when nothing was kept."""
        await self._take(await self._recognise(self._turns.arrived(arrival)))

    async def arrive_file(self, *, channel: str, address: str, update: str, offer: FileOffer) -> None:
        """Take one file: seal it while it streams if the conversation waits for one."""
        refused = FileRefused(reason="not-wanted", caption=offer.caption, message=offer.message)
        arrived = self._turns.arrived(Arrival(channel=channel, address=address, update=update, event=refused))
        expected = await self._expected(arrived)
        if offer.kind not in expected.file:
            await self._take(arrived)
            return
        event, stored = await self._files.seal(offer, expected)
        sealed = replace(arrived, arrival=replace(arrived.arrival, event=event), stored=stored)
        # When this raises, nobody knows whether the turn was committed: the file stays, and the sweep finds an orphan.
        outcome = await self._take(sealed)
        if stored is not None and not outcome.adopted:
            await self._files.discard(stored)

    # --- the loop ------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Run turns until drained."""
        async with asyncio.TaskGroup() as after:
            while not (self._draining and not self._queue and not self._following):
                await self._more.wait()
                self._more.clear()
                while batch := self._next_batch():
                    await self._commit(batch, after)

    async def drain(self) -> None:
        """Stop once everything that has arrived is committed."""
        self._draining = True
        self._more.set()

    async def _take(self, arrived: Arrived) -> Outcome:
        if self._draining:
            raise TemporaryError("stopping", retry_after=5)
        return await self._follow(arrived)

    async def _follow(self, arrived: Arrived) -> Outcome:
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(arrived, done))
        self._more.set()
        return await done

    def _next_batch(self) -> list[_Waiting]:
        """Take the longest-waiting arrivals, one per chat; what stays behind keeps its order."""
        chosen: dict[bytes, _Waiting] = {}
        behind: deque[_Waiting] = deque()
        while self._queue and len(chosen) < _BATCH:
            waiting = self._queue.popleft()
            if waiting.arrived.lookup in chosen:
                behind.append(waiting)
            else:
                chosen[waiting.arrived.lookup] = waiting
        self._queue.extendleft(reversed(behind))
        return list(chosen.values())

    async def _commit(self, batch: list[_Waiting], after: asyncio.TaskGroup) -> None:
        try:
            outcomes = await self._database.transact(
                lambda unit: self._turns.run(unit, [waiting.arrived for waiting in batch])
            )
        except Exception as error:  # noqa: BLE001 -- whoever waits hears of it; the loop must live on
            await self._settle_failure(batch, error, after)
            return
        self._wake()
        for waiting, outcome in zip(batch, outcomes, strict=True):
            if not waiting.done.done():
                waiting.done.set_result(outcome)
            if outcome.make_words is not None:
                self._following += 1
                after.create_task(self._make_words(waiting.arrived, outcome.make_words), name="make words")
            if outcome.blobs:
                after.create_task(self._forget(outcome.blobs), name="forget blobs")

    async def _settle_failure(self, batch: list[_Waiting], error: Exception, after: asyncio.TaskGroup) -> None:
        """Nothing of the batch was kept. Try it one by one, so that one bad turn cannot refuse the others."""
        if len(batch) > 1 and not isinstance(error, TemporaryError):
            for waiting in batch:
                await self._commit([waiting], after)
            return
        logger().error("turn-failed", count=len(batch), **place(error))
        failure = error if isinstance(error, AffiantError) else PermanentError("the turn failed")
        for waiting in batch:
            if not waiting.done.done():
                waiting.done.set_exception(failure)

    # --- what must not happen inside a transaction -------------------------------------------------------

    async def _recognise(self, arrived: Arrived) -> Arrived:
        """Tell return words from other text: by their check word, whatever the conversation is about just now."""
        event = arrived.arrival.event
        if not isinstance(event, TextReceived):
            return arrived
        words = return_words.parse(event.text)
        if words is None:
            return arrived
        key = await asyncio.to_thread(self._turns.stretch, words)
        given = replace(arrived.arrival, event=WordsGiven(message=event.message))
        return replace(arrived, arrival=given, words=key.lookup)

    async def _make_words(self, arrived: Arrived, language: str) -> None:
        """Make return words and feed them back. Lost by a crash, they are asked for again by the person."""
        words = return_words.make(language)
        key = await asyncio.to_thread(self._turns.stretch, words)
        event = WordsMade(words=words, lookup=key.lookup, recipient=key.recipient)
        made = replace(arrived, arrival=replace(arrived.arrival, update="", event=event), words=None, stored=None)
        with suppress(AffiantError):
            await self._follow(made)
        self._following -= 1
        self._more.set()

    async def _forget(self, blobs: tuple[str, ...]) -> None:
        with suppress(AffiantError):
            await self._files.forget(blobs)

    async def _expected(self, arrived: Arrived) -> Expectation:
        """Tell what the conversation waits for, worked out in the reader's thread: no form may hold the loop."""
        context = self._turns.context(arrived.arrival.channel)
        return await self._database.read(lambda unit: expects(context, self._turns.peek(unit, arrived.lookup)))
