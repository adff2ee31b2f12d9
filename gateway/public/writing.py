"""What the safe page's acts add to a transaction: parts, a case, custody entries, a call for a human.

`accepting`, `mailbox` and `sweeping` fill a `Writes`; `save` puts it into the tables, the custody log last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gateway.public.handed import Given, Handed
from storage.clock import hour
from storage.custody.entry import entry
from storage.database.unit import Transaction
from storage.ids import Randomness, new_id
from storage.records import DUTY_LANE, Case, CustodyEntry, OutboxItem, Part, Return, Standby

CHANNEL = "page"
_AN_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Writes:
    """What a batch adds to the transaction."""

    parts: list[Part] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    places: list[Return] = field(default_factory=list)
    standbys: list[Standby] = field(default_factory=list)
    settled: list[bytes] = field(default_factory=list)
    """Places whose draft and standby are done with."""
    adopted: list[str] = field(default_factory=list)
    alerts: int = 0
    custody: list[CustodyEntry] = field(default_factory=list)


def open_case(writes: Writes, opening: Handed | Standby, *, lookup: bytes | None, now: datetime) -> None:
    """Add the case of a submission, or of a standby whose moment has come: its consents, and a call if urgent."""
    case = opening.case
    writes.custody.extend(
        entry("consent-given", case=case, scope=scope, language=opening.language) for scope in opening.scopes
    )
    writes.custody.append(entry("case-opened", case=case, form=opening.form, channel=CHANNEL))
    writes.cases.append(
        Case(
            id=case,
            form=opening.form,
            channel=CHANNEL,
            received=hour(now),
            urgent=opening.urgent,
            words=lookup,
            recipient=opening.recipient,
        )
    )
    if opening.urgent:
        call_human(writes, case)


def call_human(writes: Writes, case: str) -> None:
    """Add a call for a human, and that there was one."""
    writes.alerts += 1
    writes.custody.append(entry("escalated", case=case))


def part_of(given: Given, case: str, *, state: str = "kept", blob: str | None = None, size: int = 0) -> Part:
    """Return the record of a part; of one that is a blob, its name and size are told."""
    assert state in {"kept", "draft"}
    return Part(
        id=given.id,
        case=case,
        compartment=given.compartment,
        epoch=given.epoch,
        kind=given.kind,
        revision=given.revision,
        size=size if given.body is None else len(given.body),
        sha256=given.sha256,
        body=given.body,
        blob=blob,
        state="kept" if state == "kept" else "draft",
    )


def add_part(writes: Writes, part: Part) -> None:
    """Add a part and its custody entry."""
    writes.parts.append(part)
    writes.custody.append(_accepted(part))


def _accepted(part: Part) -> CustodyEntry:
    return entry(
        "part-accepted",
        case=part.case,
        part=part.id,
        compartment=part.compartment,
        epoch=part.epoch,
        kind=part.kind,
        revision=part.revision,
        sha256=part.sha256.hex(),
        size=part.size,
    )


def silence_ends(now: datetime, days: int) -> datetime:
    """Return the hour in which so many days of silence are over."""
    return hour(now) + timedelta(days=days) + _AN_HOUR


def save(unit: Transaction, writes: Writes, *, now: datetime, randomness: Randomness) -> tuple[int, tuple[str, ...]]:
    """Write everything, table by table; return the index of the first custody entry, and the blobs nobody owns now."""
    blobs = unit.parts.drop(writes.dropped)
    unit.parts.add(writes.parts)
    unit.parts.keep(writes.kept)
    unit.cases.add(writes.cases)
    unit.returns.save(writes.places)
    unit.standbys.save(writes.standbys)
    unit.uploads.adopt(writes.adopted)
    if writes.settled:
        unit.drafts.delete(writes.settled)
        unit.standbys.delete(writes.settled)
        blobs += unit.uploads.drop(unit.uploads.of_places(writes.settled))
    unit.outbox.add([_call(now, randomness) for _ in range(writes.alerts)])
    # Last, because the log's head stays locked from here to the commit.
    indexes = unit.custody.append(writes.custody, at=now)
    return indexes.start, blobs


def _call(now: datetime, randomness: Randomness) -> OutboxItem:
    return OutboxItem(
        id=new_id(randomness),
        lane=DUTY_LANE,
        channel="duty",
        kind="alert",
        locked_payload=b"",
        not_before=now,
    )
