"""How long a seal is allowed to look (FORMAT.md §5): written answers all alike, files rounded up.

ISO/IEC 7816-4: one byte 0x80, then zeros up to the bucket. It needs no length in front, so a stream can be padded
whose length nobody knew when it began.
"""

from __future__ import annotations

MARK = b"\x80"
TEXT_BUCKETS = (4096, 16384, 65536)
"""Text of 1 to 900 characters of any script fits the first together with its header line."""


def bucket(length: int) -> int:
    """Return the padded length of `length` bytes (mark included): a text bucket if one fits, else Padmé."""
    return next((size for size in TEXT_BUCKETS if length <= size), None) or padme(length)


def padme(length: int) -> int:
    """Return `length` rounded up by at most 12 %, so that O(log log n) bits of it show (arXiv:1806.03160 §4)."""
    exponent = length.bit_length() - 1
    free = exponent - exponent.bit_length()
    mask = (1 << free) - 1
    return (length + mask) & ~mask


def padding(length: int) -> bytes:
    """Return what is put behind `length` bytes of content."""
    total = bucket(length + 1)
    return MARK + bytes(total - length - 1)
