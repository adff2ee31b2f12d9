"""age's payload: STREAM over ChaCha20-Poly1305 in chunks of 64 KiB (FORMAT.md §2.2). Bytes in, ciphertext out.

A full chunk is held back until more comes, because only the last one may be marked last. Called by `agefile`.
"""

from __future__ import annotations

from storage.sealing.primitives import ChaCha20Poly1305

CHUNK = 65536
_COUNTER = 11


class StreamSealer:
    """Encrypts one payload, incrementally, in constant memory."""

    def __init__(self, key: bytes) -> None:
        self._aead = ChaCha20Poly1305(key)
        self._counter = 0
        self._held = bytearray()

    def update(self, data: bytes) -> bytes:
        """Take more plaintext; return the ciphertext of the chunks that are full and certainly not the last."""
        self._held += data
        ready = (len(self._held) - 1) // CHUNK
        if ready < 1:
            return b""
        with memoryview(self._held) as held:
            sealed = [self._chunk(held[place * CHUNK : (place + 1) * CHUNK], last=False) for place in range(ready)]
        del self._held[: ready * CHUNK]
        return b"".join(sealed)

    def finish(self, data: bytes = b"") -> bytes:
        """Take the last of the plaintext, return the rest of the ciphertext. The sealer is done."""
        return self.update(data) + self._chunk(self._held, last=True)

    def _chunk(self, plaintext: bytearray | memoryview, *, last: bool) -> bytes:
        nonce = self._counter.to_bytes(_COUNTER) + (b"\1" if last else b"\0")
        self._counter += 1
        return self._aead.encrypt(nonce, plaintext, None)
