"""Identifiers that tell nothing: 128 random bits in lower-case Crockford base 32, 26 characters."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from io import BytesIO

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_BYTES = 16
ID_LENGTH = 26

_PAIRS = [high + low for high in ALPHABET for low in ALPHABET]
_SHIFTS = range(5 * (ID_LENGTH - 2), -1, -10)

Randomness = Callable[[int], bytes]
"""Returns n random bytes."""

_DRAWN = 4096


class Drawer:
    """A Randomness for the many identifiers and nonces of turns: draws from the system for hundreds of them at once.

    Each draw is a system call that lets the other threads have the interpreter, which costs a turn far more than the
    bytes. Not for keys: what is drawn lies in memory for a while. Safe to share between threads: `BytesIO.read` is one
    step to them, so no byte is given to two.
    """

    def __init__(self, source: Randomness = secrets.token_bytes) -> None:
        self._source = source
        self._drawn = BytesIO()
        os.register_at_fork(after_in_child=self._forget)

    def __call__(self, count: int) -> bytes:
        """Return so many random bytes."""
        given = self._drawn.read(count)
        if len(given) < count:
            fresh = BytesIO(self._source(_DRAWN + count))
            given, self._drawn = fresh.read(count), fresh
        return given

    def _forget(self) -> None:
        """A child that draws what its parent draws would repeat nonces."""
        self._drawn = BytesIO()


def new_id(randomness: Randomness = secrets.token_bytes) -> str:
    """Return a fresh identifier."""
    return id_from(randomness(ID_BYTES))


def id_from(entropy: bytes) -> str:
    """Return the identifier that 16 given bytes stand for."""
    number = int.from_bytes(entropy[:ID_BYTES])
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])
