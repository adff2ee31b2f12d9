"""The signed form: which questionnaire the office asks, said by the office's own key (FORMAT.md §11.2).

Without it a server that somebody else runs could ask other questions in the office's name. `affiant keys sign-form`
and the demo sign; the safe page's routes pass on what was signed, and pass on nothing that does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from storage.sealing.primitives import sha256
from storage.sealing.signing import Envelope, OfficeKey

FORM_TYPE = "application/vnd.affiant.form.v1+json"


class FormStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is signed. `form` is the form's version, `plan` the SHA-256 of its compiled bytes, `media` of its files."""

    v: int = 1
    office: str
    serial: int
    issued: date
    expires: date
    form: str
    name: str
    plan: str
    languages: tuple[str, ...]
    media: dict[str, str]


@dataclass(frozen=True, slots=True)
class SignedForm:
    """A statement and the envelope that it came in."""

    statement: FormStatement
    envelope: Envelope

    @classmethod
    def sign(cls, key: OfficeKey, statement: FormStatement) -> SignedForm:
        """Return the form, signed."""
        return cls(statement, key.signed(FORM_TYPE, msgspec.json.encode(statement, order="sorted")))

    @classmethod
    def read(cls, file: bytes, public: bytes) -> SignedForm:
        """Return what `dump` wrote. Raises ValueError, with a sentence, when this key did not sign it."""
        try:
            found = msgspec.json.decode(file, type=Envelope)
            payload = found.opened(FORM_TYPE, public)
            if payload is None:
                raise ValueError("the office's key did not sign this form")
            return cls(msgspec.json.decode(payload, type=FormStatement), found)
        except msgspec.DecodeError:
            raise ValueError("this is no signed form") from None

    def dump(self) -> bytes:
        """Return the bytes of its file."""
        return msgspec.json.encode(self.envelope) + b"\n"

    def fault(self, plan: bytes, media: Mapping[str, bytes], *, office: str, today: date) -> str:
        """Return why this form must not be asked today, "" when all is as it was signed."""
        said = self.statement
        if said.office != office:
            return "it was signed for another office"
        if said.plan != digest(plan):
            return "the compiled form is not the one that was signed"
        if any(digest(media[name]) != said.media.get(name) for name in media):
            return "its media are not those that were signed"
        if not said.issued <= today <= said.expires:
            return f"it was signed for {said.issued} to {said.expires}"
        return ""


def digest(data: bytes) -> str:
    """Return SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()


def media_hashes(media: Mapping[str, bytes], names: Sequence[str]) -> dict[str, str]:
    """Return the hashes of these media. Raises ValueError naming the first that is missing."""
    if missing := [name for name in names if name not in media]:
        raise ValueError(f"the form names {missing[0]}, which is not beside it")
    return {name: digest(media[name]) for name in sorted(names)}
