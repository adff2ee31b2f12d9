"""The public office file: to whom the server seals (FORMAT.md §8.1). Written by the ceremony; no secret, no name.

The server loads it once, at its start. Signatures come with the safe page, which must not trust the server for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from storage.errors import PermanentError
from storage.sealing.recipients import Recipient

FORMAT = 1


class Compartment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A compartment's key: `epoch` grows when it is replaced, `recipient` is its public half ("age1pq1…").

    `members` are the officers' recipients to whom the key itself was sealed, without their names.
    """

    epoch: int
    recipient: str
    members: tuple[str, ...] = ()


class OfficeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file, as JSON. `recovery` is public too: every compartment key was also sealed to it."""

    format: int
    id: str
    created: str
    """Day of the ceremony, ISO 8601."""
    compartments: dict[str, Compartment]
    recovery: str
    signatures: tuple[str, ...] = ()
    """Their place; empty in this format."""


@dataclass(frozen=True, slots=True)
class Office:
    """The office file, its recipients parsed once."""

    file: OfficeFile
    _recipients: Mapping[str, tuple[Recipient, ...]]

    @classmethod
    def of(cls, file: OfficeFile) -> Office:
        """Return the office. Raises PermanentError when a recipient is none or the format is unknown."""
        if file.format != FORMAT:
            raise PermanentError(f"This office file has format {file.format}; this version reads {FORMAT}.")
        try:
            parsed = {name: (Recipient.parse(each.recipient),) for name, each in file.compartments.items()}
            for text in (file.recovery, *(member for each in file.compartments.values() for member in each.members)):
                Recipient.parse(text)
        except ValueError as error:
            raise PermanentError(f"A recipient in the office file is damaged ({error}). Copy it again.") from None
        return cls(file, parsed)

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

    def recipients(self, compartment: str) -> tuple[Recipient, ...]:
        """Return whom a part of this compartment is sealed to. Raises PermanentError for an unknown compartment."""
        if compartment not in self._recipients:
            raise PermanentError(f"The office has no compartment {compartment!r}. Hold a ceremony with it.")
        return self._recipients[compartment]
