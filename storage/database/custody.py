"""The custody log's rows. Called in the transaction of the act that an entry tells; read by `affiant custody verify`.

Append last: who appends holds the log until the commit, and on PostgreSQL everybody else who appends waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.custody import chain
from storage.database.columns import micros
from storage.database.statements import Fixed, Limited, Put, Row, Session
from storage.database.tables import custody_entries, custody_head
from storage.errors import IntegrityFailureError
from storage.records import CustodyEntry, CustodyHead, CustodyLeaf

HASH_BYTES = 32
_SECOND = 1_000_000
_E = custody_entries.c
_H = custody_head.c

_HEAD = Fixed(sa.select(_H.size, _H.frontier, _H.link).where(_H.id == sa.literal_column("1")))
_HEAD_LOCKED = Fixed(sa.select(_H.size, _H.frontier, _H.link).where(_H.id == sa.literal_column("1")).with_for_update())
_MOVE_HEAD = Fixed(
    sa.update(custody_head)
    .where(_H.id == sa.literal_column("1"))
    .values(
        size=sa.bindparam("size_", type_=_H.size.type),
        frontier=sa.bindparam("frontier_", type_=_H.frontier.type),
        link=sa.bindparam("link_", type_=_H.link.type),
    )
)
_APPEND = Put(custody_entries, [column.name for column in custody_entries.columns])
_LEAVES = Limited(
    lambda limit: (
        sa.select(custody_entries)
        .where(_E.index >= sa.bindparam("start", type_=_E.index.type))
        .order_by(_E.index)
        .limit(limit)
    )
)


class Custody:
    """The tables `custody_entries` and `custody_head`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, entries: Sequence[CustodyEntry], at: datetime) -> range:
        """Append these entries in this order; return their indexes. The moment is kept to the second."""
        if not entries:
            return range(0)
        before = self._read(_HEAD_LOCKED)
        head, leaves = chain.append(before, entries, micros(at) // _SECOND)
        self._session.put(_APPEND, [_row(leaf) for leaf in leaves])
        self._session.fixed(_MOVE_HEAD, size_=head.size, frontier_=b"".join(head.frontier), link_=head.link)
        return range(before.size, head.size)

    def head(self) -> CustodyHead:
        """Return the head."""
        return self._read(_HEAD)

    def leaves(self, start: int, limit: int) -> list[CustodyLeaf]:
        """Return up to `limit` leaves, from index `start` on, in the order of their indexes."""
        return [_leaf(row) for row in self._session.limited(_LEAVES, limit, start=start)]

    def walk(self, page: int = 1000) -> Iterator[CustodyLeaf]:
        """Yield every leaf, reading a page at a time. Rows below index 0 come first: they are wrong, and must show."""
        start = -(1 << 63)
        while leaves := self.leaves(start, page):
            yield from leaves
            start = leaves[-1].index + 1

    def _read(self, statement: Fixed) -> CustodyHead:
        rows = self._session.fixed(statement)
        if not rows:
            raise IntegrityFailureError("the custody log has no head")
        size, frontier, link = rows[0]
        hashes = tuple(frontier[n : n + HASH_BYTES] for n in range(0, len(frontier), HASH_BYTES))
        return CustodyHead(size=size, frontier=hashes, link=link)


def _row(leaf: CustodyLeaf) -> Row:
    return (leaf.index, leaf.at, leaf.entry.kind, leaf.entry.body, leaf.leaf_hash, leaf.link)


def _leaf(row: Row) -> CustodyLeaf:
    index, at, kind, body, leaf_hash, link = row
    return CustodyLeaf(
        index=index,
        at=at if isinstance(at, int) else -1,
        entry=CustodyEntry(kind=kind if isinstance(kind, str) else repr(kind), body=_bytes(body)),
        leaf_hash=_bytes(leaf_hash),
        link=_bytes(link),
    )


def _bytes(value: object) -> bytes:
    """Return the column's bytes. SQLite lets a row hold another type: it becomes bytes whose hash is wrong."""
    return value if isinstance(value, bytes) else repr(value).encode()
