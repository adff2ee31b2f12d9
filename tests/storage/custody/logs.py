"""Small custody logs to verify and to damage."""

from __future__ import annotations

from dataclasses import replace

from storage.custody import chain
from storage.custody.entry import entry
from storage.records import CustodyHead, CustodyLeaf

Log = tuple[tuple[CustodyLeaf, ...], CustodyHead]


def log(size: int, *, case: str = "c") -> Log:
    """Return a sound log of so many short entries, a second apart."""
    head = CustodyHead()
    leaves: list[CustodyLeaf] = []
    for number in range(size):
        kind = ("words-issued", "moved", "erased")[number % 3]
        head, more = chain.append(head, [entry(kind, case=f"{case}{number}")], 1_795_518_605 + number)
        leaves += more
    return tuple(leaves), head


def renumbered(leaves: list[CustodyLeaf]) -> list[CustodyLeaf]:
    """Give the leaves the indexes of the places they stand at."""
    return [replace(leaf, index=index) for index, leaf in enumerate(leaves)]
