"""Sealed files on their way in pieces. Called by the safe page's routes, and by housekeeping.

As with parts, no blob is deleted here: what removes rows returns the names of the blobs that nobody owns now.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.database.columns import micros, moment
from storage.database.statements import Fixed, Keyed, Limited, Put, Row, Session
from storage.database.tables import segments, uploads
from storage.records import Segment, Upload

_U = uploads.c
_S = segments.c

_COLUMNS = tuple(column.name for column in uploads.columns)
_OPEN = Put(uploads, _COLUMNS)
_LOAD = Keyed(_U.id, lambda keys: sa.select(uploads).where(_U.id.in_(keys)))
_ROOM = Fixed(sa.select(sa.func.coalesce(sa.func.sum(_U.length), 0)))
_COUNT = Keyed(_U.place, lambda keys: sa.select(sa.func.count()).select_from(uploads).where(_U.place.in_(keys)))
_ADVANCE = Fixed(
    sa.update(uploads)
    .where(
        _U.id == sa.bindparam("id_", type_=_U.id.type),
        _U.offset == sa.bindparam("before", type_=_U.offset.type),
        _U.blob.is_(None),
    )
    .values(offset=sa.bindparam("after", type_=_U.offset.type), segments=_U.segments + sa.literal_column("1"))
    .returning(_U.segments)
)
_FINISH = Fixed(
    sa.update(uploads)
    .where(_U.id == sa.bindparam("id_", type_=_U.id.type), _U.blob.is_(None))
    .values(
        blob=sa.bindparam("blob_", type_=_U.blob.type),
        sha256=sa.bindparam("sha256_", type_=_U.sha256.type),
        segments=sa.literal_column("0"),
    )
    .returning(_U.id)
)
_EXTEND = Keyed(
    _U.place,
    lambda keys: sa.update(uploads).where(_U.place.in_(keys)).values(due=sa.bindparam("due_", type_=_U.due.type)),
)
_REMOVE = Keyed(_U.id, lambda keys: sa.delete(uploads).where(_U.id.in_(keys)).returning(_U.id, _U.blob))
_OF_PLACE = Keyed(_U.place, lambda keys: sa.select(_U.id).where(_U.place.in_(keys)))
_DUE = Limited(
    lambda limit: sa.select(_U.id).where(_U.due <= sa.bindparam("now", type_=_U.due.type)).order_by(_U.due).limit(limit)
)
_OWNED = Keyed(_U.blob, lambda keys: sa.select(_U.blob).where(_U.blob.in_(keys)))

_ADD_SEGMENT = Put(segments, ["upload", "number", "blob", "size"])
_SEGMENTS = Keyed(_S.upload, lambda keys: sa.select(segments).where(_S.upload.in_(keys)).order_by(_S.number))
_DROP_SEGMENTS = Keyed(_S.upload, lambda keys: sa.delete(segments).where(_S.upload.in_(keys)).returning(_S.blob))
_OWNED_SEGMENTS = Keyed(_S.blob, lambda keys: sa.select(_S.blob).where(_S.blob.in_(keys)))


class Uploads:
    """The tables `uploads` and `segments`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, upload: Upload) -> None:
        """Begin an upload."""
        self._session.put(_OPEN, [_row(upload)])

    def load(self, ids: Sequence[str]) -> dict[str, Upload]:
        """Return these uploads."""
        return {row[0]: _upload(row) for row in self._session.keyed(_LOAD, sorted(set(ids)))}

    def promised(self) -> int:
        """Return how many bytes all uploads under way will have."""
        return int(self._session.fixed(_ROOM)[0][0])

    def count(self, place: bytes) -> int:
        """Return how many uploads a place has under way."""
        return int(self._session.keyed(_COUNT, [place])[0][0])

    def advance(self, id_: str, *, before: int, blob: str, size: int) -> bool:
        """Append a blob of `size` bytes behind the first `before`; False when somebody else has appended meanwhile."""
        rows = self._session.fixed(_ADVANCE, id_=id_, before=before, after=before + size)
        if not rows:
            return False
        self._session.put(_ADD_SEGMENT, [(id_, rows[0][0], blob, size)])
        return True

    def segments(self, id_: str) -> list[Segment]:
        """Return the pieces of an upload, in order."""
        rows = self._session.keyed(_SEGMENTS, [id_])
        return [Segment(upload=upload, number=number, blob=blob, size=size) for upload, number, blob, size in rows]

    def finish(self, id_: str, *, blob: str, sha256: bytes) -> tuple[str, ...] | None:
        """Make an upload whole: `blob` holds it all. Return the pieces' blobs, None when it was whole, or is gone."""
        if not self._session.fixed(_FINISH, id_=id_, blob_=blob, sha256_=sha256):
            return None
        return tuple(piece for (piece,) in self._session.keyed(_DROP_SEGMENTS, [id_]) if piece != blob)

    def extend(self, place: bytes, due: datetime) -> None:
        """Let a place's uploads live until `due`."""
        self._session.keyed(_EXTEND, [place], due_=micros(due))

    def adopt(self, ids: Sequence[str]) -> None:
        """Forget these uploads: parts own their blobs now."""
        self._session.keyed(_REMOVE, ids)

    def drop(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Remove these uploads; return the blobs that nobody owns now."""
        whole = [blob for _, blob in self._session.keyed(_REMOVE, ids) if blob is not None]
        return (*whole, *(blob for (blob,) in self._session.keyed(_DROP_SEGMENTS, ids)))

    def of_places(self, places: Sequence[bytes]) -> list[str]:
        """Return the identifiers of these places' uploads."""
        return [id_ for (id_,) in self._session.keyed(_OF_PLACE, places)]

    def due(self, now: datetime, limit: int) -> list[str]:
        """Return uploads whose time is over."""
        return [id_ for (id_,) in self._session.limited(_DUE, limit, now=micros(now))]

    def owned(self, blobs: Sequence[str]) -> frozenset[str]:
        """Return those of these blob names that an upload owns."""
        rows = [*self._session.keyed(_OWNED, blobs), *self._session.keyed(_OWNED_SEGMENTS, blobs)]
        return frozenset(blob for (blob,) in rows)


def _row(upload: Upload) -> Row:
    return (
        upload.id,
        upload.place,
        upload.length,
        upload.offset,
        upload.segments,
        upload.sha256,
        upload.blob,
        micros(upload.due),
    )


def _upload(row: Row) -> Upload:
    id_, place, length, offset, count, sha256, blob, due = row
    return Upload(
        id=id_, place=place, length=length, offset=offset, segments=count, sha256=sha256, blob=blob, due=moment(due)
    )
