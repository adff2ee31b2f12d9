"""An age file, written: header with its stanzas and MAC, then the payload (FORMAT.md §2).

It knows nothing of parts, pads nothing and reads nothing. Called by `envelope`, and by the ceremony for its key files.
"""

from __future__ import annotations

from collections.abc import Sequence

from storage.ids import Randomness
from storage.sealing.primitives import hkdf, hmac_sha256, token
from storage.sealing.recipients import Sealing, Stanza, unpadded
from storage.sealing.stream import StreamSealer

_FILE_KEY = 16
_NONCE = 16
_COLUMNS = 64
_INTRO = b"age-encryption.org/v1\n"


class AgeWriter:
    """Writes one age file to some recipients: header first, then payload as it comes, in constant memory."""

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

    def finish(self, data: bytes = b"") -> bytes:
        """Take the last of the plaintext, return the rest of the file. The writer is done."""
        pending, self._pending = self._pending, b""
        return pending + self._stream.finish(data)


def age_file(plaintext: bytes, recipients: Sequence[Sealing], randomness: Randomness = token) -> bytes:
    """Return a whole age file. Raises ValueError without a recipient."""
    return AgeWriter(recipients, randomness).finish(plaintext)


def header(file_key: bytes, stanzas: Sequence[Stanza]) -> bytes:
    """Return the header with its MAC (§2.1)."""
    text = _INTRO + "".join([_written(stanza) for stanza in stanzas]).encode() + b"---"
    mac = hmac_sha256(hkdf(file_key, salt=b"", info=b"header"), text)
    return text + b" " + unpadded(mac).encode() + b"\n"


def _written(stanza: Stanza) -> str:
    """Return a stanza as text. A body that fills its last line gets an empty one behind it: short lines end bodies."""
    body = unpadded(stanza.body)
    rows = [body[start : start + _COLUMNS] for start in range(0, len(body) + 1, _COLUMNS)]
    return "\n".join([f"-> {' '.join(stanza.arguments)}", *rows, ""])
