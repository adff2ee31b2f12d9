"""The sealed parts. Called by the engine (add, keep, drop, erase) and by `affiant custody` (of_case).

A part's blob is never deleted here: every method that removes rows returns the names of the blobs that are now nobody's,
for the caller to delete after the commit. A crash in between leaves an orphan, which `owned` tells apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from storage.database.statements import Keyed, Put, Row, Session
from storage.database.tables import parts
from storage.records import Part

COLUMNS = tuple(column.name for column in parts.columns)
_C = parts.c

_ADD = Put(parts, COLUMNS)
_OF_CASE = Keyed(_C.case, lambda keys: sa.select(parts).where(_C.case.in_(keys)).order_by(_C.id))
_KEEP = Keyed(_C.case, lambda keys: sa.update(parts).where(_C.case.in_(keys)).values(state=sa.literal_column("'kept'")))
_DROP = Keyed(_C.id, lambda keys: sa.delete(parts).where(_C.id.in_(keys)).returning(_C.blob))
_ERASE = Keyed(_C.case, lambda keys: sa.delete(parts).where(_C.case.in_(keys)).returning(_C.blob))
_OWNED = Keyed(_C.blob, lambda keys: sa.select(_C.blob).where(_C.blob.in_(keys)))


class Parts:
    """The table `parts`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, many: Sequence[Part]) -> None:
        """Write these parts."""
        self._session.put(_ADD, [_row(part) for part in many])

    def of_case(self, case: str) -> list[Part]:
        """Return the case's parts, drafts included, in the order of their identifiers."""
        return [_part(row) for row in self._session.keyed(_OF_CASE, [case])]

    def keep(self, case: str) -> None:
        """Mark the case's parts as submitted."""
        self._session.keyed(_KEEP, [case])

    def drop(self, ids: Sequence[str]) -> list[str]:
        """Remove these parts; return the blobs that nobody owns now."""
        return _blobs(self._session.keyed(_DROP, list(ids)))

    def erase(self, case: str) -> list[str]:
        """Remove all parts of a case; return the blobs that nobody owns now."""
        return _blobs(self._session.keyed(_ERASE, [case]))

    def owned(self, blobs: Sequence[str]) -> frozenset[str]:
        """Return those of these blob names that some part owns. The others are orphans of a crash, or still streaming."""
        return frozenset(_blobs(self._session.keyed(_OWNED, list(blobs))))


def _blobs(rows: Sequence[Row]) -> list[str]:
    return [blob for (blob,) in rows if blob is not None]


def _row(part: Part) -> Row:
    return (
        part.id,
        part.case,
        part.compartment,
        part.epoch,
        part.kind,
        part.revision,
        part.size,
        part.sha256,
        part.body,
        part.blob,
        part.state,
    )


def _part(row: Row) -> Part:
    fields: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    return Part(**fields)
