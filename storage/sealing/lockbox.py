"""Lock what the server itself must read again: addresses, positions, screens that wait (FORMAT.md §7).

It protects a stolen database, not a stolen running machine: the key ring lies in a file outside the database, and who
has both has everything that is locked. What is sealed stays sealed even then.
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
_MOST = 2 ** (8 * _ID)
_PRIVATE = 0o600


class KeyRing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key ring file. `keys` by id (1 … 2^32-1); `current` locks, all unlock; `lookup` never rotates."""

    current: int
    keys: dict[int, bytes]
    lookup: bytes

    def __repr__(self) -> str:
        return f"KeyRing(current={self.current}, keys=***, lookup=***)"

    def whole(self) -> bool:
        """Return whether every key has its length and the current one is there."""
        lengths = {len(key) for key in self.keys.values()} | {len(self.lookup)}
        return self.current in self.keys and lengths == {_KEY} and all(0 < number < _MOST for number in self.keys)


@dataclass(frozen=True, slots=True)
class Lockbox:
    """Locks and unlocks: about 2 µs a field. Safe to share between threads."""

    ring: KeyRing
    randomness: Randomness = field(default=token, repr=False)
    _aeads: dict[bytes, AESGCM] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._aeads.update({number.to_bytes(_ID): AESGCM(key) for number, key in self.ring.keys.items()})

    @classmethod
    def load(cls, path: Path, randomness: Randomness = token) -> Lockbox:
        """Return the lockbox of a key ring file. Raises PermanentError when it is missing or no such file."""
        try:
            ring = msgspec.json.decode(path.read_bytes(), type=KeyRing)
        except FileNotFoundError:
            raise PermanentError(f"There is no lock key file {path}. Run: affiant init") from None
        except msgspec.DecodeError:
            ring = None
        if ring is None or not ring.whole():
            raise PermanentError(f"{path} is no lock key file. Restore it from where keys are kept.")
        return cls(ring, randomness)

    @classmethod
    def generate(cls, path: Path, randomness: Randomness = token) -> Lockbox:
        """Write a fresh key ring, readable by its owner only. Raises FileExistsError rather than replace one."""
        ring = KeyRing(current=1, keys={1: randomness(_KEY)}, lookup=randomness(_KEY))
        _write(path, ring)
        return cls(ring, randomness)

    def prepared(self) -> Lockbox:
        """Return a lockbox with a fresh key on its ring that it does not lock with yet.

        Hand it to every process that shares the ring before any of them locks with the new key.
        """
        keys = self.ring.keys | {max(self.ring.keys) + 1: self.randomness(_KEY)}
        return Lockbox(KeyRing(current=self.ring.current, keys=keys, lookup=self.ring.lookup), self.randomness)

    def rotated(self) -> Lockbox:
        """Return a lockbox that locks with the newest key (a fresh one if none was prepared) and unlocks as before."""
        newest = max(self.ring.keys)
        if newest == self.ring.current:
            return self.prepared().rotated()
        return Lockbox(KeyRing(current=newest, keys=self.ring.keys, lookup=self.ring.lookup), self.randomness)

    def save(self, path: Path) -> None:
        """Replace the key ring file, all or nothing, and wait until the disk has it: a lost key loses every field."""
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)
        _write(fresh, self.ring)
        fresh.replace(path)
        _settle(path.parent)

    def lock(self, plain: bytes, *, table: str, column: str, row: bytes) -> bytes:
        """Return the field locked into its place, 32 bytes longer."""
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
        """Return the same field locked with the current key. Raises IntegrityFailureError as `unlock` does."""
        plain = self.unlock(locked, table=table, column=column, row=row)
        return self.lock(plain, table=table, column=column, row=row)

    def lookup(self, channel: str, address: str) -> bytes:
        """Return the 32 bytes under which an address is found again; they tell nothing without the ring."""
        return hmac_sha256(self.ring.lookup, channel.encode() + b"\0" + address.encode())


def _place(table: str, column: str, row: bytes) -> bytes:
    return f"{table}\0{column}\0".encode() + row


def _write(path: Path, ring: KeyRing) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(ring))
        file.flush()
        os.fsync(file.fileno())
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Wait until the folder's entries are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
