"""A sealed part: an age file whose plaintext is one header line, the body, and padding (FORMAT.md §§2-5).

`seal` for what is at hand, `Sealer` for what streams. Nothing here opens; whoever opens compares the header line with
what was asked for and refuses a mismatch, because age itself binds nothing to a ciphertext.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from storage.ids import Randomness
from storage.sealing.padding import padding
from storage.sealing.primitives import hkdf, hmac_sha256, sha256, token
from storage.sealing.recipients import Sealing, Stanza, unpadded
from storage.sealing.stream import StreamSealer

_FILE_KEY = 16
_NONCE = 16
_COLUMNS = 64
_INTRO = b"age-encryption.org/v1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHeader:
    """What a part says it is. Written as its first line, inside the seal."""

    part: str
    case: str
    compartment: str
    epoch: int
    kind: Literal["text", "file", "manifest"]
    form: str
    revision: int

    def line(self) -> bytes:
        """Return the canonical JSON line, newline included (FORMAT.md §4)."""
        fields = {
            "v": 1,
            "part": self.part,
            "case": self.case,
            "compartment": self.compartment,
            "epoch": self.epoch,
            "kind": self.kind,
            "form": self.form,
            "revision": self.revision,
        }
        return json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A whole seal and the hash that goes into the custody log."""

    ciphertext: bytes
    sha256: bytes


class AgeWriter:
    """Writes one age file to some recipients: header first, then payload as it comes."""

    def __init__(self, recipients: Sequence[Sealing], randomness: Randomness = token) -> None:
        if not recipients:
            raise ValueError("a seal needs a recipient")
        file_key = randomness(_FILE_KEY)
        nonce = randomness(_NONCE)
        self._pending = header(file_key, [recipient.stanza(file_key) for recipient in recipients]) + nonce
        self._stream = StreamSealer(hkdf(file_key, salt=nonce, info=b"payload"))

    def update(self, data: bytes) -> bytes:
        """Take plaintext, return ciphertext (maybe none yet)."""
        pending, self._pending = self._pending, b""
        return pending + self._stream.update(data)

    def finish(self) -> bytes:
        """Return the rest of the file."""
        pending, self._pending = self._pending, b""
        return pending + self._stream.finish()


class Sealer:
    """Seals one part while it streams: header line, body, padding. `size` and `sha256` are of the ciphertext so far."""

    def __init__(self, part: PartHeader, recipients: Sequence[Sealing], randomness: Randomness = token) -> None:
        self._writer = AgeWriter(recipients, randomness)
        self._hash = sha256()
        self._length = 0
        self._line = part.line()
        self.size = 0

    @property
    def sha256(self) -> bytes:
        """SHA-256 of the ciphertext returned so far."""
        return self._hash.digest()

    def update(self, body: bytes) -> bytes:
        """Take some of the body, return ciphertext."""
        return self._count(self._push(body))

    def finish(self) -> bytes:
        """Pad, and return the rest of the ciphertext."""
        last = self._push(b"")
        return self._count(last + self._writer.update(padding(self._length)) + self._writer.finish())

    def _push(self, body: bytes) -> bytes:
        line, self._line = self._line, b""
        self._length += len(line) + len(body)
        return self._writer.update(line + body if line else body)

    def _count(self, ciphertext: bytes) -> bytes:
        self._hash.update(ciphertext)
        self.size += len(ciphertext)
        return ciphertext


def seal(part: PartHeader, body: bytes, recipients: Sequence[Sealing], randomness: Randomness = token) -> Sealed:
    """Return a part sealed to every recipient."""
    sealer = Sealer(part, recipients, randomness)
    ciphertext = sealer.update(body) + sealer.finish()
    return Sealed(ciphertext=ciphertext, sha256=sealer.sha256)


def age_file(plaintext: bytes, recipients: Sequence[Sealing], randomness: Randomness = token) -> bytes:
    """Return a plain age file without header line or padding: for keys, not for testimony."""
    writer = AgeWriter(recipients, randomness)
    return writer.update(plaintext) + writer.finish()


def header(file_key: bytes, stanzas: Sequence[Stanza]) -> bytes:
    """Return the age header with its MAC (C2SP age §header)."""
    text = _INTRO + b"".join(_written(stanza) for stanza in stanzas) + b"---"
    mac = hmac_sha256(hkdf(file_key, salt=b"", info=b"header"), text)
    return text + b" " + unpadded(mac).encode() + b"\n"


def _written(stanza: Stanza) -> bytes:
    """Return a stanza as text: the body in lines of 64 columns, the last one shorter, empty if need be."""
    body = unpadded(stanza.body)
    rows = [body[start : start + _COLUMNS] for start in range(0, len(body) + 1, _COLUMNS)]
    return "\n".join([f"-> {' '.join(stanza.arguments)}", *rows, ""]).encode()
