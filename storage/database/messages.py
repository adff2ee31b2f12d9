"""Mailboxes: what the office answered, and which parts the person sent since. Called by the safe page's routes."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from storage.clock import hour
from storage.database.columns import micros, moment
from storage.database.statements import Keyed, Put, Row, Session
from storage.database.tables import messages
from storage.records import Message

_C = messages.c
_COLUMNS = tuple(column.name for column in messages.columns if column.name != "seq")

_ADD = Put(messages, _COLUMNS)
_OF_PLACE = Keyed(
    _C.place,
    lambda keys: sa.select(*(_C[name] for name in _COLUMNS)).where(_C.place.in_(keys)).order_by(_C.place, _C.seq),
)
_SEEN = Keyed(
    _C.id,
    lambda keys: (
        sa.update(messages)
        .where(_C.id.in_(keys), _C.place == sa.bindparam("place_", type_=_C.place.type))
        .values(seen=sa.true())
    ),
)
_DELETE = Keyed(_C.place, lambda keys: sa.delete(messages).where(_C.place.in_(keys)))


class Messages:
    """The table `messages`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, many: Sequence[Message]) -> None:
        """Write these behind those that are there."""
        self._session.put(_ADD, [_row(message) for message in many])

    def of_place(self, place: bytes) -> list[Message]:
        """Return a place's messages, in the order in which they came."""
        return [_message(row) for row in self._session.keyed(_OF_PLACE, [place])]

    def see(self, place: bytes, ids: Sequence[str]) -> None:
        """Note that the person has these messages."""
        self._session.keyed(_SEEN, ids, place_=place)

    def delete(self, places: Sequence[bytes]) -> None:
        """Destroy the messages of these places."""
        self._session.keyed(_DELETE, places)


def _row(message: Message) -> Row:
    return (
        message.id,
        message.place,
        message.sender,
        micros(hour(message.at)),
        message.seen,
        message.body,
        message.part,
    )


def _message(row: Row) -> Message:
    id_, place, sender, at, seen, body, part = row
    return Message(id=id_, place=place, sender=sender, at=moment(at), seen=bool(seen), body=body, part=part)
