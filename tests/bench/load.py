"""A server under load: turns a second, processor time per turn, and how long a turn takes at half that load."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.driver import Driver, undisturbed
from tests.bench.process import Served

_MICRO = 1e6
_MILLI = 1e3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How long to look."""

    warm: float
    full: float
    half: float


THOROUGH = Scale(warm=0.7, full=3.0, half=3.0)
QUICK = Scale(warm=0.2, full=0.6, half=0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What was seen."""

    per_second: float
    cpu_us: float
    """Processor time of the server's process per turn, at full load."""
    p50_ms: float
    p99_ms: float
    """Both at half load."""
    failed: int
    """Answers other than 200."""

    @property
    def remark(self) -> str:
        """Tell what would make the figures worthless."""
        return f"{self.failed} failed" if self.failed else ""


def measure(served: Served, requests: Iterator[bytes], scale: Scale) -> Load:
    """Load a server. Raises ConnectionError or TimeoutError when it does not answer."""
    with undisturbed():
        return asyncio.run(_measure(served, requests, scale))


async def _measure(served: Served, requests: Iterator[bytes], scale: Scale) -> Load:
    driver = Driver(requests)
    await driver.connect(served.port)
    try:
        await driver.flood(scale.warm)
        before = served.cpu()
        full = await driver.flood(scale.full)
        used = served.cpu() - before
        rate = len(full.seconds) / full.elapsed
        half = await driver.pace(scale.half, rate / 2)
    finally:
        driver.close()
    return Load(
        per_second=rate,
        cpu_us=used / len(full.seconds) * _MICRO,
        p50_ms=half.quantile(0.5) * _MILLI,
        p99_ms=half.quantile(0.99) * _MILLI,
        failed=full.failed + half.failed,
    )
