"""Return words: eight words that lead back, and tell nothing to who finds them (FORMAT.md §6).

Seven random words (77 bits) of the BIP-39 list of the person's language and a check word; for languages without a
list, 24 digits in fours, the last four a check. The server keeps the lookup id and the public recipient, no words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from mnemonic import Mnemonic

from storage.ids import Randomness
from storage.sealing.primitives import hkdf, hmac_sha256, scrypt, token
from storage.sealing.recipients import Identity

LISTS = {
    "ko": "korean",
    "zh": "chinese_simplified",
    "ja": "japanese",
    "en": "english",
    "es": "spanish",
    "fr": "french",
}
"""BIP-39 list by language."""

_TELLING = (
    "북한 남북 한국 대한민국 일본 중국 미국 서울 평양 통일 군인 경찰 범죄 살인 정부 정치 전쟁 위험 목숨 희생 처벌 도망 "
    "朝 韩 北 南 国 死 杀 狱 警 军 逃 罪 刑 证 north prison police army escape witness crime danger border evidence "
    "human right hurt injury weapon gun"
)
_NEVER_DRAWN = frozenset(_TELLING.split())
"""Words of the lists that would say something to who finds them: read back, but never drawn. Costs 0.1 bit."""

_RANDOM = 7
_WORDS = _RANDOM + 1
_BITS = 11
_GROUPS = 6
_GROUP = 4
_LOG_N = 15
_CHECK = b"affiant return words check v1"


@dataclass(frozen=True, slots=True)
class ReturnKey:
    """What return words stand for: where to look, and to whom staff's words are sealed."""

    lookup: bytes = field(repr=False)
    recipient: str


def make(language: str, randomness: Randomness = token) -> tuple[str, ...]:
    """Return fresh return words for a language code ("ko-KP"): eight words, or six groups of four digits."""
    name = LISTS.get(language.partition("-")[0])
    if name is None:
        digits = str(int.from_bytes(randomness(16)) % 10 ** ((_GROUPS - 1) * _GROUP)).zfill((_GROUPS - 1) * _GROUP)
        groups = [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]
        return (*groups, _check_digits(groups))
    while _NEVER_DRAWN.intersection(words := _draw(_list(name), randomness)):
        pass
    return words


def parse(text: str) -> tuple[str, ...] | None:
    """Return the words in a text, normalised; None unless it is exactly return words whose check fits.

    Forgives case, spaces, line breaks, composed or decomposed letters, digits of any script. Never raises.
    """
    words = tuple(normal(text).split())
    digits = "".join(words)
    if digits.isdecimal() and len(digits) == _GROUPS * _GROUP:
        return _digits("".join(str(unicodedata.decimal(each)) for each in digits))
    if len(words) != _WORDS:
        return None
    for name in LISTS.values():
        places = _places(name)
        if all(word in places for word in words) and _check(words[:-1]) % len(places) == places[words[-1]]:
            return words
    return None


def stretch(words: Sequence[str], office_id: str) -> ReturnKey:
    """Return the key that words stand for in an office: scrypt N=2^15, then HKDF. Takes about 0.1 s and 32 MiB."""
    secret = scrypt(normal(" ".join(words)).encode(), salt=office_id.encode(), log_n=_LOG_N)
    lookup = hkdf(secret, salt=b"", info=b"affiant return words lookup v1")
    seed = hkdf(secret, salt=b"", info=b"affiant return words identity v1")
    return ReturnKey(lookup, str(Identity(seed).recipient))


def normal(text: str) -> str:
    """Return the form in which words are compared and stretched: NFKC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def _draw(words: Sequence[str], randomness: Randomness) -> tuple[str, ...]:
    number = int.from_bytes(randomness(10)) >> 80 - _RANDOM * _BITS
    chosen = [words[number >> shift & 2047] for shift in range((_RANDOM - 1) * _BITS, -1, -_BITS)]
    return (*chosen, words[_check(chosen) % len(words)])


def _digits(digits: str) -> tuple[str, ...] | None:
    groups = [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]
    return tuple(groups) if groups[-1] == _check_digits(groups[:-1]) else None


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
