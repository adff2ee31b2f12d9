"""What was taken in already, so that an update offered twice changes nothing the second time. Called by the engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.clock import hour
from storage.database.columns import micros
from storage.database.statements import Fixed, Put, Session
from storage.database.tables import inbox

_ADMIT = Put(inbox, ["channel", "update", "received"], conflict=["channel", "update"], returning=["channel", "update"])
_FORGET = Fixed(sa.delete(inbox).where(inbox.c.received < sa.bindparam("before", type_=inbox.c.received.type)))


class Inbox:
    """The table `inbox`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def admit(self, updates: Sequence[tuple[str, str]], *, now: datetime) -> set[tuple[str, str]]:
        """Note these (channel, update) pairs and return those that are new. Only the hour of `now` is kept."""
        received = micros(hour(now))
        ordered = sorted(set(updates))
        rows = self._session.put(_ADMIT, [(channel, update, received) for channel, update in ordered])
        return {(channel, update) for channel, update in rows}

    def forget(self, before: datetime) -> None:
        """Forget what came before this moment's hour: no channel offers an update again that late."""
        self._session.fixed(_FORGET, before=micros(hour(before)))
