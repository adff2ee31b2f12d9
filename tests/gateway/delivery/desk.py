"""An outbox, a worker, and an outlet that writes down what it is asked and fails as scripted."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec

from bot.conversation.screen import Attachment, Screen, Words, encode
from config.policy import DeliveryPolicy
from gateway.delivery.dispatch import Post
from gateway.delivery.rate import Rates
from gateway.delivery.shelf import Shelf
from gateway.delivery.worker import Worker
from storage.database.engine import Database
from storage.records import Lane, OutboxItem
from storage.sealing.lockbox import Lockbox
from tests.support.clocks import Dice, HandClock
from tests.support.evidence import rows

SHELF = Shelf(Path("media"), frozenset({"barn.jpg", "bell.mp3"}))
PATIENCE = 5.0
"""Real seconds in which what a test waits for must have happened."""


@dataclass
class RecordingOutlet:
    """Sends nothing. `trouble` is raised by the next calls, in order; None lets one through."""

    calls: list[tuple[str, ...]] = field(default_factory=list)
    trouble: deque[Exception | None] = field(default_factory=deque)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    """Calls to these addresses wait."""
    begun: list[str] = field(default_factory=list)
    attached: int = 0

    async def show(self, *, address: str, bubble: str | None, screen: Screen) -> str:
        (said,) = [piece.text for piece in screen.pieces if isinstance(piece, Words)]
        await self._pass(address, "show", address, said, bubble or "new")
        return bubble or f"bubble of {address}"

    async def attach(self, *, address: str, attachment: Attachment, path: Path) -> str:
        assert path.name == attachment.file
        await self._pass(address, "attach", address, path.name)
        self.attached += 1
        return f"file {self.attached}"

    async def sweep(self, *, address: str, message: str) -> None:
        await self._pass(address, "sweep", address, message)

    async def _pass(self, address: str, *call: str) -> None:
        self.begun.append(address)
        if gate := self.gates.get(address):
            await gate.wait()
        self.calls.append(call)
        if self.trouble and (error := self.trouble.popleft()):
            raise error


@dataclass
class Desk:
    """What a test of the worker holds in its hands."""

    url: str
    database: Database
    lockbox: Lockbox
    outlet: RecordingOutlet = field(default_factory=RecordingOutlet)
    clock: HandClock = field(default_factory=HandClock)
    numbers: int = 0

    def worker(self, rates: Rates | None = None) -> Worker:
        return Worker(
            database=self.database,
            post=Post(outlets={"telegram": self.outlet}, lockbox=self.lockbox, shelf=SHELF),
            lockbox=self.lockbox,
            policy=DeliveryPolicy(lease_seconds=30, retry_seconds=(1.0, 5.0)),
            rates={} if rates is None else {"telegram": rates},
            clock=self.clock,
            randomness=Dice(),
        )

    def item(
        self,
        address: str,
        said: str,
        *,
        kind: Literal["show", "attach", "sweep"] = "show",
        after: float = 0,
        **fields: Any,
    ) -> OutboxItem:
        """Return an item for somebody: a screen that says one thing, a file or a message so named."""
        self.numbers += 1
        name = f"item {self.numbers}"
        content = {
            "show": encode(Screen(number=1, language="en", pieces=(Words(said),))),
            "attach": encode(Attachment(kind="image", file=said, language="en")),
            "sweep": said.encode(),
        }[kind]
        payload = msgspec.msgpack.encode((address, content))
        return OutboxItem(
            **{
                "id": name,
                "lane": f"{address} {'sweep' if kind == 'sweep' else 'show'}".encode().ljust(32, b"\0"),
                "channel": "telegram",
                "kind": kind,
                "locked_payload": self.lockbox.lock(payload, table="outbox", column="payload", row=name.encode()),
                "not_before": self.clock.now() + timedelta(seconds=after),
                **fields,
            }
        )

    async def add(self, *items: OutboxItem) -> None:
        await self.database.transact(lambda unit: unit.outbox.add(items))

    async def claim(self) -> list[Lane]:
        """Claim everything, as another worker."""
        now = self.clock.now()
        return await self.database.transact(lambda unit: unit.outbox.claim(now, 9, 30, channels=("telegram",)))

    def states(self) -> dict[str, str]:
        """What is left in the outbox: the state of each item by its id."""
        return {row["id"]: row["state"] for row in self.rows("outbox")}

    def rows(self, table: str) -> list[dict[str, Any]]:
        return rows(self.url, table)

    @asynccontextmanager
    async def running(self, worker: Worker) -> AsyncIterator[None]:
        """Run a worker; stop it at the end."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(worker.run(), name="worker")
            try:
                yield
            finally:
                await worker.stop()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 -- it is a row of a database, which calls nobody
            await asyncio.sleep(0.005)
