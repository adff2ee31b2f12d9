"""The recovery key on paper: SLIP-39 shares, printed and typed back (FORMAT.md §8). Called by the ceremony."""

from __future__ import annotations

from collections.abc import Sequence

from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.utils import MnemonicError

from storage.sealing.recipients import Identity

_ADVICE = "Recovery share"


def split(recovery: Identity, *, threshold: int, shares: int) -> list[bytes]:
    """Return the shares of a recovery key, each as it is printed."""
    made = generate_mnemonics(1, [(threshold, shares)], recovery.seed)[0]
    return [_paper(share, number, threshold=threshold, shares=shares) for number, share in enumerate(made, 1)]


def recover(shares: Sequence[str]) -> Identity:
    """Return the recovery identity that enough shares make. Raises ValueError when they are too few or damaged."""
    try:
        return Identity(combine_mnemonics(list(shares)))
    except MnemonicError as error:
        raise ValueError(f"these shares do not make a key: {error}") from None


def read_share(paper: str) -> str:
    """Return the share in a text: a printed one with its advice and numbers, or its words alone, in any case."""
    _, blank, rows = paper.partition("\n\n")
    typed = rows if blank and paper.startswith(_ADVICE) else paper
    return " ".join(word for word in typed.lower().split() if word.isalpha())


def _paper(share: str, number: int, *, threshold: int, shares: int) -> bytes:
    """Return a share as it is printed: numbered words in rows of four, and what to do with them."""
    words = share.split()
    rows = [
        "   ".join(f"{place + 1:2d} {words[place]:<10}" for place in range(start, min(start + 4, len(words))))
        for start in range(0, len(words), 4)
    ]
    text = [
        f"{_ADVICE} {number} of {shares}. Any {threshold} of them bring the recovery key back.",
        "Print this, put it into a safe of its own, and delete the file. Alone it opens nothing.",
        "",
        *(row.rstrip() for row in rows),
        "",
    ]
    return "\n".join(text).encode()
