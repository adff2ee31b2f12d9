"""A server under load: turns a second, processor time per turn, and how long a turn takes at half that load."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.bench.driver import Driver, undisturbed
from tests.bench.process import Served

_MICRO = 1e6
_MILLI = 1e3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How long to look."""

    warm: float
    full: float
    window: float
    """Of half load; there are `WINDOWS` of them."""


WINDOWS = 5
THOROUGH = Scale(warm=0.7, full=3.0, window=0.8)
QUICK = Scale(warm=0.2, full=0.6, window=0.2)
_LONGEST = 60.0
_BAD_WINDOW = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What was seen."""

    per_second: float
    cpu_us: float
    """Processor time of the server's process per turn, at full load."""
    p50_ms: float
    p99_ms: float
    """Both at half load, and the median of the windows': one burst of the machine's other work must not decide."""
    worst_ms: float
    """p99 of the worst window."""
    failed: int
    """Answers that were no success."""
    turns: int
    """All that were answered, the uncounted ones included."""

    @property
    def remark(self) -> str:
        """Tell what makes the figures doubtful."""
        if self.failed:
            return f"{self.failed} failed"
        return f"worst window {self.worst_ms:.0f} ms" if self.worst_ms > _BAD_WINDOW * self.p99_ms else ""


def measure(served: Served, requests: Iterator[bytes], scale: Scale, *, before: int = 0) -> Load:
    """Load a server; its first `before` requests are not counted. Raises ConnectionError, TimeoutError."""
    with undisturbed():
        return asyncio.run(_measure(served, requests, scale, before))


async def _measure(served: Served, requests: Iterator[bytes], scale: Scale, before: int) -> Load:
    driver = Driver(requests)
    await driver.connect(served.port)
    try:
        first = await driver.flood(_LONGEST, most=before)
        warm = await driver.flood(scale.warm)
        idle = served.cpu()
        full = await driver.flood(scale.full)
        used = served.cpu() - idle
        rate = len(full.seconds) / full.elapsed
        windows = [await driver.pace(scale.window, rate / 2) for _ in range(WINDOWS)]
    finally:
        driver.close()
    tallies = (first, warm, full, *windows)
    return Load(
        per_second=rate,
        cpu_us=used / len(full.seconds) * _MICRO,
        p50_ms=median(window.quantile(0.5) for window in windows) * _MILLI,
        p99_ms=median(window.quantile(0.99) for window in windows) * _MILLI,
        worst_ms=max(window.quantile(0.99) for window in windows) * _MILLI,
        failed=sum(tally.failed for tally in tallies),
        turns=sum(len(tally.seconds) for tally in tallies),
    )
