"""The public office file: to whom everybody seals (FORMAT.md §8.1). Written by the ceremony; no secret, no name.

The server loads it once, at its start. Since format 2 the office's own key has signed what is in it, so that a server
that somebody else runs cannot put keys of its own there: the safe page checks, and so does `Office.of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from storage.errors import PermanentError
from storage.sealing.recipients import Recipient
from storage.sealing.signing import Envelope, OfficeKey, Signature, envelope

FORMAT = 2
UNSIGNED = 1
"""The format before there were signatures: it still seals for the chat; the safe page refuses it."""
OFFICE_TYPE = "application/vnd.affiant.office.v1+json"


class Compartment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A compartment's key: `epoch` grows when it is replaced, `recipient` is its public half ("age1pq1…").

    `members` are the officers' recipients to whom the key itself was sealed, without their names. The days between
    which answers may be sealed to it are told since format 2.
    """

    epoch: int
    recipient: str
    members: tuple[str, ...] = ()
    not_before: date | None = None
    not_after: date | None = None


class OfficeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file, as JSON. `recovery` is public too: every compartment key was also sealed to it."""

    format: int
    id: str
    created: str
    """Day of the ceremony, ISO 8601."""
    compartments: dict[str, Compartment]
    recovery: str
    key: bytes = b""
    """The office's Ed25519 public key."""
    serial: int = 0
    """Grows with every signing."""
    issued: date | None = None
    expires: date | None = None
    signatures: tuple[Signature, ...] = ()
    """Of `statement`, by `key`. Empty in format 1."""

    def statement(self) -> bytes:
        """Return what is signed (FORMAT.md §11.1): everything that a person's browser needs, and nothing more."""
        compartments = {
            name: msgspec.structs.replace(compartment, members=()) for name, compartment in self.compartments.items()
        }
        said = {
            "v": 1,
            "office": self.id,
            "serial": self.serial,
            "issued": self.issued,
            "expires": self.expires,
            "compartments": compartments,
        }
        return msgspec.json.encode(said, order="sorted")

    def signed(self, key: OfficeKey) -> OfficeFile:
        """Return the file with the key and its signature."""
        named = msgspec.structs.replace(self, format=FORMAT, key=key.public, signatures=())
        return msgspec.structs.replace(named, signatures=(key.signature(OFFICE_TYPE, named.statement()),))


@dataclass(frozen=True, slots=True)
class Office:
    """The office file, its recipients parsed once."""

    file: OfficeFile
    _recipients: Mapping[str, tuple[Recipient, ...]]

    @classmethod
    def of(cls, file: OfficeFile) -> Office:
        """Return the office.

        Raises PermanentError when a recipient is none, the format is unknown, or the signature does not hold.
        """
        if file.format not in {UNSIGNED, FORMAT}:
            raise PermanentError(f"This office file has format {file.format}; this version reads up to {FORMAT}.")
        try:
            parsed = {name: (Recipient.parse(each.recipient),) for name, each in file.compartments.items()}
            for text in (file.recovery, *(member for each in file.compartments.values() for member in each.members)):
                Recipient.parse(text)
        except ValueError as error:
            raise PermanentError(f"A recipient in the office file is damaged ({error}). Copy it again.") from None
        office = cls(file, parsed)
        if file.format == FORMAT and office.envelope.opened(OFFICE_TYPE, file.key) is None:
            raise PermanentError(
                "The office file is not what the office's key signed. Copy it again from the ceremony."
            )
        return office

    @classmethod
    def load(cls, path: Path) -> Office:
        """Return the office of a file. Raises PermanentError when it is missing or no office file."""
        try:
            return cls.of(msgspec.json.decode(path.read_bytes(), type=OfficeFile))
        except FileNotFoundError:
            raise PermanentError(
                f"There is no office file {path}. Copy office.json from the ceremony's folder."
            ) from None
        except msgspec.DecodeError:
            raise PermanentError(f"{path} is no office file. Copy it again from the ceremony's folder.") from None

    def dump(self) -> bytes:
        """Return the file's bytes."""
        return msgspec.json.format(msgspec.json.encode(self.file, order="sorted"), indent=2) + b"\n"

    @property
    def id(self) -> str:
        """Identifier of the office; also the salt of its return words."""
        return self.file.id

    @property
    def compartments(self) -> Mapping[str, Compartment]:
        """The compartments by name."""
        return self.file.compartments

    @property
    def envelope(self) -> Envelope:
        """What the office's key signed, for whoever does not trust this machine."""
        return envelope(OFFICE_TYPE, self.file.statement(), self.file.signatures)

    def fault(self, today: date) -> str:
        """Return why a browser must not seal to this office today, "" when it may."""
        if self.file.format == UNSIGNED:
            return "the office file is not signed"
        spans = [(self.file.issued, self.file.expires)]
        spans += [(each.not_before, each.not_after) for each in self.compartments.values()]
        if not all(begins and ends and begins <= today <= ends for begins, ends in spans):
            return f"the office file holds from {self.file.issued} to {self.file.expires}"
        return ""

    def recipients(self, compartment: str) -> tuple[Recipient, ...]:
        """Return whom a part of this compartment is sealed to. Raises PermanentError for an unknown compartment."""
        if compartment not in self._recipients:
            raise PermanentError(f"The office has no compartment {compartment!r}. Hold a ceremony with it.")
        return self._recipients[compartment]
