"""What was handed in, checked as far as it can be without the database: one value for each request.

The server cannot open a part. It can see that it is a seal of the right size, that its hash is what the page says, and
that the office has such a compartment: a page with a fault fails here, and nothing of it is kept.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from gateway.problems import ProblemError
from gateway.public.challenges import Proof
from gateway.public.credentials import Credential
from gateway.public.schemas import AnswerBody, ConsentsBody, IntakeBody, Kind, PartBody
from storage.sealing.office import Compartment
from storage.sealing.shape import HEAD, looks_sealed

INLINE = 128 * 1024
"""The largest part inside a request; a larger one is uploaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One part: its ciphertext, the upload that holds it, or neither when it is there already."""

    id: str
    compartment: str
    epoch: int
    kind: Kind
    revision: int
    sha256: bytes
    body: bytes | None = field(repr=False)
    upload: str | None = field(repr=False)

    @property
    def stays(self) -> bool:
        """Whether it was handed in with a standby before."""
        return self.body is None and self.upload is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One submission or standby."""

    id: str
    digest: bytes
    case: str
    form: str
    language: str
    urgent: bool
    recipient: str | None
    scopes: tuple[str, ...]
    parts: tuple[Given, ...]
    standby: int | None
    """Days of silence after which it becomes a case by itself; None: now."""
    credential: Credential | None
    proof: Proof | None

    @property
    def keys(self) -> frozenset[bytes]:
        """What no other work may touch at the same time."""
        names = (self.id, self.case, *(part.id for part in self.parts), *self.uploads)
        place = () if self.credential is None else (self.credential.key,)
        return frozenset((*place, *(name.encode() for name in names)))

    @property
    def uploads(self) -> tuple[str, ...]:
        """The uploads that hold parts of it."""
        return tuple(part.upload for part in self.parts if part.upload is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer to the office, or a change of consents, from somebody whose case is known."""

    id: str
    digest: bytes
    part: Given | None
    consents: tuple[tuple[str, bool], ...]
    """Scope, and whether it is given."""


class Checker:
    """Knows what this office takes."""

    def __init__(
        self, *, form: str, languages: Sequence[str], compartments: Mapping[str, Compartment], parts: int
    ) -> None:
        self._form = form
        self._languages = frozenset(languages)
        self._compartments = compartments
        self._parts = parts

    def intake(self, body: IntakeBody, credential: Credential | None, proof: Proof | None) -> Handed:
        """Return what was handed in. Raises ProblemError: 400, 413, 422."""
        if body.form != self._form:
            raise ProblemError(422, "old-form")
        scopes = tuple(consent.scope for consent in body.consents if consent.answer == "yes")
        named = [consent.scope for consent in body.consents]
        if body.language not in self._languages or "store" not in scopes or len(set(named)) < len(named):
            raise ProblemError(400, "malformed")
        if (body.recipient is None) != (credential is None) or (body.standby and credential is None):
            raise ProblemError(400, "malformed")
        if len(body.parts) > self._parts:
            raise ProblemError(413, "too-large")
        parts = tuple(self.part(part) for part in body.parts)
        _distinct([part.id for part in parts])
        _distinct([part.upload for part in parts if part.upload])
        told = (body.case, body.form, body.language, body.urgent, body.recipient, body.consents, body.standby)
        return Handed(
            id=body.submission,
            digest=_digest(told, body.parts, credential.key if credential else b""),
            case=body.case,
            form=body.form,
            language=body.language,
            urgent=body.urgent,
            recipient=body.recipient,
            scopes=scopes,
            parts=parts,
            standby=body.standby.days if body.standby else None,
            credential=credential,
            proof=proof,
        )

    def answer(self, body: AnswerBody | ConsentsBody, place: bytes) -> Answered:
        """Return an answer or a change of consents. Raises ProblemError: 400, 413, 422."""
        part = None if body.part is None else self.part(body.part)
        if part is not None and part.body is None:
            raise ProblemError(400, "malformed")
        consents = body.consents if isinstance(body, ConsentsBody) else ()
        _distinct([consent.scope for consent in consents])
        return Answered(
            id=body.message,
            digest=_digest((consents,), (body.part,) if body.part else (), place),
            part=part,
            consents=tuple((consent.scope, consent.answer == "yes") for consent in consents),
        )

    def part(self, told: PartBody) -> Given:
        """Return a part whose body, if it is here, is what it says. Raises ProblemError: 400, 413, 422."""
        compartment = self._compartments.get(told.compartment)
        if compartment is None or told.epoch > compartment.epoch:
            raise ProblemError(422, "old-office")
        if told.body is not None and told.upload is not None:
            raise ProblemError(400, "malformed")
        sha256 = bytes.fromhex(told.sha256)
        if told.body is not None:
            _check_body(told.body, sha256)
        return Given(
            id=told.part,
            compartment=told.compartment,
            epoch=told.epoch,
            kind=told.kind,
            revision=told.revision,
            sha256=sha256,
            body=told.body,
            upload=told.upload,
        )


def check_sealed(body: bytes) -> None:
    """Raise ProblemError 422 for what is no padded seal to one recipient."""
    if not looks_sealed(body[: len(HEAD)], len(body)):
        raise ProblemError(422, "not-sealed")


def _check_body(body: bytes, sha256: bytes) -> None:
    if len(body) > INLINE:
        raise ProblemError(413, "too-large")
    check_sealed(body)
    if not hmac.compare_digest(hashlib.sha256(body).digest(), sha256):
        raise ProblemError(422, "not-the-hash")


def _distinct(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        raise ProblemError(400, "malformed")


def _digest(told: object, parts: Sequence[PartBody], place: bytes) -> bytes:
    """Return a hash of everything that was said, each ciphertext by its own hash."""
    rows = [
        (part.part, part.compartment, part.epoch, part.kind, part.revision, part.sha256, part.upload) for part in parts
    ]
    return hashlib.sha256(msgspec.json.encode((told, rows, place))).digest()
