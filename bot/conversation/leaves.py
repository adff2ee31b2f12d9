"""Long words cut into leaves, long lists into pages: what one screen of a chat can hold. Pure; knows no question.

The bounds are well below what any channel takes, so that a heading, a hint and a notice still fit beside them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

_Entry = TypeVar("_Entry")
LEAF: Final = 1600
"""Characters of words on one screen; and of the labels of its choices."""
_ENDS: Final = ("\n\n", "\n", ". ", "。", "؟ ", "? ", "! ", " ")
"""Where a leaf may end, the best place first."""
_MARKS: Final = 32
"""How far back the beginning of a character with its marks is looked for."""


def leaves(text: str) -> tuple[str, ...]:
    """Return a text as leaves of at most LEAF characters, cut between paragraphs, sentences or words; () for none."""
    return tuple(leaf for leaf in _leaves(text) if leaf)


def _leaves(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > LEAF:
        end = _end(text, start)
        yield text[start:end].strip()
        start = end
    yield text[start:].strip()


def _end(text: str, start: int) -> int:
    for mark in _ENDS:
        found = text.rfind(mark, start + LEAF // 2, start + LEAF)
        if found >= 0:
            return found + len(mark)
    last = start + LEAF
    for end in range(last, last - _MARKS, -1):
        if not unicodedata.category(text[end]).startswith("M"):
            return end
    return last


def pages(sizes: Sequence[int], most: int) -> tuple[tuple[int, int], ...]:
    """Return a list as pages (first, one past the last) of at most `most` entries and about LEAF characters each."""
    cuts = [0]
    room = LEAF
    for index, size in enumerate(sizes):
        if index > cuts[-1] and (index - cuts[-1] == most or size > room):
            cuts.append(index)
            room = LEAF
        room -= size
    return tuple(zip(cuts, [*cuts[1:], len(sizes)], strict=True))


def at(entries: Sequence[_Entry], index: int) -> tuple[_Entry, int]:
    """Return the entry at an index, or the nearest that there is; and its index. There is at least one."""
    place = max(0, min(index, len(entries) - 1))
    return entries[place], place


def shortened(text: str, longest: int) -> str:
    """Return a text cut to so many characters, with an ellipsis where something is missing."""
    return text if len(text) <= longest else text[:longest].rstrip() + "…"
