"""Proofs of work that were used. Called by the safe page's routes, in the transaction of the act that a proof buys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from storage.database.columns import micros
from storage.database.statements import Fixed, Put, Session
from storage.database.tables import proofs

_SPEND = Put(proofs, ["token", "due"], conflict=["token"], returning=["token"])
_FORGET = Fixed(sa.delete(proofs).where(proofs.c.due < sa.bindparam("now", type_=proofs.c.due.type)))


class Proofs:
    """The table `proofs`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def spend(self, tokens: Mapping[bytes, datetime]) -> frozenset[bytes]:
        """Note these tokens, each with the moment from which it is worth nothing; return those that were not spent."""
        rows = self._session.put(_SPEND, [(token, micros(tokens[token])) for token in sorted(tokens)])
        return frozenset(token for (token,) in rows)

    def forget(self, now: datetime) -> None:
        """Forget what is too old to be used again."""
        self._session.fixed(_FORGET, now=micros(now))
