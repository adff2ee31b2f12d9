"""Text that is safe to hand to Telegram: no characters it refuses, and cut where nothing tears. Pure."""

from __future__ import annotations

import re
import unicodedata

_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")
"""Controls other than tab and line feed, and the two overrides that turn text round: no honest form has them."""
_TORN = re.compile("[\ud800-\udfff]")
"""Half a character: it cannot be sent as UTF-8 at all."""
_GAPS = re.compile("\n{3,}")

_ELLIPSIS = "…"
_MARKS = 32
"""More marks than this on one character are no language (UAX 15, stream-safe text, allows 30): cut among them."""

_OVER = frozenset({"Mn", "Me"})
"""Marks over and under a letter. The vowels of Thai and Lao are such, though UAX 15 lets them combine with nothing."""
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def clean(text: str) -> str:
    """Return the text as Telegram can take it, otherwise untouched."""
    text = _TORN.sub("\ufffd", text.replace("\r\n", "\n"))
    return _GAPS.sub("\n\n", _REFUSED.sub("", text)).strip()


def units(text: str) -> int:
    """Return the length as Telegram counts: UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def columns(text: str) -> int:
    """Return the width in columns of a terminal or phone: Hangul and Han take two, marks above and below none."""
    return sum(
        0 if unicodedata.category(char) in _OVER else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def cut(text: str, limit: int) -> str:
    """Return at most `limit` UTF-16 units of the text, with an ellipsis where something is missing.

    It never leaves half a character, nor a base character without the marks that belong to it.
    """
    if units(text) <= limit:
        return text
    kept, room = 0, limit - 1
    for char in text:
        room -= 2 if char > "\uffff" else 1
        if room < 0:
            break
        kept += 1
    return text[: _whole(text, kept)].rstrip() + _ELLIPSIS if limit > 0 else ""


def _whole(text: str, end: int) -> int:
    """Return the last place at or before `end` where a cluster begins."""
    for place in range(end, max(0, end - _MARKS), -1):
        if not _joins(text[place]) and text[place - 1] != "\u200d":
            return place
    return end


def _joins(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char).startswith("M") or "\u1160" <= char <= "\u11ff"
