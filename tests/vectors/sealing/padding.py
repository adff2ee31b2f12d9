"""Lengths (FORMAT.md §5): `content` bytes of line and body, `total` with padding. Around every edge, and far out."""

from __future__ import annotations

from typing import Any

from storage.sealing.padding import bucket

_CONTENTS = (
    *(0, 1, 300, 4094, 4095, 4096, 16383, 16384, 65534, 65535, 65536, 65537, 67583, 67584, 69000),
    *(
        100_000,
        131_071,
        131_072,
        1_000_000,
        2**20 - 1,
        2**20,
        20_000_000,
        2**31 - 1,
        2**31,
        2**32,
        5 * 10**9,
        2**40 + 1,
    ),
)


def made() -> list[dict[str, Any]]:
    return [{"content": content, "total": bucket(content + 1)} for content in _CONTENTS]
