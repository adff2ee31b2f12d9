"""Every way to damage a log without rewriting the rest of it is found, and its first wrong index is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from storage.custody import chain
from storage.custody.verify import Broken, Sound, verify
from storage.records import CustodyEntry, CustodyHead, CustodyLeaf
from tests.storage.custody.logs import log, renumbered


def flips(data: bytes) -> Iterator[bytes]:
    """Every copy of the bytes in which one bit is another."""
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def damaged(leaf: CustodyLeaf) -> Iterator[CustodyLeaf]:
    """Every copy of the row in which one bit of one column is another."""
    for bit in range(63):
        yield replace(leaf, index=leaf.index ^ 1 << bit)
        yield replace(leaf, at=leaf.at ^ 1 << bit)
    for kind in flips(leaf.entry.kind.encode()):
        yield replace(leaf, entry=CustodyEntry(kind=kind.decode(errors="surrogateescape"), body=leaf.entry.body))
    for body in flips(leaf.entry.body):
        yield replace(leaf, entry=CustodyEntry(kind=leaf.entry.kind, body=body))
    for leaf_hash in flips(leaf.leaf_hash):
        yield replace(leaf, leaf_hash=leaf_hash)
    for link in flips(leaf.link):
        yield replace(leaf, link=link)


def check_every_flip(size: int) -> None:
    leaves, head = log(size)
    for index, leaf in enumerate(leaves):
        for wrong in damaged(leaf):
            verdict = verify((*leaves[:index], wrong, *leaves[index + 1 :]), head)
            assert isinstance(verdict, Broken), wrong
            assert verdict.index == index, wrong


def test_a_sound_log_is_sound() -> None:
    for size in range(10):
        leaves, head = log(size)
        assert verify(leaves, head) == Sound(size, chain.root(head.frontier))


def test_every_single_bit_of_every_row() -> None:
    check_every_flip(64)


@pytest.mark.soak
@pytest.mark.skipif("AFFIANT_SOAK" not in os.environ, reason="takes minutes: make soak")
def test_every_single_bit_of_a_thousand_rows() -> None:
    check_every_flip(1000)


def test_every_single_bit_of_the_head() -> None:
    leaves, head = log(13)
    for bit in range(63):
        wrong = replace(head, size=head.size ^ 1 << bit)
        assert verify(leaves, wrong) == Broken(
            min(13, wrong.size), f"the head counts {wrong.size} entries, the log has 13"
        )
    for link in flips(head.link):
        assert verify(leaves, replace(head, link=link)) == Broken(12, "the head's link is not that of the last entry")
    for place, subtree in enumerate(head.frontier):
        for wrong_subtree in flips(subtree):
            frontier = (*head.frontier[:place], wrong_subtree, *head.frontier[place + 1 :])
            verdict = verify(leaves, replace(head, frontier=frontier))
            assert verdict == Broken(12, "the head's frontier does not follow from the entries")


@pytest.mark.parametrize("gone", range(20))
def test_a_row_taken_out(gone: int) -> None:
    leaves, head = log(20)
    rest = [leaf for leaf in leaves if leaf.index != gone]
    verdicts = [verify(rest, head), verify(renumbered(rest), head)]
    assert [verdict.index for verdict in verdicts if isinstance(verdict, Broken)] == [gone, gone]


@pytest.mark.parametrize("place", range(21))
def test_a_row_slipped_in(place: int) -> None:
    leaves, head = log(20)
    (_, strange), _ = log(2, case="another")
    verdict = verify(renumbered([*leaves[:place], strange, *leaves[place:]]), head)
    assert isinstance(verdict, Broken)
    assert verdict.index == place


@pytest.mark.parametrize("place", range(20))
def test_a_row_slipped_in_with_its_own_link_made_right_shows_at_the_row_after_it(place: int) -> None:
    leaves, head = log(20)
    before = CustodyHead(link=leaves[place - 1].link) if place else CustodyHead()
    _, (strange,) = chain.append(before, [CustodyEntry(kind="moved", body=b'{"case":"another"}')], 5)
    verdict = verify(renumbered([*leaves[:place], strange, *leaves[place:]]), head)
    assert verdict == Broken(place + 1, "its link does not follow from the entry before")


@pytest.mark.parametrize("first", range(19))
def test_two_rows_that_changed_places(first: int) -> None:
    leaves, head = log(20)
    swapped = [*leaves[:first], leaves[first + 1], leaves[first], *leaves[first + 2 :]]
    verdict = verify(renumbered(swapped), head)
    assert isinstance(verdict, Broken)
    assert verdict.index == first


@pytest.mark.parametrize("left", range(20))
def test_a_log_cut_short(left: int) -> None:
    leaves, head = log(20)
    assert verify(leaves[:left], head) == Broken(left, f"the head counts 20 entries, the log has {left}")


def test_an_empty_log_whose_head_says_otherwise() -> None:
    assert verify((), CustodyHead(link=b"x" * 32)) == Broken(0, "the head's link is not that of the last entry")


def test_a_rewrite_of_all_that_follows_is_found_only_by_who_remembers_a_root() -> None:
    """FORMAT.md §7: the log alone cannot tell, and does not pretend to."""
    leaves, head = log(20)
    forged_head, forged = CustodyHead(), list[CustodyLeaf]()
    for leaf in leaves:
        kept = leaf.entry if leaf.index != 7 else CustodyEntry(kind="moved", body=b'{"case":"forged"}')
        forged_head, more = chain.append(forged_head, [kept], leaf.at)
        forged += more
    verdict = verify(forged, forged_head)
    assert isinstance(verdict, Sound)
    assert verdict.root != chain.root(head.frontier)
