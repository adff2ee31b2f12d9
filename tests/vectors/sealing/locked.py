"""Locked fields (FORMAT.md §7): what unlocks, and what must not. For pytest: no browser holds lock keys."""

from __future__ import annotations

from typing import Any

import msgspec

from storage.sealing.lockbox import KeyRing, Lockbox

_ROW = bytes(range(32))


def made() -> dict[str, Any]:
    old = KeyRing(current=1, keys={1: b"\x01" * 32}, lookup=b"\xee" * 32)
    ring = KeyRing(current=2, keys={1: b"\x01" * 32, 2: b"\x02" * 32}, lookup=b"\xee" * 32)
    box = Lockbox(ring, lambda size: b"\x0a" * size)
    plain = "여기에 적힌 것은 없음".encode()
    good = box.lock(plain, table="chats", column="state", row=_ROW)
    older = Lockbox(old, lambda size: b"\x0b" * size).lock(plain, table="chats", column="state", row=_ROW)
    vectors = [
        _vector("locked with the current key", "success", good),
        _vector("locked with an older key", "success", older),
        _vector("another table", "integrity failure", good, table="cases"),
        _vector("another column", "integrity failure", good, column="address"),
        _vector("another row", "integrity failure", good, row=bytes(32)),
        _vector("a key that is not on the ring", "integrity failure", b"\0\0\0\x03" + good[4:]),
        _vector("another key of the ring", "integrity failure", b"\0\0\0\x01" + good[4:]),
        _vector("a changed nonce", "integrity failure", good[:4] + b"\0" + good[5:]),
        _vector("a changed byte", "integrity failure", good[:-17] + bytes([good[-17] ^ 1]) + good[-16:]),
        _vector("a changed tag", "integrity failure", good[:-1] + bytes([good[-1] ^ 128])),
        _vector("cut short", "integrity failure", good[:-1]),
        _vector("only a key id and a nonce", "integrity failure", good[:16]),
        _vector("only a key id", "integrity failure", good[:4]),
        _vector("nothing", "integrity failure", b""),
    ]
    lookups = [("telegram", "424242"), ("telegram", "424243"), ("terminal", "424242"), ("telegra", "m424242")]
    return {
        "ring": msgspec.json.decode(msgspec.json.encode(ring)),
        "plain": plain.hex(),
        "locked": vectors,
        "lookups": [
            {"channel": channel, "address": address, "lookup": box.lookup(channel, address).hex()}
            for channel, address in lookups
        ],
    }


def _vector(
    name: str, expect: str, locked: bytes, *, table: str = "chats", column: str = "state", row: bytes = _ROW
) -> dict[str, str]:
    place = {"table": table, "column": column, "row": row.hex()}
    return {"name": name, "expect": expect, "locked": locked.hex(), **place}
