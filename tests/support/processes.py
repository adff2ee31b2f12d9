"""The gateway as its operator runs it: a process of its own, started with AFFIANT_* variables, stopped or killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
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


@dataclass
class GatewayProcess:
    """One gateway. `start` returns when it is healthy."""

    folder: Path
    variables: Mapping[str, str]
    module: tuple[str, ...] = ("gateway", "serve")
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> Path:
        """Everything the gateways of this test wrote to standard error."""
        return self.folder / "gateway.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start and wait until it is healthy."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AFFIANT_", "COV_"))}
        own = {"AFFIANT_DATA": str(self.folder), "AFFIANT_PORT": str(self.port)}
        environment = {**inherited, **own, **self.variables}
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self.module, env=environment, stdout=log, stderr=log,
            )  # fmt: skip
        await self._healthy()

    async def _healthy(self) -> None:
        assert self.process is not None
        async with aiohttp.ClientSession() as session, asyncio.timeout(READY):
            while True:
                if self.process.returncode is not None:
                    raise EndedError(self.log.read_text()[-2000:])
                try:
                    async with session.get(f"{self.url}/healthz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientConnectionError:
                    pass
                await asyncio.sleep(0.05)

    async def stop(self) -> int:
        """Ask it to stop, as an operator does; return its exit status."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """End it without a word."""
        await self._end(signal.SIGKILL)

    async def _end(self, number: signal.Signals) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await self.process.wait()
