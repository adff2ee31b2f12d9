"""Return words: eight words that lead back, and tell nothing to who finds them (FORMAT.md §6).

The engine makes, parses and stretches them; `affiant words` makes and checks them at a desk. The server keeps the
lookup id and the public recipient, no words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from mnemonic import Mnemonic

from storage.ids import Randomness
from storage.sealing.primitives import hkdf, hmac_sha256, scrypt, sha256, token
from storage.sealing.recipients import Identity
from storage.sealing.telling import TELLING

LISTS = {
    "ko": "korean",
    "zh": "chinese_simplified",
    "ja": "japanese",
    "en": "english",
    "es": "spanish",
    "fr": "french",
}
"""BIP-39 list by language."""

_RANDOM = 7
_WORDS = _RANDOM + 1
_BITS = 11
_DRAWN = 10
_GROUP = 4
_DIGITS = 6 * _GROUP
_LOG_N = 15
_LONGEST = 256
"""Characters that are looked at: eight words of any list, decomposed and generously spaced, are shorter."""
_LONGEST_WORD = 8
"""Letters, in any list."""
_CHECK = b"affiant return words check v1"


@dataclass(frozen=True, slots=True)
class ReturnKey:
    """What return words stand for: where to look, to whom staff's words are sealed, and what proves who knows them."""

    lookup: bytes = field(repr=False)
    recipient: str
    access: bytes = field(repr=False)
    """Shown to the safe page's server, which keeps `place(lookup, access)` alone."""

    @property
    def place(self) -> bytes:
        """The 32 bytes under which the server keeps what belongs to these words."""
        return place(self.lookup, self.access)


_NUMBERING = re.compile(r"\d[.)]")
"""The screen shows the words as a numbered list, and that is how they are copied."""


def make(language: str, randomness: Randomness = token) -> tuple[str, ...]:
    """Return fresh return words for a language code ("ko-KP"): eight words, or six groups of four digits."""
    name = LISTS.get(language.partition("-")[0])
    if name is None:
        number = int.from_bytes(randomness(16)) % 10 ** (_DIGITS - _GROUP)
        groups = _grouped(str(number).zfill(_DIGITS - _GROUP))
        return (*groups, _check_digits(groups))
    while TELLING[name].intersection(words := _draw(_list(name), randomness(_DRAWN))):
        pass
    return words


def parse(text: str) -> tuple[str, ...] | None:
    """Return the words in a text, normalised; None unless it is exactly return words whose check fits.

    Forgives a shown list's numbers, case, spacing, line breaks, composed or decomposed letters, digits of any
    script. Never raises.
    """
    if len(text) > _LONGEST:
        return None
    words = tuple(word for word in normal(text).split() if not _NUMBERING.fullmatch(word))
    joined = "".join(words)
    if joined.isdecimal() and len(joined) == _DIGITS:
        groups = _grouped("".join(str(unicodedata.decimal(each)) for each in joined))
        return tuple(groups) if groups[-1] == _check_digits(groups[:-1]) else None
    as_spaced = (words for name in LISTS.values() if _fits(words, _places(name)))
    as_cut = (
        cut for name in LISTS.values() for cut in _cuts(joined, _places(name), _WORDS) if _fits(cut, _places(name))
    )
    return next(as_spaced, None) or next(as_cut, None)


def stretch(words: Sequence[str], office_id: str) -> ReturnKey:
    """Return the key that words stand for in an office: scrypt N=2^15, then HKDF. Takes about 0.1 s and 32 MiB."""
    secret = scrypt(normal(" ".join(words)).encode(), salt=office_id.encode(), log_n=_LOG_N)
    lookup = hkdf(secret, salt=b"", info=b"affiant return words lookup v1")
    seed = hkdf(secret, salt=b"", info=b"affiant return words identity v1")
    access = hkdf(secret, salt=b"", info=b"affiant return words access v1")
    return ReturnKey(lookup, str(Identity(seed).recipient), access)


def place(lookup: bytes, access: bytes) -> bytes:
    """Return the key of a place: SHA-256 of both. A wrong access leads to a place that does not exist, not to a no."""
    return sha256(lookup + access).digest()


def normal(text: str) -> str:
    """Return the form in which words are compared and stretched: NFKC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def _draw(words: Sequence[str], drawn: bytes) -> tuple[str, ...]:
    number = int.from_bytes(drawn) >> 8 * _DRAWN - _RANDOM * _BITS
    chosen = [words[number >> shift & (1 << _BITS) - 1] for shift in range((_RANDOM - 1) * _BITS, -1, -_BITS)]
    return (*chosen, words[_check(chosen) % len(words)])


def _fits(words: Sequence[str], places: Mapping[str, int]) -> bool:
    """Return whether these are eight words of a list and the last one checks the others."""
    if len(words) != _WORDS or any(word not in places for word in words):
        return False
    return _check(words[:-1]) % len(places) == places[words[-1]]


def _cuts(text: str, places: Mapping[str, int], count: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to cut a text into so many words of a list. Few: no list has many words that begin others."""
    if not count:
        yield from [()] if not text else []
        return
    for end in range(1, min(len(text), _LONGEST_WORD) + 1):
        if text[:end] in places:
            yield from ((text[:end], *rest) for rest in _cuts(text[end:], places, count - 1))


def _grouped(digits: str) -> list[str]:
    return [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]


def _check(words: Sequence[str]) -> int:
    return int.from_bytes(hmac_sha256(_CHECK, " ".join(words).encode())[:4])


def _check_digits(groups: Sequence[str]) -> str:
    return str(_check(groups) % 10**_GROUP).zfill(_GROUP)


@cache
def _list(name: str) -> tuple[str, ...]:
    return tuple(normal(word) for word in Mnemonic(name).wordlist)


@cache
def _places(name: str) -> dict[str, int]:
    return {word: place for place, word in enumerate(_list(name))}
