"""Submissions inside one transaction, many at once: each is taken whole or refused whole (API.md §5).

Synchronous, and it acts on nothing but the transaction. `receiver` hands in batches whose members touch nothing in
common; housekeeping hands in standbys whose moment has come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gateway.public.handed import Given, Handed
from gateway.public.writing import Writes, add_part, call_human, open_case, part_of, save, silence_ends
from storage.custody.entry import entry
from storage.database.parts import Brief
from storage.database.unit import Transaction
from storage.ids import Randomness
from storage.records import Case, Part, Return, Standby, Submission, Upload


@dataclass(frozen=True, slots=True)
class Receipt:
    """It is kept; the custody log tells of its parts from entry `first` on. `again`: it was kept before."""

    first: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing of it is kept: status and name of the problem."""

    status: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the database knows of a batch."""

    submissions: Mapping[str, Submission]
    places: Mapping[bytes, Return]
    cases: Mapping[str, Case]
    parts: Mapping[str, Brief]
    of_case: Mapping[str, list[Brief]]
    standbys: Mapping[bytes, Standby]
    uploads: Mapping[str, Upload]


def accept(
    unit: Transaction, batch: Sequence[Handed], *, now: datetime, randomness: Randomness
) -> tuple[list[Receipt | Refused], tuple[str, ...]]:
    """Take what can be taken. Return each one's outcome, and the blobs that nobody owns now."""
    unit.hold(key for one in batch for key in one.keys)
    seen = _look(unit, batch, now)
    outcomes: dict[str, Receipt | Refused] = {}
    taken: list[Handed] = []
    for one in batch:
        outcome = _judge(one, seen, now)
        if outcome is None:
            taken.append(one)
        else:
            outcomes[one.id] = outcome
    taken = _spend(unit, taken, seen, outcomes)
    writes = Writes()
    starts = [_write(one, seen, writes, now) for one in taken]
    first, blobs = save(unit, writes, now=now, randomness=randomness)
    made = [
        Submission(id=one.id, digest=one.digest, first=first + start, received=now)
        for one, start in zip(taken, starts, strict=True)
    ]
    unit.submissions.add(made)
    outcomes |= {one.id: Receipt(one.first) for one in made}
    return [outcomes[one.id] for one in batch], blobs


# --- what is there ----------------------------------------------------------------------------------------


def _look(unit: Transaction, batch: Sequence[Handed], now: datetime) -> _Seen:
    keys = [one.credential.key for one in batch if one.credential is not None]
    cases = [one.case for one in batch]
    uploads = [upload for one in batch for upload in one.uploads]
    places = unit.returns.load(keys, now=now)
    standbys = unit.standbys.load(list(places))
    of_case: dict[str, list[Brief]] = {}
    for brief in unit.parts.in_cases([*cases, *(standby.case for standby in standbys.values())]):
        of_case.setdefault(brief.case, []).append(brief)
    return _Seen(
        submissions=unit.submissions.load([one.id for one in batch]),
        places=places,
        cases=unit.cases.load(cases),
        parts={brief.id: brief for brief in unit.parts.found([part.id for one in batch for part in one.parts])},
        of_case=of_case,
        standbys=standbys,
        uploads=unit.uploads.load(uploads),
    )


def _judge(one: Handed, seen: _Seen, now: datetime) -> Receipt | Refused | None:
    """Return why it is not to be written, or None."""
    before = seen.submissions.get(one.id)
    if before is not None:
        return Receipt(before.first, again=True) if before.digest == one.digest else Refused(409, "taken")
    place = None if one.credential is None else seen.places.get(one.credential.key)
    if place is None and one.proof is None:
        return Refused(401, "proof-needed")
    if not _is_own(one, place, seen):
        return Refused(409, "taken")
    for part in one.parts:
        if refused := _judge_part(part, one, seen, now):
            return refused
    return None


def _is_own(one: Handed, place: Return | None, seen: _Seen) -> bool:
    """Whether the case may be written to by whoever sent this: it is new, or theirs."""
    if place is not None and place.case is not None:
        return place.case == one.case and one.standby is None
    if one.case in seen.cases:
        return False
    if one.case not in seen.of_case:
        return True
    standby = None if place is None else seen.standbys.get(place.key)
    return standby is not None and standby.case == one.case


