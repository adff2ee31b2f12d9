"""The mathematics against RFC 6962's own definition, and against known answers."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.custody import chain
from storage.custody.entry import entry
from storage.records import ZERO_HASH, CustodyEntry, CustodyHead

# The eight leaves that Certificate Transparency's implementations share, and the roots after each of them.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def rfc6962(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash as RFC 6962 §2.1 writes it down: recursive, and nothing like the code under test."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + rfc6962(leaves[:k]) + rfc6962(leaves[k:])).digest()


def frontier_of(leaves: list[bytes]) -> tuple[bytes, ...]:
    frontier: tuple[bytes, ...] = ()
    for size, data in enumerate(leaves):
        frontier = chain.grow(frontier, size, chain.leaf_hash(data))
    return frontier


@pytest.mark.parametrize("count", range(1, 9))
def test_the_roots_of_certificate_transparency(count: int) -> None:
    leaves = [bytes.fromhex(leaf) for leaf in LEAVES[:count]]
    assert chain.root(frontier_of(leaves)).hex() == ROOTS[count - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert chain.root(()) == sha256(b"").digest()


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_frontier_gives_the_rfcs_root_and_one_hash_for_each_bit_of_the_size(leaves: list[bytes]) -> None:
    frontier = frontier_of(leaves)
    assert chain.root(frontier) == rfc6962(leaves)
    assert len(frontier) == len(leaves).bit_count()


def test_a_line_is_canonical_json_with_the_time() -> None:
    given_entry = entry("words-issued", case="0000000000000000000000000c")
    line = b'{"at":1795518605,"body":{"case":"0000000000000000000000000c"},"kind":"words-issued","v":1}'
    assert chain.line(given_entry, 1_795_518_605) == line  # the example of FORMAT.md §2.1


def test_links_chain_every_leaf_to_all_before_it() -> None:
    entries = [CustodyEntry(kind="moved", body=b"{}"), CustodyEntry(kind="erased", body=b"{}")]
    head, (first, second) = chain.append(CustodyHead(), entries, 7)
    assert first.link == sha256(b"\x02" + ZERO_HASH + first.leaf_hash).digest()
    assert second.link == sha256(b"\x02" + first.link + second.leaf_hash).digest()
    assert (head.size, head.link) == (2, second.link)


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(0, 12))
def test_appending_in_two_steps_or_in_one_is_the_same(numbers: list[int], cut: int) -> None:
    entries = [entry("moved", case=str(number)) for number in numbers]
    once, leaves = chain.append(CustodyHead(), entries, 5)
    half, some = chain.append(CustodyHead(), entries[:cut], 5)
    twice, more = chain.append(half, entries[cut:], 5)
    assert (once, leaves) == (twice, some + more)
