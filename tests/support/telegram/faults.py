"""Misbehaviour on command. Everything a test can ask of the server to do wrong is a line here."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.support.telegram.timing import SimulatedTime

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One call that goes wrong."""

    status: int = 500
    retry_after: int | None = None
    hang: float = 0.0
    """Simulated seconds of silence, then the connection is dropped."""
    drop: bool = False
    """Close the connection without a word."""
    done: bool = False
    """The call is carried out all the same: only its answer is lost."""
    description: str = ""


@dataclass(slots=True)
class Faults:
    """What will go wrong next."""

    time: SimulatedTime
    duplicate: bool = False
    """Every update is delivered twice."""
    shuffle: random.Random | None = None
    """Batches of getUpdates come in any order."""
    cut_files_at: int | None = None
    """Downloads break off after this many bytes, whatever length was announced."""
    _next: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _dark_until: float = 0.0

    def next(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """The next `times` calls of a method (ANY: of every method) go wrong like this."""
        self._next[method].extend([fault] * times)

    def too_many(self, method: str, *, retry_after: int, times: int = 1) -> None:
        self.next(method, Fault(status=429, retry_after=retry_after), times=times)

    def outage(self, seconds: float) -> None:
        """Nothing works for so many simulated seconds: no call and no delivery."""
        self._dark_until = self.time.now() + seconds

    @property
    def dark(self) -> bool:
        return self.time.now() < self._dark_until

    def take(self, method: str) -> Fault | None:
        """Return what is wrong with this call."""
        if self.dark:
            return Fault(drop=True)
        for name in (method, ANY):
            if self._next[name]:
                return self._next[name].popleft()
        return None
