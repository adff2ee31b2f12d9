"""The entries of the custody log: which kinds there are, what each may say in clear, and their canonical bytes.

FORMAT.md §2 is the same table for people; a test holds the two together. Pure. Called by whoever records an act.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeAlias

from storage.records import CustodyEntry

Value: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True)
class Kind:
    """The fields that an entry of one kind must have, and those that it may have."""

    must: frozenset[str]
    may: frozenset[str] = frozenset()


def _kind(must: str, may: str = "") -> Kind:
    return Kind(frozenset(must.split()), frozenset(may.split()))


KINDS: dict[str, Kind] = {
    "part-accepted": _kind("case part compartment epoch sha256", "kind revision size"),
    "part-dropped": _kind("case part"),
    "part-released": _kind("case part sha256 to"),
    "case-opened": _kind("case form", "channel"),
    "consent-given": _kind("case", "scope text language revision"),
    "consent-withdrawn": _kind("case", "scope text language revision"),
    "words-issued": _kind("case"),
    "moved": _kind("case", "channel"),
    "escalated": _kind("case"),
    "expired": _kind("case"),
    "erased": _kind("case"),
}


def canonical(fields: dict[str, Value]) -> bytes:
    """Return the JSON object with sorted keys, no spaces, and UTF-8 (FORMAT.md §2.1)."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def entry(kind: str, /, **fields: Value) -> CustodyEntry:
    """Return an entry. Raises ValueError when the kind is unknown, a field is missing, or one may not be in clear."""
    allowed = KINDS.get(kind)
    if allowed is None:
        raise ValueError(f"the custody log knows no kind {kind!r}")
    if missing := allowed.must - fields.keys():
        raise ValueError(f"a {kind} entry needs {sorted(missing)}")
    if surplus := fields.keys() - allowed.must - allowed.may:
        raise ValueError(f"a {kind} entry may not tell {sorted(surplus)}")
    return CustodyEntry(kind=kind, body=canonical(fields))
