"""The conversations' places: one row per chat. Called by the engine inside a turn's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.database.columns import micros, micros_or_none, moment_or_none
from storage.database.statements import Keyed, Limited, Put, Row, Session
from storage.database.tables import chats
from storage.records import Chat

COLUMNS = tuple(column.name for column in chats.columns)
_C = chats.c

_LOAD = Keyed(_C.lookup, lambda keys: sa.select(chats).where(_C.lookup.in_(keys)).order_by(_C.lookup).with_for_update())
_PEEK = Keyed(_C.lookup, lambda keys: sa.select(chats).where(_C.lookup.in_(keys)))
_BY_WORDS = Keyed(_C.words, lambda keys: sa.select(chats).where(_C.words.in_(keys)).with_for_update())
_SAVE = Put(chats, COLUMNS, conflict=["lookup"], update=lambda new: {name: new[name] for name in COLUMNS[1:]})
_DELETE = Keyed(_C.lookup, lambda keys: sa.delete(chats).where(_C.lookup.in_(keys)))
_DUE = Limited(
    lambda limit: sa.select(chats).where(_C.due <= sa.bindparam("now", type_=_C.due.type)).order_by(_C.due).limit(limit)
)


class Chats:
    """The table `chats`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, lookups: Sequence[bytes]) -> dict[bytes, Chat]:
        """Return the chats that exist among these, and hold all of these, existing or not, until the commit."""
        ordered = sorted(set(lookups))  # everybody locks in one order, so that nobody waits in a circle
        self._session.hold(ordered)
        return {row[0]: _chat(row) for row in self._session.keyed(_LOAD, ordered)}

    def peek(self, lookup: bytes) -> Chat | None:
        """Return the chat without holding it; None when there is none."""
        rows = self._session.keyed(_PEEK, [lookup])
        return _chat(rows[0]) if rows else None

    def by_words(self, lookups: Sequence[bytes]) -> dict[bytes, Chat]:
        """Return the chats that these return words' lookup ids lead to, by that id, and hold them."""
        return {row[6]: _chat(row) for row in self._session.keyed(_BY_WORDS, sorted(set(lookups)))}

    def save(self, many: Sequence[Chat]) -> None:
        """Write these chats, new or not."""
        self._session.put(_SAVE, [_row(chat) for chat in many])

    def delete(self, lookups: Sequence[bytes]) -> None:
        """Forget these chats: address, state and words."""
        self._session.keyed(_DELETE, lookups)

    def due(self, now: datetime, limit: int) -> list[Chat]:
        """Return chats whose `due` has come, the longest due first. They are not held: load them before a turn."""
        return [_chat(row) for row in self._session.limited(_DUE, limit, now=micros(now))]


def _row(chat: Chat) -> Row:
    return (
        chat.lookup,
        chat.channel,
        chat.locked_address,
        chat.locked_state,
        chat.version,
        micros_or_none(chat.due),
        chat.words,
        chat.recipient,
        chat.case,
    )


def _chat(row: Row) -> Chat:
    lookup, channel, locked_address, locked_state, version, due, words, recipient, case = row
    return Chat(
        lookup=lookup,
        channel=channel,
        locked_address=locked_address,
        locked_state=locked_state,
        version=version,
        due=moment_or_none(due),
        words=words,
        recipient=recipient,
        case=case,
    )
