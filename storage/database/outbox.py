"""What has to be done outside, and who may do it now. Called by the engine (add, forget) and by delivery (the rest).

A lane is claimed with a lease and an epoch; items of a lane leave in the order in which they were added.

    waiting --claim--> (the worker edits, sweeps)   --settle--> done | void | failed | unknown | waiting again
    waiting --claim, begin--> sending --(first show)--settle--> the same
    sending, and the lease runs out: the worker died between sending and telling. The next claim makes it `unknown`.

An edit or a deletion may be done twice without harm, so only a first show (no bubble yet: sendMessage has no
idempotency key) is worth the commit that `begin` costs, once in a chat's life.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from storage.clock import hour
from storage.database.columns import micros, micros_or_none, moment, moment_or_none
from storage.database.statements import Columns, Fixed, Keyed, Limited, Put, Row, Session
from storage.database.tables import lanes, outbox
from storage.records import Lane, LaneResult, OutboxItem

_I = outbox.c
_L = lanes.c
_WAITING: sa.ColumnClause[str] = sa.literal_column("'waiting'")
_SENDING: sa.ColumnClause[str] = sa.literal_column("'sending'")
_OPEN = _I.state.in_([_WAITING, _SENDING])
_NEVER = 0
_NO_PAYLOAD = b""

_ITEM_COLUMNS = tuple(column.name for column in outbox.columns if column.name != "seq")
_LANE_COLUMNS = tuple(column.name for column in lanes.columns)


def _woken(new: Columns) -> dict[str, Any]:
    """The lane's wake after one more item: the earlier of both, never before the lease or the hold ends."""
    earlier = sa.case(
        (new.wake <= _L.lease_until, _L.lease_until),
        (sa.and_(_L.wake.is_not(None), _L.wake <= new.wake), _L.wake),
        else_=new.wake,
    )
    return {"wake": earlier, "closing": sa.false()}


_ADD = Put(outbox, _ITEM_COLUMNS)
_WAKE = Put(lanes, _LANE_COLUMNS, conflict=["lane"], update=_woken)
_SETTLE = Put(
    lanes,
    _LANE_COLUMNS,
    conflict=["lane"],
    update=lambda new: {name: new[name] for name in ("wake", "lease_until", "locked_bubble")},
)
_LOCK = Keyed(
    _L.lane,
    lambda keys: (
        sa.select(_L.lane, _L.channel, _L.epoch, _L.closing)
        .where(_L.lane.in_(keys))
        .order_by(_L.lane)
        .with_for_update()
    ),
)


def _claim(limit: sa.ColumnElement[int]) -> sa.Update:
    """Lease the lanes that have waited longest, past those that another worker is just leasing."""
    ripe = (
        sa.select(_L.lane)
        .where(
            _L.channel == sa.bindparam("channel_", type_=_L.channel.type),
            _L.wake <= sa.bindparam("now", type_=_L.wake.type),
        )
        .order_by(_L.wake)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("ripe")
    )
    return (
        sa.update(lanes)
        .where(_L.lane.in_(sa.select(ripe.c.lane)))
        .values(
            lease_until=sa.bindparam("until", type_=_L.lease_until.type),
            wake=sa.bindparam("until", type_=_L.wake.type),
            epoch=_L.epoch + sa.literal_column("1"),
        )
        .returning(_L.lane, _L.channel, _L.epoch, _L.locked_bubble)
    )


_CLAIM = Limited(_claim)
_ABANDON = Keyed(
    _I.lane,
    lambda keys: (
        sa.update(outbox)
        .where(_I.lane.in_(keys), _I.state == _SENDING)
        .values(
            state=sa.literal_column("'unknown'"), locked_payload=sa.bindparam("payload", type_=_I.locked_payload.type)
        )
    ),
)


def _first(keys: list[Any]) -> sa.Select[Any]:
    """The due items of each lane, up to so many of each, in order."""
    ranked = (
        sa.select(outbox, sa.func.row_number().over(partition_by=_I.lane, order_by=_I.seq).label("place"))
        .where(_I.lane.in_(keys), _I.state == _WAITING, _I.not_before <= sa.bindparam("now", type_=_I.not_before.type))
        .subquery("ranked")
    )
    return (
        sa.select(*(ranked.c[name] for name in _ITEM_COLUMNS))
        .where(ranked.c.place <= sa.bindparam("items", type_=sa.Integer))
        .order_by(ranked.c.lane, ranked.c.seq)
    )


