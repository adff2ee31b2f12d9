"""Half characters in JSON: escapes of lone surrogates, which no text can hold and no strict reader accepts. Pure.

One of them in one message would make a whole answer of getUpdates unreadable, and the bot deaf to everybody.
"""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "\ufffe"
"""What stands where half a character was: a noncharacter, which no honest text contains (Unicode 23.7)."""

_HALVES = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
"""Backslashes and pairs of surrogates, which are as they should be; in the group, half a character."""


def mend(raw: bytes) -> bytes:
    """Return JSON with MARK in the place of each half character."""
    return _HALVES.sub(lambda found: b"\\ufffe" if found[1] else found[0], raw)


def torn(text: str) -> str:
    """Return a text with its half characters, so that whoever takes it sees that it cannot be kept as it came."""
    return text.replace(MARK, "\ud800")
