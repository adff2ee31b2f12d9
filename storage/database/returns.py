"""Places that return words lead to, and everything that stands there. Called by the safe page's routes and sweep.

A wrong access is a place that does not exist: there is one question, whether the row is there, and one answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.database.columns import micros, micros_or_none, moment_or_none
from storage.database.drafts import Drafts
from storage.database.messages import Messages
from storage.database.standbys import Standbys
from storage.database.statements import Keyed, Limited, Put, Row, Session
from storage.database.tables import returns
from storage.database.uploads import Uploads
from storage.records import Return

COLUMNS = tuple(column.name for column in returns.columns)
_C = returns.c

_LOAD = Keyed(
    _C.key,
    lambda keys: (
        sa.select(returns)
        .where(_C.key.in_(keys), sa.or_(_C.due.is_(None), _C.due > sa.bindparam("now", type_=_C.due.type)))
        .order_by(_C.key)
    ),
)
_GET = Keyed(_C.key, lambda keys: sa.select(returns).where(_C.key.in_(keys)))
_SAVE = Put(returns, COLUMNS, conflict=["key"], update=lambda new: {name: new[name] for name in COLUMNS[1:]})
_DELETE = Keyed(_C.key, lambda keys: sa.delete(returns).where(_C.key.in_(keys)))
_OF_CASES = Keyed(_C.case, lambda keys: sa.select(returns).where(_C.case.in_(keys)))
_DUE = Limited(
    lambda limit: (
        sa.select(_C.key).where(_C.due <= sa.bindparam("now", type_=_C.due.type)).order_by(_C.due).limit(limit)
    )
)


class Returns:
    """The table `returns`, and the end of what belongs to its rows."""

    def __init__(
        self, session: Session, *, drafts: Drafts, standbys: Standbys, uploads: Uploads, messages: Messages
    ) -> None:
        self._session = session
        self._drafts = drafts
        self._standbys = standbys
        self._uploads = uploads
        self._messages = messages

    def load(self, keys: Sequence[bytes], *, now: datetime) -> dict[bytes, Return]:
        """Return those of these places that exist and whose time is not over."""
        rows = self._session.keyed(_LOAD, sorted(set(keys)), now=micros(now))
        return {row[0]: _return(row) for row in rows}

    def get(self, key: bytes) -> Return | None:
        """Return a place, its time over or not: for whoever ends it."""
        rows = self._session.keyed(_GET, [key])
        return _return(rows[0]) if rows else None

    def save(self, many: Sequence[Return]) -> None:
        """Write these places, new or not."""
        self._session.put(_SAVE, [_row(one) for one in many])

    def of_cases(self, cases: Sequence[str]) -> list[Return]:
        """Return the places that lead to these cases: where staff's answers go."""
        return [_return(row) for row in self._session.keyed(_OF_CASES, cases)]

    def due(self, now: datetime, limit: int) -> list[bytes]:
        """Return places whose time is over."""
        return [key for (key,) in self._session.limited(_DUE, limit, now=micros(now))]

    def forget(self, keys: Sequence[bytes]) -> tuple[str, ...]:
        """Forget these places, their drafts, standbys, messages and uploads; return the blobs that nobody owns now.

        Parts are not theirs but a case's: see `Cases.erase`.
        """
        self._session.keyed(_DELETE, keys)
        self._drafts.delete(keys)
        self._standbys.delete(keys)
        self._messages.delete(keys)
        uploads = self._uploads.of_places(keys)
        return self._uploads.drop(uploads) if uploads else ()

    def erase(self, cases: Sequence[str]) -> tuple[str, ...]:
        """Forget the places that lead to these cases. `Cases.erase` calls it."""
        keys = [one.key for one in self.of_cases(cases)]
        return self.forget(keys) if keys else ()


def _row(one: Return) -> Row:
    return (one.key, one.lookup, one.recipient, one.case, micros_or_none(one.due))


def _return(row: Row) -> Return:
    key, lookup, recipient, case, due = row
    return Return(key=key, lookup=lookup, recipient=recipient, case=case, due=moment_or_none(due))
