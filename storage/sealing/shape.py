"""Whether bytes can be a seal of ours, from outside: the first line of a hybrid stanza, and a size that padding gives.

A server cannot look inside, but it can refuse what is certainly no seal: a page with a fault in it must fail rather
than hand in plaintext, or a length that tells (FORMAT.md §§2, 3.2, 5). Pure. Called by the safe page's routes.
"""

from __future__ import annotations

from storage.sealing.padding import bucket
from storage.sealing.stream import CHUNK

HEAD = b"age-encryption.org/v1\n-> mlkem768x25519 "
"""How every file to a hybrid recipient begins."""
HEADER = 1627
"""Bytes of a header with one hybrid stanza."""
_NONCE = 16
_TAG = 16


def looks_sealed(head: bytes, size: int) -> bool:
    """Return whether a file that begins so and is so long can be a padded seal to one hybrid recipient."""
    return head.startswith(HEAD) and is_padded(size)


def is_padded(size: int) -> bool:
    """Return whether a seal to one recipient can have this size: whether its plaintext has the length of a bucket."""
    payload = size - HEADER - _NONCE
    chunks = -(-payload // (CHUNK + _TAG))
    plaintext = payload - _TAG * chunks
    return plaintext > 0 and bucket(plaintext) == plaintext


def sealed_size(content: int) -> int:
    """Return the size of a seal of so many bytes of line and body: what an upload will have, before it is sealed."""
    plaintext = bucket(content + 1)
    return HEADER + _NONCE + plaintext + _TAG * -(-plaintext // CHUNK)
