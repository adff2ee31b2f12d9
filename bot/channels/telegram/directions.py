"""Words that run from right to left beside words that do not: kept apart, so that neither turns the other round. Pure.

Marks are put in only where they are needed: they are invisible characters, and some old phones draw them as boxes.
https://www.unicode.org/reports/tr9/
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_FSI, _PDI, _PDF, _RLM = "\u2068", "\u2069", "\u202c", "\u200f"
_CLOSERS: Final = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _PDF),
    **dict.fromkeys("\u2066\u2067\u2068", _PDI),
}
"""What closes what: embeddings and overrides, isolates."""
_CONTROL: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_STRONG: Final = {"L": "L", "R": "R", "AL": "R"}
_LANGUAGES: Final = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"])


def runs_left(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return language.partition("-")[0].lower() in _LANGUAGES


def closed(text: str) -> str:
    """Return a text whose turns to the left or right end with each of its lines, so that nothing after it turns."""
    return "\n".join(map(_closed, text.split("\n"))) if _CONTROL.search(text) else text


def _closed(line: str) -> str:
    open_: list[str] = []
    kept: list[str] = []
    for char in line:
        if char in _CLOSERS:
            open_.append(_CLOSERS[char])
        elif char in {_PDF, _PDI}:
            if open_[-1:] != [char]:
                continue
            open_.pop()
        kept.append(char)
    return "".join([*kept, *reversed(open_)])


def isolated(arguments: Mapping[str, str | int], language: str) -> dict[str, str | int]:
    """Return the arguments of a sentence, those apart from it that could turn it round, or be turned."""
    left = runs_left(language)
    return {name: _isolated(value, left=left) for name, value in arguments.items()}


def _isolated(value: str | int, *, left: bool) -> str | int:
    if isinstance(value, int):
        return value
    value = closed(value)
    return f"{_FSI}{value}{_PDI}" if left or _CONTROL.search(value) or "R" in map(_strong, value) else value


def led(sentence: str) -> str:
    """Return a sentence that begins at the side where it is read from.

    A paragraph takes its side from its first letter; where all its letters stand in isolated arguments it would find
    none, and begin at the left.
    """
    depth = 0
    inside = ""
    for char in sentence:
        if char == _FSI:
            depth += 1
        elif char == _PDI:
            depth -= 1
        elif side := _strong(char):
            if not depth:
                return sentence
            inside = inside or side
    return _RLM + sentence if inside == "R" else sentence


def _strong(char: str) -> str:
    return _STRONG.get(unicodedata.bidirectional(char), "")
