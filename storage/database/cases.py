"""The submitted accounts. Called by the engine (add, erase) and by staff's commands (get)."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from storage.database.columns import micros, moment
from storage.database.parts import Parts
from storage.database.returns import Returns
from storage.database.statements import Fixed, Keyed, Put, Row, Session
from storage.database.tables import cases
from storage.records import Case

COLUMNS = tuple(column.name for column in cases.columns)
ERASED = "erased"
_C = cases.c
_NOTHING: sa.ColumnClause[str] = sa.literal_column("''")

_ADD = Put(cases, COLUMNS)
_GET = Keyed(_C.id, lambda keys: sa.select(cases).where(_C.id.in_(keys)))
_NEWEST = Fixed(
    sa.select(cases)
    .where(_C.received > sa.literal_column("0"))  # an erased case has lost its hour
    .order_by(_C.received.desc(), _C.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ERASE = Keyed(
    _C.id,
    lambda keys: (
        sa.update(cases)
        .where(_C.id.in_(keys))
        .values(
            form=_NOTHING,
            channel=_NOTHING,
            received=sa.literal_column("0"),
            urgent=sa.false(),
            status=sa.literal_column(f"'{ERASED}'"),
            words=sa.null(),
            recipient=sa.null(),
        )
    ),
)


class Cases:
    """The table `cases`."""

    def __init__(self, session: Session, parts: Parts, returns: Returns) -> None:
        self._session = session
        self._parts = parts
        self._returns = returns

    def add(self, many: Sequence[Case]) -> None:
        """Open these cases."""
        self._session.put(_ADD, [_row(case) for case in many])

    def get(self, id_: str) -> Case | None:
        """Return the case, None when there is none (it may not be submitted yet)."""
        return self.load([id_]).get(id_)

    def load(self, ids: Sequence[str]) -> dict[str, Case]:
        """Return those of these cases that were submitted, erased ones included."""
        return {row[0]: _case(row) for row in self._session.keyed(_GET, sorted(set(ids)))}

    def newest(self, limit: int) -> list[Case]:
        """Return the cases that came last, the newest hour first, without the erased ones."""
        return [_case(row) for row in self._session.fixed(_NEWEST, limit=limit)]

    def erase(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Destroy all that is kept for these cases, submitted or not; return the blobs that nobody owns now.

        Of a submitted case its identifier and the status `erased` stay. Return words lead nowhere afterwards.
        """
        self._session.keyed(_ERASE, ids)
        return self._parts.erase(ids) + self._returns.erase(ids)


def _row(case: Case) -> Row:
    return (
        case.id,
        case.form,
        case.channel,
        micros(case.received),
        case.urgent,
        case.status,
        case.words,
        case.recipient,
    )


def _case(row: Row) -> Case:
    id_, form, channel, received, urgent, status, words, recipient = row
    return Case(
        id=id_,
        form=form,
        channel=channel,
        received=moment(received),
        urgent=bool(urgent),
        status=status,
        words=words,
        recipient=recipient,
    )
