"""The column types, and the one way a moment becomes a number and back. Used by every file of this room.

Not here: locking and unlocking. A locked column is bytes like any other; only `storage.sealing.lockbox` looks inside.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

Bytes = sa.LargeBinary
Text = sa.Text
Flag = sa.Boolean
Number = sa.BigInteger
Moment = sa.BigInteger
"""Microseconds since 1970 in UTC, in both databases: exact, ordered, and no time zone for a server to have views on."""

Sequence = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A key that the database counts up itself. SQLite does that only for a column called INTEGER."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(instant: datetime) -> int:
    """Return the instant as a `Moment`. It must carry a time zone."""
    return (instant - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """Return the instant that `micros` wrote, in UTC."""
    return _EPOCH + timedelta(microseconds=value)


def micros_or_none(instant: datetime | None) -> int | None:
    """Return the instant as a `Moment`, None as None."""
    return None if instant is None else micros(instant)


def moment_or_none(value: int | None) -> datetime | None:
    """Return the instant that `micros_or_none` wrote."""
    return None if value is None else moment(value)
