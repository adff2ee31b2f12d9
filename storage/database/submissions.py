"""What was handed in already, so that the same thing again changes nothing. Called by the safe page's routes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.clock import hour
from storage.database.columns import micros, moment
from storage.database.statements import Fixed, Keyed, Put, Session
from storage.database.tables import submissions
from storage.records import Submission

_C = submissions.c

_LOAD = Keyed(_C.id, lambda keys: sa.select(submissions).where(_C.id.in_(keys)))
_ADD = Put(submissions, ["id", "digest", "first", "received"])
_FORGET = Fixed(sa.delete(submissions).where(_C.received < sa.bindparam("before", type_=_C.received.type)))


class Submissions:
    """The table `submissions`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, ids: Sequence[str]) -> dict[str, Submission]:
        """Return what was handed in under these identifiers. Hold them first: `Transaction.hold`."""
        rows = self._session.keyed(_LOAD, sorted(set(ids)))
        return {
            id_: Submission(id=id_, digest=digest, first=first, received=moment(received))
            for id_, digest, first, received in rows
        }

    def add(self, many: Sequence[Submission]) -> None:
        """Note these."""
        self._session.put(_ADD, [(one.id, one.digest, one.first, micros(hour(one.received))) for one in many])

    def forget(self, before: datetime) -> None:
        """Forget what came before this moment's hour: no page repeats itself that late."""
        self._session.fixed(_FORGET, before=micros(hour(before)))
