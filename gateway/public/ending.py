"""How a place ends: its draft destroyed, everything erased, or a standby that becomes a case (API.md §§5.2, 6, 7).

Synchronous, inside a transaction; each returns the blobs that nobody owns now. Called by the routes and by `sweeping`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from gateway.public.writing import Writes, open_case, save
from storage.custody.entry import entry
from storage.database.unit import Transaction
from storage.ids import Randomness
from storage.records import Return, Standby


def destroy_draft(unit: Transaction, place: Return, *, now: datetime) -> tuple[str, ...]:
    """Destroy a place's draft, uploads and standby; and the place itself, when no case was handed in."""
    standby = unit.standbys.load([place.key]).get(place.key)
    blobs = () if standby is None else _erase_parts(unit, standby.case, now)
    if place.case is None:
        return blobs + unit.returns.forget([place.key])
    unit.drafts.delete([place.key])
    unit.standbys.delete([place.key])
    return blobs + unit.uploads.drop(unit.uploads.of_places([place.key]))


def erase(unit: Transaction, place: Return, *, now: datetime) -> tuple[str, ...]:
    """Destroy everything that is kept for a place: its case's parts, and all that stands at the place."""
    if place.case is None:
        return destroy_draft(unit, place, now=now)
    blobs = unit.cases.erase([place.case]) + unit.returns.forget([place.key])
    unit.custody.append([entry("erased", case=place.case)], at=now)
    return blobs


def fulfil(
    unit: Transaction, place: Return, standby: Standby, *, now: datetime, randomness: Randomness
) -> tuple[str, ...]:
    """Make a case of a standby: its person stayed away, and wished that what was said is kept."""
    writes = Writes()
    writes.custody.append(entry("expired", case=standby.case))
    open_case(writes, standby, lookup=place.lookup, now=now)
    writes.custody.append(entry("words-issued", case=standby.case))
    writes.places.append(replace(place, recipient=standby.recipient, case=standby.case, due=None))
    writes.kept.append(standby.case)
    writes.settled.append(place.key)
    return save(unit, writes, now=now, randomness=randomness)[1]


def _erase_parts(unit: Transaction, case: str, now: datetime) -> tuple[str, ...]:
    blobs = unit.parts.erase([case])
    unit.custody.append([entry("erased", case=case)], at=now)
    return blobs
