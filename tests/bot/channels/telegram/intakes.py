"""An engine that only remembers: what arrived, in which order, and what was in the files."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.conversation.events import Event, TextReceived
from bot.ports import Arrival, FileOffer
from storage.errors import PermanentError, TemporaryError


@dataclass(slots=True)
class TakenFile:
    kind: str
    size: int | None
    content: bytes


@dataclass(slots=True)
class RecordingIntake:
    """Takes everything once, as the engine does. `failures` holds what the next turns of an address raise."""

    arrivals: list[Arrival] = field(default_factory=list)
    files: list[TakenFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    """Every update number that was offered, again and again included."""
    failures: dict[str, deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    seconds: float = 0.0
    """How long a turn takes."""
    running: set[str] = field(default_factory=set)
    most_at_once: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def arrive(self, arrival: Arrival) -> None:
        await self._turn(arrival.address, arrival.update)
        if arrival.update not in {taken.update for taken in self.arrivals}:
            self.arrivals.append(arrival)
        self.changed.set()

    async def arrive_file(self, *, channel: str, address: str, update: str, offer: FileOffer) -> None:
        assert channel == "telegram"
        await self._turn(address, update)
        try:
            content = b"".join([chunk async for chunk in offer.open()])
        except PermanentError as error:
            self.refused.append(str(error))
        else:
            self.files.append(TakenFile(offer.kind, offer.size, content))
        self.changed.set()

    async def _turn(self, address: str, update: str) -> None:
        assert address not in self.running, "two turns of one chat at once"
        self.offered.append(update)
        self.running.add(address)
        self.most_at_once = max(self.most_at_once, len(self.running))
        try:
            await asyncio.sleep(self.seconds)
            if self.failures[address]:
                raise self.failures[address].popleft()
        finally:
            self.running.discard(address)

    def fail(self, address: int, *errors: Exception) -> None:
        self.failures[str(address)].extend(errors)

    def busy(self, address: int, times: int) -> None:
        self.fail(address, *(TemporaryError("busy") for _ in range(times)))

    @property
    def events(self) -> list[Event]:
        return [arrival.event for arrival in self.arrivals]

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, TextReceived)]

    def texts_of(self, address: int) -> list[str]:
        mine = [arrival.event for arrival in self.arrivals if arrival.address == str(address)]
        return [event.text for event in mine if isinstance(event, TextReceived)]
