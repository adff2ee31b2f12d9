"""How fast a channel may be spoken to: token buckets for each address and for the channel as a whole. Pure.

Delivery asks before every message that a person sees; deletions are not counted by Telegram. Time is an argument, in
seconds of any steady clock.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

_SWEEP_EVERY = 1024
_KEPT = 1.0
"""Seconds that a place in the line is kept for who does not come."""
_ROUNDED = 0.001
"""Seconds by which somebody may come early: moments are rounded on their way through the database."""


@dataclass(slots=True)
class Bucket:
    """Fills with `rate` tokens a second up to `burst`; one token is one message."""

    rate: float
    burst: float = 1.0
    level: float = 1.0
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until a token is there; 0 when it is."""
        return max(0.0, (1.0 - self._level(now)) / self.rate)

    def take(self, now: float) -> None:
        """Take a token. The level may go below zero: later ones then wait longer."""
        self.level = self._level(now) - 1.0
        self.at = max(now, self.at)

    def is_full(self, now: float) -> bool:
        """Whether forgetting it would change nothing."""
        return self._level(now) >= self.burst

    def _level(self, now: float) -> float:
        # A clock that jumps back must not empty the bucket.
        return min(self.burst, self.level + max(0.0, now - self.at) * self.rate)


class Rates:
    """One channel's limits. It remembers an address only while that address still has to wait."""

    def __init__(self, *, each: float, overall: float) -> None:
        """`each` messages a second to one address, `overall` to all together."""
        self._each = each
        self._all = Bucket(overall, burst=1.0)
        self._buckets: dict[Hashable, Bucket] = {}
        self._places: dict[Hashable, float] = {}

    def take(self, address: Hashable, now: float) -> float:
        """Count a message to this address and return 0; or count nothing and return the seconds to wait."""
        seconds = max(self._own_wait(address, now), self._all.wait(now))
        if seconds > 0.0:
            return seconds
        self._count(address, now)
        self._all.take(now)
        return 0.0

    def book(self, address: Hashable, now: float) -> float:
        """Count a message to this address and return 0; or return the seconds to wait until its turn.

        As `take`, but who waits for all the others keeps a place in the line. Otherwise everybody who waits would come
        back at the same moment, for the one message that may be sent then.
        """
        own, line = self._own_wait(address, now), self._all.wait(now)
        place = self._places.pop(address, None)
        if place is None or place < now - _KEPT:
            if own > line or not line:
                return self.take(address, now)
            self._all.take(now)
            place = now + line
        seconds = max(own, min(place - now, line))  # a clock that jumps back must stop nobody
        if seconds > _ROUNDED:
            self._places[address] = now + seconds
            return seconds
        self._count(address, now)
        return 0.0

    def _own_wait(self, address: Hashable, now: float) -> float:
        bucket = self._buckets.get(address)
        return bucket.wait(now) if bucket else 0.0

    def _count(self, address: Hashable, now: float) -> None:
        bucket = self._buckets.get(address)
        if bucket is None:
            self._forget_idle(now)
            bucket = self._buckets[address] = Bucket(self._each, at=now)
        bucket.take(now)

    def _forget_idle(self, now: float) -> None:
        if len(self._buckets) % _SWEEP_EVERY == 0:
            self._buckets = {name: bucket for name, bucket in self._buckets.items() if not bucket.is_full(now)}
            self._places = {name: place for name, place in self._places.items() if place >= now - _KEPT}

    def __len__(self) -> int:
        return len(self._buckets)
