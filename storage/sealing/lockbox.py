"""Lock what the server itself must read again: addresses, positions, screens that wait. Symmetric, bound to its place.

It protects a stolen database, not a stolen running machine: the key ring lies in a file outside the database, and who
has both has everything that is locked. What is sealed stays sealed even then. (FORMAT.md §7)
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from storage.errors import IntegrityFailureError, PermanentError
from storage.ids import Randomness
from storage.sealing.primitives import AESGCM, InvalidTag, hmac_sha256, token

_KEY = 32
_NONCE = 12
_ID = 4
_PRIVATE = 0o600


class KeyRing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key ring file. `keys` by id (1 … 2^32-1); `current` locks, all unlock; `lookup` never rotates."""

    current: int
    keys: dict[int, bytes]
    lookup: bytes

    def __repr__(self) -> str:
        return f"KeyRing(current={self.current}, keys=***, lookup=***)"


@dataclass(frozen=True, slots=True)
class Lockbox:
    """Locks and unlocks. A locked field: key id (4 bytes), nonce (12), ciphertext, tag (16)."""

    ring: KeyRing
    randomness: Randomness = field(default=token, repr=False)
    _aeads: dict[bytes, AESGCM] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._aeads.update({number.to_bytes(_ID): AESGCM(key) for number, key in self.ring.keys.items()})

    @classmethod
    def load(cls, path: Path) -> Lockbox:
        """Return the lockbox of a key ring file. Raises PermanentError when it is no such file."""
        try:
            return cls(msgspec.json.decode(path.read_bytes(), type=KeyRing))
        except msgspec.DecodeError:
            raise PermanentError(f"{path} is no lock key file. Restore it from where keys are kept.") from None

    @classmethod
    def generate(cls, path: Path, randomness: Randomness = token) -> Lockbox:
        """Write a fresh key ring, readable by its owner only. Raises FileExistsError rather than replace one."""
        ring = KeyRing(current=1, keys={1: randomness(_KEY)}, lookup=randomness(_KEY))
        _write(path, ring, os.O_EXCL)
        return cls(ring, randomness)

    def rotated(self) -> Lockbox:
        """Return a lockbox that locks with a fresh key and still unlocks what the old ones locked."""
        number = max(self.ring.keys) + 1
        keys = self.ring.keys | {number: self.randomness(_KEY)}
        return Lockbox(KeyRing(current=number, keys=keys, lookup=self.ring.lookup), self.randomness)

    def save(self, path: Path) -> None:
        """Replace the key ring file, all or nothing."""
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        _write(fresh, self.ring, os.O_EXCL)
        fresh.replace(path)

    def lock(self, plain: bytes, *, table: str, column: str, row: bytes) -> bytes:
        """Return the field locked into its place."""
        key = self.ring.current.to_bytes(_ID)
        nonce = self.randomness(_NONCE)
        return key + nonce + self._aeads[key].encrypt(nonce, plain, _place(table, column, row))

    def unlock(self, locked: bytes, *, table: str, column: str, row: bytes) -> bytes:
        """Return what was locked. Raises IntegrityFailureError in any other place, for any change, for a lost key."""
        aead = self._aeads.get(locked[:_ID])
        if aead is None:
            raise IntegrityFailureError("locked with a key that is not on the ring")
        try:
            return aead.decrypt(locked[_ID : _ID + _NONCE], locked[_ID + _NONCE :], _place(table, column, row))
        except (InvalidTag, ValueError):
            raise IntegrityFailureError("a locked field was altered, or stands in another place") from None

    def relock(self, locked: bytes, *, table: str, column: str, row: bytes) -> bytes:
        """Return the same field locked with the current key."""
        plain = self.unlock(locked, table=table, column=column, row=row)
        return self.lock(plain, table=table, column=column, row=row)

    def lookup(self, channel: str, address: str) -> bytes:
        """Return the 32 bytes under which an address is found again; they tell nothing without the ring."""
        return hmac_sha256(self.ring.lookup, channel.encode() + b"\0" + address.encode())


def _place(table: str, column: str, row: bytes) -> bytes:
    return f"{table}\0{column}\0".encode() + row


def _write(path: Path, ring: KeyRing, flags: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | flags, _PRIVATE)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(ring))
        file.flush()
        os.fsync(file.fileno())
