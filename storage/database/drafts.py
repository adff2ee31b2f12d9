"""The safe page's drafts: sealed to the person alone, opaque here. Called by its routes and by housekeeping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.database.columns import micros, moment
from storage.database.statements import Keyed, Limited, Put, Row, Session
from storage.database.tables import drafts
from storage.records import Draft

COLUMNS = tuple(column.name for column in drafts.columns)
_C = drafts.c

_GET = Keyed(_C.place, lambda keys: sa.select(drafts).where(_C.place.in_(keys)))
_SAVE = Put(drafts, COLUMNS, conflict=["place"], update=lambda new: {name: new[name] for name in COLUMNS[1:]})
_DELETE = Keyed(_C.place, lambda keys: sa.delete(drafts).where(_C.place.in_(keys)))
_DUE = Limited(
    lambda limit: (
        sa.select(_C.place, _C.silence)
        .where(_C.due <= sa.bindparam("now", type_=_C.due.type))
        .order_by(_C.due)
        .limit(limit)
    )
)


class Drafts:
    """The table `drafts`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, place: bytes) -> Draft | None:
        """Return the draft of a place."""
        rows = self._session.keyed(_GET, [place])
        return _draft(rows[0]) if rows else None

    def save(self, draft: Draft) -> None:
        """Write a draft, new or not. Hold the place first, and compare the version."""
        row = (draft.place, draft.body, draft.version, draft.silence, micros(draft.due))
        self._session.put(_SAVE, [row])

    def delete(self, places: Sequence[bytes]) -> None:
        """Destroy the drafts of these places."""
        self._session.keyed(_DELETE, places)

    def due(self, now: datetime, limit: int) -> list[tuple[bytes, str]]:
        """Return places whose draft's time is over, each with what its person wished for that moment."""
        return [(place, silence) for place, silence in self._session.limited(_DUE, limit, now=micros(now))]


def _draft(row: Row) -> Draft:
    place, body, version, silence, due = row
    return Draft(place=place, body=body, version=version, silence=silence, due=moment(due))
