"""Proof of work for newcomers (API.md §1.2): a number to be found, signed so that the server need not remember it.

The answer is known when the question is asked, and its MAC travels with the question: checking costs microseconds,
and a made-up answer nothing more. One PBKDF2 per challenge is all the work there is here; a browser does it natively,
without WASM and as fast without JIT, and never more than `below` times. Nothing is known of who asks.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.clock import Clock
from storage.ids import Randomness

ITERATIONS = 200
"""Of PBKDF2: 47 microseconds here, half a millisecond on a slow phone."""
LIFETIME = timedelta(minutes=10)
MOST_DOUBLINGS = 6

_VERSION = 1
_FIELDS = struct.Struct(">B16sIII")
_MAC = 16
_TARGET = 16
_PASSWORD = 16
_SHOWN = re.compile(r"(?P<token>[A-Za-z0-9_-]{60})\.(?P<number>[0-9]{1,9})")
_HALF_LIFE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a browser gets."""

    password: bytes
    iterations: int
    below: int
    target: bytes
    expires: datetime
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A solved challenge: good for one act, until `expires`."""

    token: bytes
    expires: datetime


class Pressure:
    """How many proofs were taken in the last minutes, and how often the work doubles for that."""

    def __init__(self, per_minute: int) -> None:
        """At `per_minute` proofs the work begins to grow."""
        self._at_ease = per_minute
        self._recent = 0.0
        self._seen: datetime | None = None

    def add(self, now: datetime) -> None:
        """Count one more."""
        self._recent = self._faded(now) + 1
        self._seen = now

    def doublings(self, now: datetime) -> int:
        """Return how often the base work is to be doubled: 0 to `MOST_DOUBLINGS`."""
        times = int(self._faded(now) / self._at_ease)
        return min(times.bit_length(), MOST_DOUBLINGS)

    def _faded(self, now: datetime) -> float:
        if self._seen is None:
            return 0.0
        passed = max((now - self._seen).total_seconds(), 0.0)
        return float(self._recent * 0.5 ** (passed / _HALF_LIFE))


class Challenges:
    """Asks and checks. `key` is a secret that all gateways of the office share; `tries` is the base work, at most."""

    def __init__(self, *, key: bytes, tries: int, pressure: Pressure, clock: Clock, randomness: Randomness) -> None:
        self._key = key
        self._tries = tries
        self._pressure = pressure
        self._clock = clock
        self._randomness = randomness

    def ask(self) -> Challenge:
        """Return a fresh challenge, as hard as the times demand."""
        now = self._clock.now()
        below = self._tries << self._pressure.doublings(now)
        expires = int((now + LIFETIME).timestamp())
        password = self._randomness(_PASSWORD)
        number = int.from_bytes(self._randomness(8)) % below
        fields = _FIELDS.pack(_VERSION, password, below, ITERATIONS, expires)
        return Challenge(
            password=password,
            iterations=ITERATIONS,
            below=below,
            target=solve(password, number, ITERATIONS),
            expires=datetime.fromtimestamp(expires, UTC),
            token=urlsafe_b64encode(fields + self._mac(fields, number)).decode(),
        )

    def check(self, shown: str) -> Proof | None:
        """Return the proof that a header's value is, None when it is none. It may be spent: the database knows."""
        found = _SHOWN.fullmatch(shown)
        if found is None:
            return None
        token, number = urlsafe_b64decode(found["token"]), int(found["number"])
        fields, mac = token[: _FIELDS.size], token[_FIELDS.size :]
        _, password, _, _, expires = _FIELDS.unpack(fields)
        if not hmac.compare_digest(mac, self._mac(fields, number)) or expires < self._clock.now().timestamp():
            return None
        return Proof(token=password, expires=datetime.fromtimestamp(expires, UTC))

    def taken(self) -> None:
        """Note that a proof paid for something."""
        self._pressure.add(self._clock.now())

    def _mac(self, fields: bytes, number: int) -> bytes:
        return hmac.digest(self._key, fields + number.to_bytes(8), "sha256")[:_MAC]


def solve(password: bytes, number: int, iterations: int) -> bytes:
    """Return what a number gives: the browser looks for the one that gives the target."""
    return hashlib.pbkdf2_hmac("sha256", password, number.to_bytes(8, "little"), iterations, _TARGET)
