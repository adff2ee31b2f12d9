"""How often one place may act: a bucket of tokens for each, in memory, and of few places at once."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from storage.clock import Clock

_REMEMBERED = 4096


class Pace:
    """Allows so many acts in a minute to each place, all of them at once if it likes."""

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._most = float(per_minute)
        self._clock = clock
        self._buckets: OrderedDict[bytes, tuple[float, datetime]] = OrderedDict()

    def wait(self, place: bytes) -> float:
        """Count an act; return 0, or the seconds after which it will be allowed."""
        now = self._clock.now()
        left, at = self._buckets.pop(place, (self._most, now))
        left = min(self._most, left + max((now - at).total_seconds(), 0.0) * self._most / 60)
        allowed = left >= 1
        self._buckets[place] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self._most
