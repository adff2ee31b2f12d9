"""The engine with everything behind it, and nothing in front: a real database, real seals, a form about a garden.

Chats begin where the pure conversation can be walked to (`tests/bot/conversation/ways.py`): `put` writes such a state.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from bot.conversation.events import Event, TextReceived
from bot.conversation.machine import State, decode, encode
from bot.conversation.screen import Screen
from bot.conversation.screen import decode as decode_screen
from bot.engine import Engine
from bot.files import FileSealer
from bot.interview import Program
from bot.perform import Performer, lane_of
from bot.ports import Arrival
from bot.turns import Turns
from config.policy import load_policy
from storage.blobs import Blobs, open_blobs
from storage.database.engine import Database
from storage.records import Chat
from storage.sealing.lockbox import Lockbox
from storage.sealing.office import Office
from tests.bot.conversation.forms import garden
from tests.support.clocks import Dice, HandClock
from tests.support.evidence import rows
from tests.support.offices import TestOffice

CHANNEL = "telegram"
LIMIT = 300_000


@dataclass
class House:
    """The engine of one test, and what can be looked at from outside."""

    office: TestOffice
    url: str
    database: Database
    blobs: Blobs
    lockbox: Lockbox
    program: Program
    clock: HandClock
    turns: Turns
    engine: Engine
    woken: list[None] = field(default_factory=list)
    updates: int = 0

    def lookup(self, address: str) -> bytes:
        return self.lockbox.lookup(CHANNEL, address)

    def arrival(self, address: str, event: Event, *, update: str | None = None) -> Arrival:
        self.updates += 1
        number = str(self.updates) if update is None else update
        return Arrival(channel=CHANNEL, address=address, update=number, event=event)

    async def take(self, address: str, event: Event, *, update: str | None = None) -> None:
        await self.engine.arrive(self.arrival(address, event, update=update))

    async def say(self, address: str, text: str, *, update: str | None = None) -> None:
        await self.take(address, TextReceived(text=text, message=f"m{self.updates}"), update=update)

    async def put(self, address: str, state: State, **fields: Any) -> None:
        """Let a chat stand here."""
        lookup = self.lookup(address)
        known: dict[str, Any] = {"due": None, "words": None, "recipient": None, "case": state.case or None}
        chat = Chat(
            lookup=lookup,
            channel=CHANNEL,
            locked_address=self.lockbox.lock(address.encode(), table="chats", column="address", row=lookup),
            locked_state=self.lockbox.lock(encode(state), table="chats", column="state", row=lookup),
            version=1,
            **{**known, **fields},
        )
        await self.database.transact(lambda unit: unit.chats.save([chat]))

    async def chat(self, address: str) -> Chat | None:
        return await self.database.read(lambda unit: unit.chats.peek(self.lookup(address)))

    async def state(self, address: str) -> State:
        chat = await self.chat(address)
        assert chat is not None, f"nothing is known of {address}"
        return decode(self.lockbox.unlock(chat.locked_state, table="chats", column="state", row=chat.lookup))

    def screens(self, address: str) -> list[Screen]:
        """Every screen that waits in the outbox for this chat, in order."""
        lane = lane_of(self.lookup(address), "show")
        waiting = sorted((row for row in self.rows("outbox") if row["lane"] == lane), key=lambda row: row["seq"])
        payloads = [self._payload(row) for row in waiting]
        assert all(to == address for to, _ in payloads)
        return [decode_screen(content) for _, content in payloads]

    def _payload(self, row: dict[str, Any]) -> tuple[str, bytes]:
        plain = self.lockbox.unlock(row["locked_payload"], table="outbox", column="payload", row=row["id"].encode())
        return msgspec.msgpack.decode(plain, type=tuple[str, bytes])

    def rows(self, table: str) -> list[dict[str, Any]]:
        return rows(self.url, table)

    async def blob_names(self) -> list[str]:
        later = self.clock.now() + timedelta(days=36500)
        return [name async for name in self.blobs.names(before=later)]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the engine; drain it at the end."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.engine.run(), name="engine")
            try:
                yield
            finally:
                await self.engine.drain()


def build(office: TestOffice, url: str, database: Database, folder: Path, *, wake: Callable[[], None]) -> House:
    """Wire a house as gateway.app does, with a clock and dice of the test's own."""
    clock, dice, program = HandClock(), Dice(), garden()
    lockbox, keys = Lockbox.load(office.folder / "lock.keys"), Office.load(office.folder / "office.json")
    blobs = open_blobs(f"file://{folder / 'blobs'}")
    performer = Performer(office=keys, lockbox=lockbox, form="f" * 64, sweep_for=timedelta(hours=47), randomness=dice)
    turns = Turns(
        program=program,
        policy=load_policy(),
        languages=("en",),
        editions={"en": "e" * 64},
        performer=performer,
        lockbox=lockbox,
        office_id=keys.id,
        clock=clock,
        randomness=dice,
    )
    files = FileSealer(office=keys, blobs=blobs, form="f" * 64, limit=LIMIT, randomness=dice)
    engine = Engine(turns=turns, database=database, files=files, wake=wake)
    return House(office, url, database, blobs, lockbox, program, clock, turns, engine)
