"""age's payload: STREAM over ChaCha20-Poly1305 in chunks of 64 KiB (C2SP age §payload). Bytes in, ciphertext out.

The nonce is 11 bytes of big-endian counter and one byte that marks the last chunk. Only a payload of nothing has an
empty last chunk.
"""

from __future__ import annotations

from storage.sealing.primitives import ChaCha20Poly1305

CHUNK = 65536
TAG = 16


class StreamSealer:
    """Encrypts one payload, incrementally, in constant memory."""

    def __init__(self, key: bytes) -> None:
        self._aead = ChaCha20Poly1305(key)
        self._counter = 0
        self._held = bytearray()

    def update(self, data: bytes) -> bytes:
        """Take more plaintext; return the ciphertext of the chunks that are full and certainly not the last."""
        self._held += data
        ready = (len(self._held) - 1) // CHUNK if self._held else 0
        if not ready:
            return b""
        with memoryview(self._held) as held:
            sealed = [self._chunk(held[place * CHUNK : (place + 1) * CHUNK], last=False) for place in range(ready)]
        del self._held[: ready * CHUNK]
        return b"".join(sealed)

    def finish(self) -> bytes:
        """Return the ciphertext of what is left. The sealer is done."""
        sealed = self._chunk(self._held, last=True)
        self._held = bytearray()
        return sealed

    def _chunk(self, plaintext: bytes | bytearray | memoryview, *, last: bool) -> bytes:
        nonce = self._counter.to_bytes(11) + (b"\1" if last else b"\0")
        self._counter += 1
        return self._aead.encrypt(nonce, plaintext, None)
