"""Seals a file of zeros while it streams, and prints how fast and how large this process grew, as one JSON line.

Not a server: it ends by itself. Beside it, the same cipher over the same blocks with nothing around it.
`python -m tests.bench.servers.stream MEGABYTES`
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import perf_counter

import psutil
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from storage.sealing.envelope import Sealer
from storage.sealing.recipients import Identity
from tests.bench.sealing import HEADER

_CHUNK = bytes(256 * 1024)
"""As a download hands it over."""
_BLOCK = bytes(64 * 1024)
_MEGA = 1e6


def sealed(size: int, after_each: Callable[[], object] = lambda: None) -> float:
    """Seal, and return bytes a second."""
    sealer = Sealer(HEADER, [Identity.generate().recipient])
    begun = perf_counter()
    for _ in range(size // len(_CHUNK)):
        sealer.update(_CHUNK)
        after_each()
    sealer.finish()
    return size / (perf_counter() - begun)


def grown(size: int) -> int:
    """Return by how many bytes this process was larger at most while it sealed: sampled, and so not timed."""
    process, seen = psutil.Process(), []
    before = process.memory_info().rss
    sealed(size, lambda: seen.append(process.memory_info().rss))
    return max(seen) - before


def raw(size: int) -> float:
    """Encrypt and authenticate only, and return bytes a second."""
    cipher = ChaCha20Poly1305(bytes(32))
    begun = perf_counter()
    for block in range(size // len(_BLOCK)):
        cipher.encrypt(block.to_bytes(12), _BLOCK, None)
    return size / (perf_counter() - begun)


def main(megabytes: int) -> None:
    size = int(megabytes * _MEGA)
    more = grown(size)
    print(json.dumps({"sealed": sealed(size) / _MEGA, "raw": raw(size) / _MEGA, "more": more / _MEGA}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
