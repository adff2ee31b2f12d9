"""Time and chance as tests want them: moved by hand, and the same in every run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def advance(self, **span: float) -> None:
        """Let time pass: `advance(minutes=10)`."""
        self.at += timedelta(**span)


@dataclass
class Dice:
    """Randomness that repeats itself from run to run, and never within one."""

    thrown: int = 0

    def __call__(self, size: int) -> bytes:
        self.thrown += 1
        return hashlib.shake_256(self.thrown.to_bytes(8)).digest(size)
