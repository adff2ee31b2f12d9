"""The bodies of the safe page's API (API.md §§5, 7), as they are read and written. Unknown members are refused."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from gateway.problems import ProblemError

Id: TypeAlias = Annotated[str, Meta(pattern=r"^[0-7][0-9a-hjkmnp-tv-z]{25}\Z")]
Hash: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Recipient: TypeAlias = Annotated[str, Meta(pattern=r"^age1pq1[02-9ac-hj-np-z]{1952}\Z")]
"""The checksum is left to whoever seals to it: it would cost more than the rest of the request."""
Language: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{1,35}\Z")]
Name: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}\Z")]
Version: TypeAlias = Annotated[str, Meta(pattern=r"^[!#-\[\]-~]{1,64}\Z")]
Kind: TypeAlias = Literal["text", "file", "manifest"]
Scope: TypeAlias = Literal[
    "store", "contact", "interview", "inside", "statistics", "statement", "recording", "translation"
]

_Count: TypeAlias = Annotated[int, Meta(ge=0, lt=2**31)]


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all bodies have in common."""


class PartBody(_Told, frozen=True, kw_only=True):
    """One sealed part: `body` here, `upload` elsewhere, or neither for one that stays from a standby."""

    part: Id
    compartment: Name
    epoch: Annotated[int, Meta(ge=1, lt=2**31)]
    kind: Kind
    revision: _Count
    sha256: Hash
    body: bytes | None = None
    upload: Id | None = None


class ConsentBody(_Told, frozen=True, kw_only=True):
    """One line of the ledger, without its text."""

    scope: Scope
    answer: Literal["yes", "no", "later"]


class StandbyBody(_Told, frozen=True, kw_only=True):
    """For how many days of silence it waits."""

    days: Annotated[int, Meta(ge=1, le=365)]


class IntakeBody(_Told, frozen=True, kw_only=True):
    """`POST /intake`."""

    v: Literal[1]
    submission: Id
    case: Id
    form: Version
    language: Language
    urgent: bool
    recipient: Recipient | None
    consents: Annotated[tuple[ConsentBody, ...], Meta(max_length=8)]
    parts: Annotated[tuple[PartBody, ...], Meta(min_length=1)]
    standby: StandbyBody | None = None


class AnswerBody(_Told, frozen=True, kw_only=True, tag_field="act", tag="answer"):
    """A sealed answer to the office."""

    v: Literal[1]
    message: Id
    part: PartBody


class ConsentsBody(_Told, frozen=True, kw_only=True, tag_field="act", tag="consents"):
    """Consents that were given or withdrawn."""

    v: Literal[1]
    message: Id
    consents: Annotated[tuple[ConsentBody, ...], Meta(min_length=1, max_length=8)]
    part: PartBody | None = None


class SeenBody(_Told, frozen=True, kw_only=True, tag_field="act", tag="seen"):
    """The person has these messages."""

    v: Literal[1]
    messages: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=200)]


class EraseBody(_Told, frozen=True, kw_only=True, tag_field="act", tag="erase"):
    """Everything is to be destroyed."""

    v: Literal[1]


Act: TypeAlias = AnswerBody | ConsentsBody | SeenBody | EraseBody

_intake = msgspec.json.Decoder(IntakeBody)
_act: msgspec.json.Decoder[Act] = msgspec.json.Decoder(Act)


def read_intake(raw: bytes) -> IntakeBody:
    """Return the body. Raises ProblemError 400."""
    try:
        return _intake.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ProblemError(400, "malformed") from None


def read_act(raw: bytes) -> Act:
    """Return the body. Raises ProblemError 400."""
    try:
        return _act.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ProblemError(400, "malformed") from None
