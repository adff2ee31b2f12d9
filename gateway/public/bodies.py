"""Reading what a browser sends: within limits of size, silence, time and memory. aiohttp alone would wait for ever.

All bodies together have so much room in memory. Newcomers may take three quarters of it; the rest is for people who
come back, so that a flood of the former cannot keep the latter out.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from gateway.problems import ProblemError

TOTAL_SECONDS = 50.0
"""A body may take no longer, however lively it is: the deadline of the whole request is 60."""
_RETRY_SECONDS = "5"

Known = Callable[[], Awaitable[bool]]
"""Whether the request comes from somebody who was here before. Asked only when there is no other room."""


class Room:
    """Bytes that bodies may take in memory, all together."""

    def __init__(self, total: int) -> None:
        self._for_newcomers = total * 3 // 4
        self._total = total
        self._taken = 0

    def take(self, size: int, *, known: bool) -> bool:
        """Take room for so many more bytes, if there is any."""
        if self._taken + size > (self._total if known else self._for_newcomers):
            return False
        self._taken += size
        return True

    def give_back(self, size: int) -> None:
        """Return room."""
        self._taken -= size


class Bodies:
    """Reads bodies. `silence` is how many seconds may pass without a byte."""

    def __init__(self, *, room: Room, silence: float) -> None:
        self._room = room
        self._silence = silence

    @asynccontextmanager
    async def whole(self, request: web.Request, most: int, known: Known) -> AsyncIterator[bytes]:
        """Read a body of at most so many bytes; its room is taken for as long as the block lasts.

        Raises ProblemError: 413, 408, 503.
        """
        if (request.content_length or 0) > most:
            raise ProblemError(413, "too-large")
        chunks: list[bytes] = []
        taken = 0
        try:
            async for chunk in self.pieces(request):
                if not self._room.take(len(chunk), known=False) and not await self._reserved(len(chunk), known):
                    raise ProblemError(503, headers={"Retry-After": _RETRY_SECONDS})
                taken += len(chunk)
                if taken > most:
                    raise ProblemError(413, "too-large")
                chunks.append(chunk)
        except (ConnectionError, web.RequestPayloadError):
            raise ProblemError(408) from None  # nobody is there to hear it
        else:
            yield b"".join(chunks)
        finally:
            self._room.give_back(taken)

    async def pieces(self, request: web.Request) -> AsyncIterator[bytes]:
        """Yield a body as it comes. Raises ProblemError 408 when it stalls, or takes too long in all."""
        loop = asyncio.get_running_loop()
        end = loop.time() + TOTAL_SECONDS
        while True:
            try:
                async with asyncio.timeout_at(min(end, loop.time() + self._silence)):
                    chunk = await request.content.readany()
            except TimeoutError:
                raise ProblemError(408) from None
            if not chunk:
                return
            yield chunk

    async def _reserved(self, size: int, known: Known) -> bool:
        return await known() and self._room.take(size, known=True)
