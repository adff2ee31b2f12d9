"""Which updates the poller has seen, which are committed, and up to where Telegram may forget. Pure.

`getUpdates` knows one number, the offset: everything below it is confirmed and gone. Turns of different chats finish
out of order, so the offset is the lowest update that is still open.
"""

from __future__ import annotations

from collections.abc import Sequence


class Ledger:
    """The updates at and above the offset."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._done: set[int] = set()
        self._next: int | None = None

    @property
    def offset(self) -> int | None:
        """The first update that is not confirmed; None before the first was seen."""
        return min(self._open) if self._open else self._next

    @property
    def is_open(self) -> bool:
        """Whether an update is still on its way."""
        return bool(self._open)

    def take(self, numbers: Sequence[int]) -> frozenset[int]:
        """Open those that are new and return them."""
        if not numbers:
            return frozenset()
        fresh = frozenset(numbers) - self._open - self._done
        # After a silent week Telegram goes on at a random, possibly lower, number: the last answer is right.
        end = max(numbers) + 1
        self._next = max(end, self._next or 0) if self._open else end
        self._open |= fresh
        return fresh

    def done(self, number: int) -> None:
        """Close an update: its turn is committed, or it never will be."""
        self._open.discard(number)
        self._done.add(number)
        first = self.offset or 0
        self._done = {other for other in self._done if other >= first}

    def waiting_behind(self, number: int) -> int:
        """Return how many later updates are committed and cannot be confirmed because of this one."""
        return sum(other > number for other in self._done)
