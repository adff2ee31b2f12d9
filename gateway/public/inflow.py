"""Bytes on their way into a blob: a body as far as it comes, and pieces put together. Called by `uploads`.

A body that breaks off or stalls is kept as far as it came. One that does not begin as a seal is not written at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web

from gateway.problems import ProblemError
from storage.blobs import Blobs, Sink
from storage.sealing.shape import HEAD

_STALLED = 408


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What one body brought: so many bytes in its blob; no blob if there were none."""

    size: int
    sha256: bytes
    is_whole: bool
    """Whether the body came to its end."""


class _NothingError(Exception):
    """Nothing came that could be kept: the blob is not to appear."""


class _Inflow:
    """One body on its way into one blob."""

    def __init__(self, sink: Sink, *, room: int, begins: bool) -> None:
        self._sink = sink
        self._room = room
        self._held: bytes | None = b"" if begins else None
        """The first bytes, until there are enough to tell whether it is a seal."""
        self.digest = hashlib.sha256()
        self.size = 0
        self.is_whole = False

    async def take(self, chunk: bytes) -> None:
        """Take a piece. Raises ProblemError 413 and 422."""
        self._measure(self.size + len(self._held or b"") + len(chunk))
        if self._held is not None:
            chunk = self._held + chunk
            _check_head(chunk)
            if len(chunk) < len(HEAD):
                self._held = chunk
                return
            self._held = None
        self.digest.update(chunk)
        self.size += len(chunk)
        await self._sink.write(chunk)

    def end(self) -> None:
        """Stop. Raises when there is nothing to be kept."""
        if not self.size:
            raise _NothingError

    def _measure(self, size: int) -> None:
        if size > self._room:
            raise ProblemError(413, "too-large")


async def receive(blobs: Blobs, blob: str, pieces: AsyncIterator[bytes], *, room: int, begins: bool) -> Received:
    """Stream a body of at most `room` bytes into a blob; `begins`: with the first bytes of a seal.

    Raises ProblemError 413 and 422, and what the blob store raises; then there is no blob.
    """
    inflow: _Inflow | None = None
    with suppress(_NothingError):
        async with blobs.writer(blob) as sink:
            inflow = _Inflow(sink, room=room, begins=begins)
            try:
                async for chunk in pieces:
                    await inflow.take(chunk)
                inflow.is_whole = True
            except (ConnectionError, web.RequestPayloadError):
                pass
            except ProblemError as problem:
                if problem.status != _STALLED:
                    raise
            inflow.end()
    assert inflow is not None
    return Received(size=inflow.size, sha256=inflow.digest.digest(), is_whole=inflow.is_whole)


async def join(blobs: Blobs, blob: str, pieces: Sequence[str]) -> bytes:
    """Write pieces behind each other into one blob; return its SHA-256."""
    digest = hashlib.sha256()
    async with blobs.writer(blob) as sink:
        for piece in pieces:
            async for chunk in blobs.read(piece):
                digest.update(chunk)
                await sink.write(chunk)
    return digest.digest()


def _check_head(chunk: bytes) -> None:
    if not chunk.startswith(HEAD) and not HEAD.startswith(chunk):
        raise ProblemError(422, "not-sealed")