_ITEMS = Keyed(_I.lane, _first)
_BEGIN = Keyed(
    _I.id,
    lambda keys: sa.update(outbox).where(_I.id.in_(keys), _I.state == _WAITING).values(state=_SENDING).returning(_I.id),
)
_AGAIN = Keyed(
    _I.id,
    lambda keys: (
        sa.update(outbox)
        .where(_I.id.in_(keys), _OPEN)
        .values(state=_WAITING, attempts=_I.attempts + sa.literal_column("1"))
    ),
)
_FINISH = Keyed(_I.id, lambda keys: sa.delete(outbox).where(_I.id.in_(keys), _OPEN))
_EMPTY = Keyed(
    _I.id,
    lambda keys: (
        sa.update(outbox)
        .where(_I.id.in_(keys), _OPEN)
        .values(
            state=sa.bindparam("state_", type_=_I.state.type),
            locked_payload=sa.bindparam("payload", type_=_I.locked_payload.type),
            not_before=sa.bindparam("at", type_=_I.not_before.type),
        )
    ),
)
_REMAINING = Keyed(
    _I.lane,
    lambda keys: (
        sa.select(_I.lane, sa.func.min(_I.not_before)).where(_I.lane.in_(keys), _I.state == _WAITING).group_by(_I.lane)
    ),
)
_CLOSE = Keyed(_L.lane, lambda keys: sa.update(lanes).where(_L.lane.in_(keys)).values(closing=sa.true()))
_DELETE_IDLE = Keyed(_L.lane, lambda keys: sa.delete(lanes).where(_L.lane.in_(keys), _L.closing, _L.wake.is_(None)))
_NEXT = Fixed(
    sa.select(sa.func.min(_L.wake)).where(
        _L.channel == sa.bindparam("channel_", type_=_L.channel.type),
        _L.wake.is_not(None),  # min() leaves NULL out anyway, but only so does SQLite use the index
    )
)
_TALLY = Fixed(sa.select(_I.kind, _I.state, sa.func.count()).group_by(_I.kind, _I.state))


