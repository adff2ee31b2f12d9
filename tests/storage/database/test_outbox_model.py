"""Any history of adding, claiming, dying and settling, against a model: nothing lost, nothing twice, order kept."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from storage.database import sqlite
from storage.database.engine import upgrade
from storage.database.unit import Transaction
from storage.records import ItemResult, Lane, LaneResult
from tests.storage.database.records import NOW, item

LANES = ("one", "two", "three")
LEASE = 30
Outcome = Literal["done", "void", "failed", "unknown", "waiting"]
FINAL = ("done", "void", "failed", "unknown")


class Delivery(RuleBasedStateMachine):
    """Workers that claim lanes, work through them in order, and sometimes die."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "affiant.db"
        upgrade(f"sqlite:///{path}")
        self.connection = sqlite.connect(path)
        self.connection.execute("PRAGMA synchronous=OFF")
        self.outbox = Transaction(sqlite.SqliteSession(self.connection)).outbox
        self.seconds = 0.0
        self.added: dict[bytes, list[str]] = {}
        self.finished: dict[str, str] = {}
        self.claims: list[Lane] = []
        self.begun: set[str] = set()
        self.latest: dict[bytes, int] = {}

    def teardown(self) -> None:
        self.connection.close()
        self.folder.cleanup()

    @rule(lane=st.sampled_from(LANES))
    def add(self, lane: str) -> None:
        new = item(f"{lane} {sum(map(len, self.added.values()))}", lane=lane, after=self.seconds)
        self.added.setdefault(new.lane, []).append(new.id)
        self.outbox.add([new])

    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        now = NOW + timedelta(seconds=self.seconds)
        for lane in self.outbox.claim(now, limit, LEASE, channels=("telegram",), items=3):
            for id_ in self.lost_in_sending(lane):
                self.finished[id_] = "unknown"
            waiting = [id_ for id_ in self.added[lane.lane] if id_ not in self.finished]
            assert [each.id for each in lane.items] == waiting[:3]
            assert lane.epoch > self.latest.get(lane.lane, 0)
            self.claims.append(lane)
            self.latest[lane.lane] = lane.epoch

    def lost_in_sending(self, lane: Lane) -> list[str]:
        return [id_ for id_ in self.added[lane.lane] if id_ in self.begun and id_ not in self.finished]

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        lane = data.draw(st.sampled_from(self.claims))
        if not lane.items:
            return
        sent = self.outbox.begin([(lane.lane, lane.epoch, lane.items[0].id)])
        for id_ in sent:
            assert self.is_live(lane)
            assert id_ not in self.begun, "begun twice without word from who began it first"
            self.begun.add(id_)

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), hold=st.sampled_from([None, 5.0, 60.0]))
    def settle(self, data: st.DataObject, hold: float | None) -> None:
        lane = data.draw(st.sampled_from(self.claims))
        count = data.draw(st.integers(0, len(lane.items)))
        states: list[Outcome] = [data.draw(st.sampled_from(["done", "void", "failed", "unknown", "waiting"]))] * count
        results = tuple(ItemResult(id=each.id, state=s) for each, s in zip(lane.items, states, strict=False))
        told = LaneResult(
            lane=lane.lane,
            epoch=lane.epoch,
            results=results,
            locked_bubble=None,
            hold=None if hold is None else NOW + timedelta(seconds=self.seconds + hold),
        )
        settled = self.outbox.settle([told], now=NOW)
        assert (lane.lane in settled) == self.is_live(lane)
        if settled:
            for result in results:
                self.begun.discard(result.id)
                if result.state in FINAL:
                    self.finished.setdefault(result.id, result.state)

    def is_live(self, lane: Lane) -> bool:
        """Only the last claim of a lane counts. Who settles twice is heard twice: a retry after a lost answer."""
        return lane.epoch == self.latest[lane.lane]

    @rule(seconds=st.sampled_from([1.0, 10.0, LEASE + 0.5]))
    def wait(self, seconds: float) -> None:
        self.seconds += seconds

    @invariant()
    def every_item_waits_or_is_finished(self) -> None:
        rows = dict(self.connection.execute("SELECT id, state FROM outbox").fetchall())
        for ids in self.added.values():
            for id_ in ids:
                state = self.finished.get(id_)
                if state in {"done", "void"}:
                    assert id_ not in rows
                else:
                    assert rows[id_] == (state or ("sending" if id_ in self.begun else "waiting"))


TestDelivery = Delivery.TestCase
TestDelivery.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
