"""Whether a custody log is what it says: everything derived again from its rows. Pure.

Called by `affiant custody verify`.

It finds every change to the rows or the head that does not rewrite all that follows. A rewrite of everything from some
entry on is found only by somebody who remembers an earlier root: that is what checkpoints and witnesses are for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.custody.chain import grow, leaf_hash, line, next_link, root
from storage.records import CustodyHead, CustodyLeaf


@dataclass(frozen=True, slots=True)
class Sound:
    """The log is whole: so many entries, this root."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the log is not what it says, and why."""

    index: int
    reason: str


def verify(leaves: Iterable[CustodyLeaf], head: CustodyHead) -> Sound | Broken:
    """Walk the leaves in the order of their rows and compare them with the head."""
    derived = CustodyHead()
    for leaf in leaves:
        if fault := _fault(leaf, derived):
            return Broken(derived.size, fault)
        derived = CustodyHead(
            size=derived.size + 1, frontier=grow(derived.frontier, derived.size, leaf.leaf_hash), link=leaf.link
        )
    if derived.size != head.size:
        return Broken(min(derived.size, head.size), f"the head counts {head.size} entries, the log has {derived.size}")
    if derived.link != head.link:
        return Broken(_last(derived), "the head's link is not that of the last entry")
    if derived.frontier != head.frontier:
        return Broken(_last(derived), "the head's frontier does not follow from the entries")
    return Sound(derived.size, root(derived.frontier))


def _fault(leaf: CustodyLeaf, before: CustodyHead) -> str | None:
    if leaf.index != before.size:
        return f"entry {leaf.index} stands here"
    if leaf_hash(line(leaf.entry, leaf.at)) != leaf.leaf_hash:
        return "its content does not have its hash"
    if next_link(before.link, leaf.leaf_hash) != leaf.link:
        return "its link does not follow from the entry before"
    return None


def _last(derived: CustodyHead) -> int:
    return max(derived.size - 1, 0)
