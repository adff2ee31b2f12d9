"""The only loop: load, step, perform, commit, then acknowledge.

Channels hand in arrivals; the engine gathers those of distinct chats into one transaction (waits are shared, never
skipped), so one durable commit serves many. Nothing is acknowledged before it is durable, nothing outlives a turn in
memory. It knows no channel, and delivery hears of new items through `wake`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.conversation.events import FileRefused, TextReceived, WordsGiven, WordsMade
from bot.conversation.machine import Expectation, expects
from bot.files import FileSealer
from bot.ports import Arrival, FileOffer
from bot.turns import Arrived, Outcome, Turns
from storage.database.engine import Database
from storage.database.gathering import Gathering
from storage.errors import AffiantError
from storage.sealing import words as return_words


class Engine:
    """Takes arrivals of all channels. Run `run()` in a task group; `drain()` lets what has arrived finish."""

    def __init__(self, *, turns: Turns, database: Database, files: FileSealer, wake: Callable[[], None]) -> None:
        self._turns = turns
        self._database = database
        self._files = files
        self._wake = wake
        self._turning: Gathering[Arrived, Outcome] = Gathering(name="turn", commit=self._commit, following=self._after)

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
        await self._turning.run()

    async def drain(self) -> None:
        """Stop once everything that has arrived is committed."""
        await self._turning.drain()

    async def _take(self, arrived: Arrived) -> Outcome:
        return await self._turning.take(arrived, touches=(arrived.lookup,))

    async def _commit(self, batch: Sequence[Arrived]) -> Sequence[Outcome]:
        outcomes = await self._database.transact(lambda unit: self._turns.run(unit, batch))
        self._wake()
        return outcomes

    def _after(self, arrived: Arrived, outcome: Outcome) -> Iterator[Coroutine[None, None, None]]:
        if outcome.make_words is not None:
            yield self._make_words(arrived, outcome.make_words)
        if outcome.blobs:
            yield self._forget(outcome.blobs)

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
            await self._turning.follow(made, touches=(made.lookup,))

    async def _forget(self, blobs: tuple[str, ...]) -> None:
        with suppress(AffiantError):
            await self._files.forget(blobs)

    async def _expected(self, arrived: Arrived) -> Expectation:
        """Tell what the conversation waits for, worked out in the reader's thread: no form may hold the loop."""
        context = self._turns.context(arrived.arrival.channel)
        return await self._database.read(lambda unit: expects(context, self._turns.peek(unit, arrived.lookup)))
