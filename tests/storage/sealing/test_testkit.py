"""The age testkit, through the opener that all other tests here rest on.

What needs a recipient type or an encoding that is not ours is left out by name, and counted.
"""

from __future__ import annotations

import hashlib

from tests.storage.sealing.testkit import Vector, vectors
from tests.support.opening import FileKey, Key, OpeningError, Passphrase, identity, open_age


def left_out(vector: Vector) -> bool:
    """Return whether a vector needs ASCII armor or an X25519 identity."""
    return vector.name.startswith(("armor_", "x25519")) or vector.name == "hybrid_x25519_arg"


def key_of(vector: Vector) -> Key:
    """Return what opens a vector. Where only X25519 would, the file key does: header, MAC and payload are the point."""
    told = vector.told
    if told.get("identity", "").startswith("AGE-SECRET-KEY-PQ-1"):
        return identity(told["identity"])
    if "passphrase" in told:
        return Passphrase(told["passphrase"])
    return FileKey(bytes.fromhex(told.get("file key", "00" * 16)))


def outcome(vector: Vector) -> str:
    """Return the verdict on a vector, or the SHA-256 of what it holds."""
    try:
        return hashlib.sha256(open_age(vector.file, key_of(vector))).hexdigest()
    except OpeningError as error:
        return error.verdict


def test_every_vector_that_concerns_us_ends_as_it_must() -> None:
    ours = [vector for vector in vectors() if not left_out(vector)]
    expected = {each.name: each.told["payload"] if each.expect == "success" else each.expect for each in ours}
    assert {vector.name: outcome(vector) for vector in ours} == expected


def test_it_is_known_how_many_there_are_and_how_many_are_left_out() -> None:
    assert (len(vectors()), sum(map(left_out, vectors()))) == (143, 48)
