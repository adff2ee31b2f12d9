"""A sealed part: an age file whose plaintext is one header line, the body, and padding (FORMAT.md §§4-5).

`seal` for what is at hand, `Sealer` for what streams; bot.perform and bot.files call them. Nothing here opens; whoever
opens compares the header line with what was asked for, because age itself binds nothing to a ciphertext.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from storage.ids import Randomness
from storage.sealing.agefile import AgeWriter, age_file
from storage.sealing.padding import padding
from storage.sealing.primitives import sha256, token
from storage.sealing.recipients import Sealing

Kind = Literal["text", "file", "manifest"]

_NAME = r"[!#-\[\]-~]{1,64}"
_NAMES = re.compile(rf"{_NAME} {_NAME} [a-z][a-z0-9-]{{0,31}} (text|file|manifest) {_NAME}")
_MOST = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHeader:
    """What a part says it is: identifiers, `compartment` and the `epoch` of its key, hash of the `form`."""

    part: str
    case: str
    compartment: str
    epoch: int
    kind: Kind
    form: str
    revision: int

    def line(self) -> bytes:
        """Return the canonical JSON line, `LF` included, at most 400 bytes (§4). Raises ValueError when it has none."""
        names = f"{self.part} {self.case} {self.compartment} {self.kind} {self.form}"
        if not _NAMES.fullmatch(names) or not 0 < self.epoch < _MOST or not 0 <= self.revision < _MOST:
            raise ValueError("a part header with a member that FORMAT.md §4 does not allow")
        return (
            f'{{"v":1,"part":"{self.part}","case":"{self.case}","compartment":"{self.compartment}",'
            f'"epoch":{self.epoch},"kind":"{self.kind}","form":"{self.form}","revision":{self.revision}}}\n'
        ).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A whole seal, and the hash of it that goes into the custody log."""

    ciphertext: bytes
    sha256: bytes


class Sealer:
    """Seals one part while it streams, in constant memory but for the padding. `size` counts ciphertext so far.

    Raises ValueError for a header that has no line and for no recipients.
    """

    def __init__(self, part: PartHeader, recipients: Sequence[Sealing], randomness: Randomness = token) -> None:
        self._line = part.line()
        self._writer = AgeWriter(recipients, randomness)
        self._hash = sha256()
        self._length = len(self._line)
        self.size = 0

    @property
    def sha256(self) -> bytes:
        """SHA-256 of the ciphertext returned so far."""
        return self._hash.digest()

    def update(self, body: bytes) -> bytes:
        """Take some of the body, return ciphertext (maybe none yet)."""
        line, self._line = self._line, b""
        self._length += len(body)
        return self._count(self._writer.update(line + body if line else body))

    def finish(self) -> bytes:
        """Pad, and return the rest of the ciphertext. The sealer is done."""
        line, self._line = self._line, b""
        return self._count(self._writer.finish(line + padding(self._length)))

    def _count(self, ciphertext: bytes) -> bytes:
        self._hash.update(ciphertext)
        self.size += len(ciphertext)
        return ciphertext


def seal(part: PartHeader, body: bytes, recipients: Sequence[Sealing], randomness: Randomness = token) -> Sealed:
    """Return a part sealed to every recipient. Raises ValueError as `Sealer` does."""
    content = part.line() + body
    ciphertext = age_file(content + padding(len(content)), recipients, randomness)
    return Sealed(ciphertext=ciphertext, sha256=sha256(ciphertext).digest())
