"""Randomness in bulk, for the identifiers and nonces of turns. Made once, by the composition root."""

from __future__ import annotations

import os
import secrets
from io import BytesIO

from storage.ids import Randomness

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