class Outbox:
    """The tables `outbox` and `lanes`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, items: Sequence[OutboxItem]) -> None:
        """Add these items, in this order, and wake their lanes."""
        self._session.put(_ADD, [_row(item) for item in items])
        first: dict[bytes, Row] = {}
        for item in items:
            wake = micros(item.not_before)
            known = first.get(item.lane)
            if known is None or wake < known[2]:
                # A new lane's epochs begin at the moment itself: a lane that was deleted and comes back repeats none.
                first[item.lane] = (item.lane, item.channel, wake, _NEVER, wake, None, False)
        self._session.put(_WAKE, [first[lane] for lane in sorted(first)])

    def claim(
        self, now: datetime, limit: int, lease_seconds: float, *, channels: Sequence[str], items: int = 50
    ) -> list[Lane]:
        """Claim up to `limit` lanes with work due in these channels, the longest due first.

        Each comes with its first `items` due items, in order: maybe none, when only unsure ones were left; settle it
        all the same. Nobody else gets a claimed lane for `lease_seconds`.
        """
        until = micros(now + timedelta(seconds=lease_seconds))
        claimed: list[Row] = []
        for channel in channels:
            room = limit - len(claimed)
            claimed += self._session.limited(_CLAIM, room, channel_=channel, now=micros(now), until=until)
        keys = [row[0] for row in claimed]
        self._session.keyed(_ABANDON, keys, payload=_NO_PAYLOAD)
        rows = self._session.keyed(_ITEMS, keys, now=micros(now), items=items)
        waiting = {lane: tuple(_item(row) for row in group) for lane, group in groupby(rows, key=lambda row: row[1])}
        return [
            Lane(lane=lane, channel=channel, epoch=epoch, locked_bubble=bubble, items=waiting.get(lane, ()))
            for lane, channel, epoch, bubble in claimed
        ]

    def begin(self, sends: Sequence[tuple[bytes, int, str]]) -> set[str]:
        """Mark items (lane, epoch, item) as being sent, before an act that must not be done twice.

        Returns the items that may be sent once this is committed: not those whose claim is gone. From here on the item
        is settled by whoever sends it, or becomes `unknown` when the lease runs out; it is never sent again unasked.
        """
        alive = self._alive({lane: epoch for lane, epoch, _ in sends})
        ids = [id_ for lane, _, id_ in sends if lane in alive]
        return {id_ for (id_,) in self._session.keyed(_BEGIN, ids)}

    def settle(self, results: Sequence[LaneResult], *, now: datetime) -> set[bytes]:
        """Record what was done in these lanes, and give them back. Returns the lanes whose claim still held.

        In a lane that somebody else has claimed meanwhile nothing changes. Items found done or void are deleted; failed
        and unknown ones stay, with an empty payload and the hour only, until staff has seen them.
        """
        alive = self._alive({result.lane: result.epoch for result in results})
        held = [result for result in results if result.lane in alive]
        self._settle_items(held, now)
        keys = sorted(alive)
        waiting: dict[bytes, int] = dict(self._session.keyed(_REMAINING, keys))
        self._session.put(_SETTLE, [_settled(result, alive[result.lane], waiting.get(result.lane)) for result in held])
        self._session.keyed(_DELETE_IDLE, [lane for lane in keys if alive[lane][3]])
        return set(alive)

    def forget(self, lanes_: Sequence[bytes]) -> None:
        """The chat is gone: its lanes, and the name of its bubble, go too, as soon as what waits in them is done."""
        keys = sorted(lanes_)
        self._session.keyed(_LOCK, keys)
        self._session.keyed(_CLOSE, keys)
        self._session.keyed(_DELETE_IDLE, keys)

    def next_due(self, channels: Sequence[str]) -> datetime | None:
        """Return the first moment at which a claim may find something in these channels; None: nothing waits."""
        rows = [self._session.fixed(_NEXT, channel_=channel)[0][0] for channel in channels]
        return moment_or_none(min((wake for wake in rows if wake is not None), default=None))

    def counts(self) -> dict[str, int]:
        """Return how many items there are of each state, and under `alert` how many alerts wait for a human."""
        counts: dict[str, int] = {}
        for kind, state, number in self._session.fixed(_TALLY):
            counts[state] = counts.get(state, 0) + number
            if kind == "alert" and state in {"waiting", "sending"}:
                counts["alert"] = counts.get("alert", 0) + number
        return counts

    def _alive(self, epochs: dict[bytes, int]) -> dict[bytes, Row]:
        rows = self._session.keyed(_LOCK, sorted(epochs))
        return {row[0]: row for row in rows if row[2] == epochs[row[0]]}

    def _settle_items(self, held: Sequence[LaneResult], now: datetime) -> None:
        ids: dict[str, list[str]] = {}
        for result in held:
            for item in result.results:
                ids.setdefault(item.state, []).append(item.id)
        self._session.keyed(_FINISH, ids.get("done", []) + ids.get("void", []))
        self._session.keyed(_AGAIN, ids.get("waiting", []))
        for state in ("failed", "unknown"):
            self._session.keyed(_EMPTY, ids.get(state, []), state_=state, payload=_NO_PAYLOAD, at=micros(hour(now)))


def _settled(result: LaneResult, row: Row, first: int | None) -> Row:
    lane, channel, epoch, closing = row
    hold, rest = (_NEVER if until is None else micros(until) for until in (result.hold, result.rest))
    wake = None if first is None else max(first, hold, rest)
    return (lane, channel, wake, hold, epoch, result.locked_bubble, bool(closing))


def _row(item: OutboxItem) -> Row:
    return (
        item.id,
        item.lane,
        item.channel,
        item.kind,
        item.locked_payload,
        micros(item.not_before),
        micros_or_none(item.expires),
        item.state,
        item.attempts,
    )


def _item(row: Row) -> OutboxItem:
    id_, lane, channel, kind, locked_payload, not_before, expires, state, attempts = row
    return OutboxItem(
        id=id_,
        lane=lane,
        channel=channel,
        kind=kind,
        locked_payload=locked_payload,
        not_before=moment(not_before),
        expires=moment_or_none(expires),
        state=state,
        attempts=attempts,
    )