def _judge_part(part: Given, one: Handed, seen: _Seen, now: datetime) -> Refused | None:
    there = seen.parts.get(part.id)
    if part.stays:
        fits = there is not None and there.case == one.case and there.sha256 == part.sha256 and there.state == "draft"
        return None if fits else Refused(422, "no-upload")
    if there is not None:
        return Refused(409, "taken")
    if part.upload is None:
        return None
    upload = seen.uploads.get(part.upload)
    own = one.credential.key if one.credential else None
    if upload is None or upload.blob is None or upload.due <= now or upload.place not in {None, own}:
        return Refused(422, "no-upload")
    return None if upload.sha256 == part.sha256 else Refused(422, "not-the-hash")


def _spend(unit: Transaction, taken: list[Handed], seen: _Seen, outcomes: dict[str, Receipt | Refused]) -> list[Handed]:
    """Spend the proofs of those who need one; return who may go on."""
    paying = {
        one.id: one.proof
        for one in taken
        if one.proof is not None and (one.credential is None or one.credential.key not in seen.places)
    }
    fresh = unit.proofs.spend({proof.token: proof.expires for proof in paying.values()}) if paying else frozenset()
    going = []
    for one in taken:
        proof = paying.get(one.id)
        if proof is None or proof.token in fresh:
            going.append(one)
            fresh -= {proof.token} if proof else set()  # two in one batch with one proof: the first has it
        else:
            outcomes[one.id] = Refused(401, "proof-spent")
    return going


# --- what is written ------------------------------------------------------------------------------------


def _write(one: Handed, seen: _Seen, writes: Writes, now: datetime) -> int:
    """Add a submission to what is written; return the place of its first custody entry among theirs."""
    start = len(writes.custody)
    key = None if one.credential is None else one.credential.key
    place = None if key is None else seen.places.get(key)
    standby = None if key is None else seen.standbys.get(key)
    state = "kept" if one.standby is None else "draft"
    for part in one.parts:
        if not part.stays:
            add_part(writes, _part(part, one.case, seen.uploads, state))
    writes.adopted.extend(one.uploads)
    if standby is not None:
        _replace(one, standby, seen, writes)
    if one.standby is not None:
        _stand_by(one, place, writes, now)
    elif place is None or place.case is None:
        open_case(writes, one, lookup=None if one.credential is None else one.credential.lookup, now=now)
        if one.credential is not None:
            writes.custody.append(entry("words-issued", case=one.case))
            writes.places.append(_place(one, case=one.case, due=None))
    elif one.urgent:
        call_human(writes, one.case)
    if key is not None and one.standby is None:
        writes.settled.append(key)
        writes.kept.extend([one.case] if standby is not None else [])
    return start


def _replace(one: Handed, standby: Standby, seen: _Seen, writes: Writes) -> None:
    """Destroy what an earlier standby held and this one does not name."""
    named = {part.id for part in one.parts}
    for brief in seen.of_case.get(standby.case, []):
        if brief.id not in named and brief.state == "draft":
            writes.dropped.append(brief.id)
            writes.custody.append(entry("part-dropped", case=standby.case, part=brief.id))


def _stand_by(one: Handed, place: Return | None, writes: Writes, now: datetime) -> None:
    assert one.standby is not None
    assert one.credential is not None
    due = silence_ends(now, one.standby)
    writes.standbys.append(
        Standby(
            place=one.credential.key,
            case=one.case,
            form=one.form,
            urgent=one.urgent,
            recipient=one.recipient,
            scopes=one.scopes,
            language=one.language,
            days=one.standby,
            due=due,
        )
    )
    later = due if place is None or place.due is None else max(due, place.due)
    writes.places.append(_place(one, case=None, due=later))


def _place(one: Handed, *, case: str | None, due: datetime | None) -> Return:
    assert one.credential is not None
    return Return(key=one.credential.key, lookup=one.credential.lookup, recipient=one.recipient, case=case, due=due)


def _part(given: Given, case: str, uploads: Mapping[str, Upload], state: str) -> Part:
    upload = None if given.upload is None else uploads[given.upload]
    return part_of(given, case, state=state, blob=upload.blob if upload else None, size=upload.length if upload else 0)
