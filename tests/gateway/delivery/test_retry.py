"""What becomes of an item whose delivery failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gateway.delivery.retry import Again, Failed, Unknown, verdict, wait
from storage.errors import IntegrityFailureError, PermanentError, TemporaryError, UnknownOutcomeError

NOW = datetime(2030, 1, 1, tzinfo=UTC)
STEPS = (1.0, 2.0, 5.0)


def test_waits_grow_by_the_policys_steps_and_are_spread() -> None:
    assert [wait(attempts, STEPS, chance=0.0) for attempts in (0, 1, 2, 3, 4, 99)] == [1.0, 1.0, 2.0, 5.0, 5.0, 5.0]
    assert wait(3, STEPS, chance=0.999) == pytest.approx(6.25, abs=0.01)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TemporaryError("busy"), Again(NOW + timedelta(seconds=2))),
        (TemporaryError("too often", retry_after=30), Again(NOW + timedelta(seconds=30))),
        (TemporaryError("too often", retry_after=1), Again(NOW + timedelta(seconds=2))),
        (PermanentError("blocked"), Failed("refused")),
        (IntegrityFailureError("altered"), Failed("refused")),
        (UnknownOutcomeError("no answer"), Unknown()),
        (ZeroDivisionError(), Again(NOW + timedelta(seconds=2))),
    ],
)
def test_the_error_decides(error: Exception, said: object) -> None:
    assert verdict(error, seconds=2.0, now=NOW, expires=None) == said


def test_what_would_come_too_late_is_given_up() -> None:
    soon = NOW + timedelta(seconds=10)
    assert verdict(TemporaryError("busy"), seconds=9.0, now=NOW, expires=soon) == Again(NOW + timedelta(seconds=9))
    assert verdict(TemporaryError("busy"), seconds=10.0, now=NOW, expires=soon) == Failed("too late")
