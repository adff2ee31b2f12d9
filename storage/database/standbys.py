"""What becomes a case by itself when its person stays away. Called by the safe page's routes and by housekeeping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.database.columns import micros, moment
from storage.database.statements import Keyed, Limited, Put, Row, Session
from storage.database.tables import standbys
from storage.records import Standby

COLUMNS = tuple(column.name for column in standbys.columns)
_C = standbys.c

_LOAD = Keyed(_C.place, lambda keys: sa.select(standbys).where(_C.place.in_(keys)))
_SAVE = Put(standbys, COLUMNS, conflict=["place"], update=lambda new: {name: new[name] for name in COLUMNS[1:]})
_DELETE = Keyed(_C.place, lambda keys: sa.delete(standbys).where(_C.place.in_(keys)))
_DUE = Limited(
    lambda limit: (
        sa.select(_C.place).where(_C.due <= sa.bindparam("now", type_=_C.due.type)).order_by(_C.due).limit(limit)
    )
)


class Standbys:
    """The table `standbys`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, places: Sequence[bytes]) -> dict[bytes, Standby]:
        """Return the standbys of these places."""
        return {row[0]: _standby(row) for row in self._session.keyed(_LOAD, sorted(set(places)))}

    def save(self, many: Sequence[Standby]) -> None:
        """Write these, new or not."""
        self._session.put(_SAVE, [_row(one) for one in many])

    def delete(self, places: Sequence[bytes]) -> None:
        """Remove those of these places."""
        self._session.keyed(_DELETE, places)

    def due(self, now: datetime, limit: int) -> list[bytes]:
        """Return places whose standby's moment has come."""
        return [place for (place,) in self._session.limited(_DUE, limit, now=micros(now))]


def _row(one: Standby) -> Row:
    return (
        one.place,
        one.case,
        one.form,
        one.urgent,
        one.recipient,
        " ".join(one.scopes),
        one.language,
        one.days,
        micros(one.due),
    )


def _standby(row: Row) -> Standby:
    place, case, form, urgent, recipient, scopes, language, days, due = row
    return Standby(
        place=place,
        case=case,
        form=form,
        urgent=bool(urgent),
        recipient=recipient,
        scopes=tuple(scopes.split()),
        language=language,
        days=days,
        due=moment(due),
    )
