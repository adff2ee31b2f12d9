"""The custody log's mathematics: leaf hashes, the frontier of complete subtrees, the running link, the root.

RFC 6962 §2.1 hashing over SHA-256; FORMAT.md §§3-5. Pure: it neither reads nor writes anything, and knows no time.
Called by `storage.database.custody` (append) and `storage.custody.verify`.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from storage.records import CustodyEntry, CustodyHead, CustodyLeaf

LEAF = b"\x00"
NODE = b"\x01"
LINK = b"\x02"


def line(entry: CustodyEntry, at: int) -> bytes:
    """Return the bytes that the log commits to: the entry with its time, as one canonical JSON object."""
    return b'{"at":%d,"body":%b,"kind":"%b","v":1}' % (at, entry.body, entry.kind.encode(errors="surrogateescape"))


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256 of 0x00 and the data (RFC 6962 §2.1)."""
    return sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of 0x01 and both children (RFC 6962 §2.1)."""
    return sha256(NODE + left + right).digest()


def next_link(link: bytes, leaf: bytes) -> bytes:
    """Return the running link after one more leaf: SHA-256 of 0x02, the link before, the leaf hash (FORMAT.md §4)."""
    return sha256(LINK + link + leaf).digest()


def grow(frontier: tuple[bytes, ...], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """Return the frontier of a log of `size` leaves after one more: complete subtrees merge like carries in binary."""
    kept = list(frontier)
    node = leaf
    while size & 1:
        node = node_hash(kept.pop(), node)
        size >>= 1
    return (*kept, node)


def root(frontier: Sequence[bytes]) -> bytes:
    """Return the Merkle tree head: the subtrees folded from the smallest on (RFC 6962 §2.1).

    Of no leaves it is SHA-256 of nothing.
    """
    if not frontier:
        return sha256().digest()
    *rest, node = frontier
    for larger in reversed(rest):
        node = node_hash(larger, node)
    return node


def append(head: CustodyHead, entries: Sequence[CustodyEntry], at: int) -> tuple[CustodyHead, tuple[CustodyLeaf, ...]]:
    """Return the head after these entries, and their leaves. `at` is in seconds since 1970."""
    size, frontier, link = head.size, head.frontier, head.link
    leaves = []
    for item in entries:
        hashed = leaf_hash(line(item, at))
        link = next_link(link, hashed)
        leaves.append(CustodyLeaf(index=size, at=at, entry=item, leaf_hash=hashed, link=link))
        frontier = grow(frontier, size, hashed)
        size += 1
    return CustodyHead(size=size, frontier=frontier, link=link), tuple(leaves)
