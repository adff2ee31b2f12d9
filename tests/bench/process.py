"""Servers as processes of their own, and what the machine says they cost."""

from __future__ import annotations

import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from os import environ
from typing import IO

import psutil

_START_SECONDS = 60.0
_STOP_SECONDS = 15.0
_TOLD = 2_000


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    port: int
    process: psutil.Process

    def cpu(self) -> float:
        """Return the seconds of processor time it has used, user and system, all its threads."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    def rss(self) -> int:
        """Return its resident memory in bytes."""
        return int(self.process.memory_info().rss)


@contextmanager
def serve(module: str, *arguments: object, env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Run `python -m module arguments…` for as long as the block lasts; it tells its port once it is ready."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env={**environ, **(env or {})}) as started,
    ):
        try:
            yield Served(_port(started, said), psutil.Process(started.pid))
        finally:
            started.terminate()
            try:
                started.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                started.kill()


def _port(started: subprocess.Popen[bytes], said: IO[bytes]) -> int:
    """Wait for the line "port N". Raises RuntimeError with what the server said instead."""
    assert started.stdout is not None
    while select.select([started.stdout], [], [], _START_SECONDS)[0]:
        line = started.stdout.readline()
        if line.startswith(b"port "):
            return int(line.split()[1])
        if not line:
            break
    said.seek(0)
    raise RuntimeError(f"{started.args!r} did not start: {said.read().decode(errors='replace')[-_TOLD:]}")
