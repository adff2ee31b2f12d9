"""Identifiers that tell nothing: 128 random bits in lower-case Crockford base 32, 26 characters."""

from __future__ import annotations

import secrets
from collections.abc import Callable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_BYTES = 16
ID_LENGTH = 26

_PAIRS = [high + low for high in ALPHABET for low in ALPHABET]
_SHIFTS = range(5 * (ID_LENGTH - 2), -1, -10)

Randomness = Callable[[int], bytes]
"""Returns n random bytes."""


def new_id(randomness: Randomness = secrets.token_bytes) -> str:
    """Return a fresh identifier."""
    return id_from(randomness(ID_BYTES))


def id_from(entropy: bytes) -> str:
    """Return the identifier that 16 given bytes stand for."""
    number = int.from_bytes(entropy[:ID_BYTES])
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])
