"""What the office's key signed, and what a server that lies would show instead (FORMAT.md §11). All invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from storage.sealing.forms import FORM_TYPE
from storage.sealing.office import FORMAT, OFFICE_TYPE, Compartment, OfficeFile
from storage.sealing.recipients import Identity
from storage.sealing.signing import Envelope, OfficeKey, envelope, fingerprint

_KEY, _OTHER = OfficeKey(b"\x41" * 32), OfficeKey(b"\x42" * 32)
_FILE = OfficeFile(
    format=FORMAT,
    id="0000000000000000000000000z",
    created="2026-11-24",
    compartments={
        "triage": Compartment(
            2, str(Identity(b"\x11" * 32).recipient), not_before=date(2026, 11, 24), not_after=date(2027, 12, 29)
        )
    },
    recovery=str(Identity(b"\x22" * 32).recipient),
    serial=3,
    issued=date(2026, 11, 24),
    expires=date(2027, 12, 29),
)


def made() -> dict[str, Any]:
    """Return the key that a reader knows, and envelopes that it must believe or not."""
    payload = _FILE.signed(_KEY).statement()
    good = _KEY.signed(OFFICE_TYPE, payload)
    other = _OTHER.signed(OFFICE_TYPE, payload)
    form = _KEY.signed(FORM_TYPE, b'{"v":1}')
    short = msgspec.structs.replace(good.signatures[0], sig=good.signatures[0].sig[:-4])
    both = _with(payload, *other.signatures, *good.signatures)
    older = _with(payload.replace(b'"epoch":2', b'"epoch":1'), *good.signatures)
    posing = msgspec.structs.replace(form, payload_type=OFFICE_TYPE)
    cases: list[tuple[str, Envelope, str, bool]] = [
        ("as it was signed", good, OFFICE_TYPE, True),
        ("a foreign signature in front of the right one", both, OFFICE_TYPE, True),
        ("another type that was asked for and signed", form, FORM_TYPE, True),
        ("no signature", _with(payload), OFFICE_TYPE, False),
        ("another key's signature", other, OFFICE_TYPE, False),
        ("another key's signature under the right key's name", _named(other, good), OFFICE_TYPE, False),
        ("one byte of the payload changed", older, OFFICE_TYPE, False),
        ("a signature that is too short", _with(payload, short), OFFICE_TYPE, False),
        ("a signature that is no base64", _with(payload, msgspec.structs.replace(short, sig="*")), OFFICE_TYPE, False),
        ("the office where the form was asked for", good, FORM_TYPE, False),
        ("the form's signature under the office's type", posing, OFFICE_TYPE, False),
    ]  # fmt: skip
    return {
        "key": _KEY.public.hex(),
        "fingerprint": fingerprint(_KEY.public),
        "envelopes": [
            {"name": name, "type": asked, "believed": believed, "envelope": msgspec.to_builtins(each)}
            for name, each, asked, believed in cases
        ],
    }


def _with(payload: bytes, *signatures: Any) -> Envelope:
    return envelope(OFFICE_TYPE, payload, signatures)


def _named(lying: Envelope, honest: Envelope) -> Envelope:
    named = msgspec.structs.replace(lying.signatures[0], keyid=honest.signatures[0].keyid)
    return msgspec.structs.replace(lying, signatures=(named,))
