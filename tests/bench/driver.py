"""The load: raw HTTP over keep-alive connections, either as fast as answers come or at a steady pace.

It runs in the bench's own process, so that what it costs is never counted as the server's. Requests are whole HTTP
requests as bytes. At a steady pace a request's time begins when it was due, whether or not a connection was free:
a slow answer cannot hide the ones that had to wait behind it.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

CONNECTIONS = 64
_TICK = 0.001
_PATIENCE = 30.0


@dataclass(slots=True)
class Tally:
    """What came back."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    elapsed: float = 0.0

    def quantile(self, part: float) -> float:
        """Return the seconds within which this part of the requests was answered."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(len(ranked) * part))] if ranked else float("nan")


class Connection(asyncio.Protocol):
    """One keep-alive connection with one request under way at most."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._buffer = b""
        self._since = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._driver.broken(exc)

    def send(self, request: bytes, since: float) -> None:
        """Send a request whose time began at `since`."""
        assert self._transport is not None
        self._since = since
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0 or len(self._buffer) < head + 4 + _length(self._buffer, head):
            return
        answered = self._buffer.startswith(b"HTTP/1.1 2")
        self._buffer = b""
        self._driver.answered(self, perf_counter() - self._since, ok=answered)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


def _length(buffer: bytes, head: int) -> int:
    at = buffer.find(b"Content-Length: ", 0, head)
    return int(buffer[at + 16 : buffer.index(b"\r\n", at)]) if at >= 0 else 0


class Driver:
    """Drives one server through some connections."""

    def __init__(self, requests: Iterator[bytes]) -> None:
        self._requests = requests
        self._tally = Tally()
        self._connections: list[Connection] = []
        self._idle: deque[Connection] = deque()
        self._late: deque[float] = deque()
        self._until = 0.0
        self._paced = False
        self._left = 0
        self._quiet = asyncio.Event()
        self._closing = False

    async def connect(self, port: int) -> None:
        """Open the connections."""
        loop = asyncio.get_running_loop()
        for _ in range(CONNECTIONS):
            _, connection = await loop.create_connection(lambda: Connection(self), "127.0.0.1", port)
            self._connections.append(connection)
        self._idle.extend(self._connections)

    def close(self) -> None:
        """Close the connections."""
        self._closing = True
        for connection in self._connections:
            connection.close()

    async def flood(self, seconds: float, *, most: int = sys.maxsize) -> Tally:
        """Keep a request under way on every connection, until so many were begun."""
        begun = self._begin(seconds, paced=False)
        self._left = most
        while self._idle and self._left > 0:
            self._send(begun)
        return await self._end(begun)

    async def pace(self, seconds: float, rate: float) -> Tally:
        """Send `rate` requests a second, whatever comes back."""
        begun = self._begin(seconds, paced=True)
        self._left = 0
        sent = 0
        while (now := perf_counter()) < self._until:
            due = int((now - begun) * rate)
            for _ in range(due - sent):
                self._send(now)
            sent = due
            await asyncio.sleep(_TICK)
        return await self._end(begun)

    def _begin(self, seconds: float, *, paced: bool) -> float:
        begun = perf_counter()
        self._tally, self._until, self._paced = Tally(), begun + seconds, paced
        self._quiet.clear()
        return begun

    async def _end(self, begun: float) -> Tally:
        """Wait until the last answer is in."""
        async with asyncio.timeout(self._until - perf_counter() + _PATIENCE):
            while len(self._idle) < CONNECTIONS or (self._left > 0 and perf_counter() < self._until):
                self._quiet.clear()
                await self._quiet.wait()
        self._tally.elapsed = perf_counter() - begun
        return self._tally

    def _send(self, since: float) -> None:
        if self._idle:
            self._left -= 1
            self._idle.popleft().send(next(self._requests), since)
        else:
            self._late.append(since)

    def answered(self, connection: Connection, seconds: float, *, ok: bool) -> None:
        """Count an answer; give the connection its next request."""
        self._tally.seconds.append(seconds)
        self._tally.failed += not ok
        if self._late:
            connection.send(next(self._requests), self._late.popleft())
        elif not self._paced and self._left > 0 and (now := perf_counter()) < self._until:
            self._left -= 1
            connection.send(next(self._requests), now)
        else:
            self._idle.append(connection)
            if len(self._idle) == CONNECTIONS:
                self._quiet.set()

    def broken(self, error: Exception | None) -> None:
        """Stop waiting for a connection that the server closed."""
        if not self._closing:
            raise ConnectionError("the server closed a connection") from error


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the driver's own garbage collection out of the latencies."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
