"""Time as an argument. `SystemClock` is the only reader of the machine's clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 -- the one place that may ask


def hour(instant: datetime) -> datetime:
    """Return the instant coarsened to its hour: all that a stored time may tell outside the custody log."""
    return instant.replace(minute=0, second=0, microsecond=0)
