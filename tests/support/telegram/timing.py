"""The simulator's time: it can run faster than the wall's, and jump."""

from __future__ import annotations

import asyncio
import time

_EPOCH = 1_800_000_000.0
"""Where simulated time begins: an instant that no real one is mistaken for."""


class SimulatedTime:
    """Seconds since the simulator's epoch. `scale` simulated seconds pass in a real one."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self._start = time.monotonic()
        self._jumped = 0.0

    def now(self) -> float:
        return _EPOCH + (time.monotonic() - self._start) * self.scale + self._jumped

    def advance(self, seconds: float) -> None:
        self._jumped += seconds

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.scale)
