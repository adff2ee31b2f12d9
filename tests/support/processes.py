"""The gateway as its operator runs it: a process of its own, with AFFIANT_* variables, stopped or killed by signals.

Children of one `Nursery` per test run, which has loaded the code once (tests/support/nursery.py).
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

READY = 20.0
"""Seconds in which a gateway must answer /healthz after it is started."""


class EndedError(AssertionError):
    """The gateway ended before it was healthy."""


def free_port() -> int:
    """Return a port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Nursery:
    """The process whose children the gateways are. `async with Nursery.open()`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._births: asyncio.Queue[int] = asyncio.Queue()
        self._deaths: dict[int, asyncio.Future[int]] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[Nursery]:
        """Run a nursery; whoever still lives when it closes is killed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.support.nursery", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        nursery = cls(process)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(nursery._listen(), name="nursery")
            try:
                yield nursery
            finally:
                await nursery._close()

    async def start(self, request: Mapping[str, object]) -> int:
        """Fork a gateway; return its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        await self._process.stdin.drain()
        return await self._births.get()

    async def death(self, child: int) -> int:
        """Wait until a child has ended; return its exit status."""
        return await asyncio.shield(self._deaths[child])

    def status(self, child: int) -> int | None:
        """Return the exit status of a child that has ended."""
        return self._deaths[child].result() if self._deaths[child].done() else None

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            word, *numbers = line.decode().split()
            child = int(numbers[0])
            if word == "born":
                self._deaths[child] = asyncio.get_running_loop().create_future()
                self._births.put_nowait(child)
            else:
                self._deaths[child].set_result(int(numbers[1]))

    async def _close(self) -> None:
        for child, ended in self._deaths.items():
            if not ended.done():
                os.kill(child, signal.SIGKILL)
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


@dataclass
class GatewayProcess:
    """One gateway. `start` returns when it is healthy."""

    nursery: Nursery
    folder: Path
    variables: Mapping[str, str]
    fate: str = ""
    """POINT:NTH of tests.support.crashing: where it will kill itself."""
    port: int = field(default_factory=free_port)
    pid: int = 0

    @property
    def log(self) -> Path:
        """Everything the gateways of this test wrote to standard error."""
        return self.folder / "gateway.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start and wait until it is healthy."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AFFIANT_", "COV"))}
        own = {"AFFIANT_DATA": str(self.folder), "AFFIANT_PORT": str(self.port)}
        environment = {**inherited, **own, **self.variables}
        self.pid = await self.nursery.start({"environment": environment, "log": str(self.log), "fate": self.fate})
        await self._healthy()

    async def _healthy(self) -> None:
        async with aiohttp.ClientSession() as session, asyncio.timeout(READY):
            while True:
                if self.nursery.status(self.pid) is not None:
                    raise EndedError(self.log.read_text()[-2000:])
                try:
                    async with session.get(f"{self.url}/healthz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientConnectionError:
                    pass
                await asyncio.sleep(0.02)

    async def died(self) -> int:
        """Wait until it has ended; return its exit status."""
        return await self.nursery.death(self.pid)

    async def stop(self) -> int:
        """Ask it to stop, as an operator does; return its exit status."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """End it without a word."""
        await self._end(signal.SIGKILL)

    async def _end(self, number: signal.Signals) -> int:
        if self.nursery.status(self.pid) is None:
            os.kill(self.pid, number)
        return await self.died()
