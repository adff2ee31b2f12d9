"""The sealed parts. Called by the engine (add, keep, drop, erase) and by `affiant custody` (of_case).

A part's blob is never deleted here: every method that removes rows returns the names of the blobs that nobody owns now,
for the caller to delete after the commit. A crash in between leaves an orphan, which `owned` tells apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
_BRIEF = (_C.id, _C.case, _C.state, _C.sha256)
_FOUND = Keyed(_C.id, lambda keys: sa.select(*_BRIEF).where(_C.id.in_(keys)))
_IN_CASES = Keyed(_C.case, lambda keys: sa.select(*_BRIEF).where(_C.case.in_(keys)))
_OWNED = Keyed(_C.blob, lambda keys: sa.select(_C.blob).where(_C.blob.in_(keys)))


@dataclass(frozen=True, slots=True)
class Brief:
    """What is told of a part without its content."""

    id: str
    case: str
    state: str
    sha256: bytes


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

    def found(self, ids: Sequence[str]) -> list[Brief]:
        """Return those of these parts that exist."""
        return [Brief(*row) for row in self._session.keyed(_FOUND, sorted(set(ids)))]

    def in_cases(self, cases: Sequence[str]) -> list[Brief]:
        """Return the parts of these cases, drafts included."""
        return [Brief(*row) for row in self._session.keyed(_IN_CASES, sorted(set(cases)))]

    def keep(self, cases: Sequence[str]) -> None:
        """Mark the parts of these cases as submitted."""
        self._session.keyed(_KEEP, cases)

    def drop(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Remove these parts; return the blobs that nobody owns now."""
        return _blobs(self._session.keyed(_DROP, ids))

    def erase(self, cases: Sequence[str]) -> tuple[str, ...]:
        """Remove all parts of these cases; return the blobs that nobody owns now. `Cases.erase` calls it."""
        return _blobs(self._session.keyed(_ERASE, cases))

    def owned(self, blobs: Sequence[str]) -> frozenset[str]:
        """Return those of these blob names that a part owns. The others are orphans of a crash, or still streaming."""
        return frozenset(_blobs(self._session.keyed(_OWNED, blobs)))


def _blobs(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(blob for (blob,) in rows if blob is not None)


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
