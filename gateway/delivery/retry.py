"""What becomes of an outbox item whose delivery failed: again later, given up, or unknown. Pure.

Steps and limits come from the policy, time and chance are arguments; the worker writes the verdict down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from storage.errors import AffiantError, TemporaryError, UnknownOutcomeError

SPREAD: Final = 0.25
"""Up to this share is added to a wait, so that what failed together does not come back together."""


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at this moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Failed:
    """It will never work, or it is too late: staff must see it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been delivered or not. Nobody repeats it unasked."""


Verdict: TypeAlias = Again | Failed | Unknown


def wait(attempts: int, steps: Sequence[float], *, chance: float) -> float:
    """Return the seconds to wait after `attempts` failures (1 or more); `chance` in [0, 1) spreads it.

    The steps are seconds; the last one is repeated.
    """
    step = steps[min(max(attempts, 1), len(steps)) - 1]
    return step * (1.0 + SPREAD * chance)


def verdict(error: Exception, *, seconds: float, now: datetime, expires: datetime | None) -> Verdict:
    """Decide on an item that has just failed and could wait for `seconds`, see `wait`.

    Only a TemporaryError is worth another try; an exception that is none of ours is a fault of the code and is tried
    again too, because the item itself may be sound.
    """
    if isinstance(error, UnknownOutcomeError):
        return Unknown()
    if isinstance(error, AffiantError) and not isinstance(error, TemporaryError):
        return Failed("refused")
    asked = error.retry_after if isinstance(error, TemporaryError) else None
    at = now + timedelta(seconds=max(asked or 0.0, seconds))
    return Failed("too late") if expires is not None and at >= expires else Again(at)
