"""Fields that the server itself reads again: only in their place, only with the ring (FORMAT.md §7)."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import IntegrityFailureError, PermanentError
from storage.sealing.lockbox import KeyRing, Lockbox
from tests.storage.sealing.corpus import corpus, named

LOCKED = corpus("locked")
RING = msgspec.convert(LOCKED["ring"], KeyRing, strict=False)
BOX = Lockbox(RING)


@pytest.mark.parametrize("vector", **named(LOCKED["locked"]))
def test_the_corpus(vector: dict[str, str]) -> None:
    place: dict[str, Any] = {"table": vector["table"], "column": vector["column"], "row": bytes.fromhex(vector["row"])}
    locked = bytes.fromhex(vector["locked"])
    if vector["expect"] == "success":
        assert BOX.unlock(locked, **place).hex() == LOCKED["plain"]
    else:
        with pytest.raises(IntegrityFailureError):
            BOX.unlock(locked, **place)


@pytest.mark.parametrize("vector", **named(LOCKED["lookups"], "address"))
def test_addresses_are_found_again(vector: dict[str, str]) -> None:
    assert BOX.lookup(vector["channel"], vector["address"]).hex() == vector["lookup"]


def test_no_two_addresses_share_a_lookup() -> None:
    lookups = [vector["lookup"] for vector in LOCKED["lookups"]]
    assert len(set(lookups)) == len(lookups)


@given(st.binary(max_size=400), st.binary(max_size=40))
def test_what_is_locked_unlocks_in_its_place(plain: bytes, row: bytes) -> None:
    locked = BOX.lock(plain, table="chats", column="state", row=row)
    assert len(locked) == len(plain) + 32
    assert BOX.unlock(locked, table="chats", column="state", row=row) == plain
    with pytest.raises(IntegrityFailureError):
        BOX.unlock(locked, table="chats", column="state", row=row + b"\0")


def test_the_same_field_never_looks_the_same() -> None:
    first, second = (BOX.lock(b"same", table="chats", column="state", row=b"r") for _ in range(2))
    assert first != second


def test_keys_do_not_show() -> None:
    assert "***" in repr(BOX)
    assert not {"\\x01\\x01", "\\xee", "1, 1, 1", "AQEB"}.intersection(repr(BOX).split("=")), repr(BOX)
    assert "keys=***, lookup=***" in repr(RING)
    assert "\\x" not in repr(BOX)


def test_rotation_locks_with_a_fresh_key_and_unlocks_what_was(tmp_path: Path) -> None:
    old = Lockbox.generate(tmp_path / "ring")
    locked = old.lock(b"before", table="chats", column="state", row=b"r")
    old.rotated().save(tmp_path / "ring")
    new = Lockbox.load(tmp_path / "ring")
    assert new.unlock(locked, table="chats", column="state", row=b"r") == b"before"
    relocked = new.relock(locked, table="chats", column="state", row=b"r")
    assert (locked[:4], relocked[:4]) == (b"\0\0\0\1", b"\0\0\0\2")
    with pytest.raises(IntegrityFailureError, match="not on the ring"):
        old.unlock(relocked, table="chats", column="state", row=b"r")
    assert new.lookup("telegram", "42") == old.lookup("telegram", "42")


def test_a_prepared_key_unlocks_before_it_locks() -> None:
    prepared = BOX.prepared()
    rotated = prepared.rotated()
    assert prepared.lock(b"x", table="t", column="c", row=b"")[:4] == b"\0\0\0\2"
    assert set(rotated.ring.keys) == set(prepared.ring.keys) == {1, 2, 3}
    locked = rotated.lock(b"x", table="t", column="c", row=b"")
    assert prepared.unlock(locked, table="t", column="c", row=b"") == b"x"


def test_a_ring_is_private_and_never_replaced_by_a_fresh_one(tmp_path: Path) -> None:
    path = tmp_path / "ring"
    Lockbox.generate(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        Lockbox.generate(path)


def test_saving_leaves_one_private_file_even_after_a_save_that_broke_off(tmp_path: Path) -> None:
    path = tmp_path / "ring"
    (tmp_path / "ring.new").write_text("half a ring")
    BOX.save(path)
    assert [each.name for each in tmp_path.iterdir()] == ["ring"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Lockbox.load(path).ring == RING


@pytest.mark.parametrize(
    "broken",
    [
        {"current": 3},
        {"keys": {}},
        {"keys": {"2": "AAAA"}},
        {"keys": {"0": RING.keys[1], "2": RING.keys[2]}},
        {"keys": {str(2**32): RING.keys[1], "2": RING.keys[2]}},
        {"lookup": ""},
        {"lookup": 5},
        {"note": "a member more"},
    ],
)
def test_a_ring_that_is_not_whole_is_refused(tmp_path: Path, broken: dict[str, Any]) -> None:
    (tmp_path / "ring").write_bytes(msgspec.json.encode(LOCKED["ring"] | broken))
    with pytest.raises(PermanentError, match="no lock key file"):
        Lockbox.load(tmp_path / "ring")


def test_a_missing_ring_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="affiant init"):
        Lockbox.load(tmp_path / "ring")
