"""Words that must be found nowhere, and the search that would find them in any encoding. Where it looks: `hiding`.

A canary is planted where a person can put words. `Search` knows every form in which careless code could have left it:
plain, as UTF-16, in hexadecimal, in base64 at any offset, escaped for an address, JSON or Python, or deflated.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from urllib.parse import quote

import re2

SCRIPTS: Mapping[str, tuple[str, str]] = {
    "Korean": ("등불 강가 {}", "가나다라마바사아자차카타파하거너더러머버"),
    "Chinese": ("灯下河边 {}", "春夏秋冬山水田土日月星云风雨雪花草木竹石"),
    "ASCII": ("Lantern+river {}", "bcdfghjklmnpqrstvwxz"),
}
"""What a canary of each script looks like, and the letters of its own part."""
OWN_LETTERS = 9
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MOST_INFLATED = 1 << 16
_BEGINNING = 6

Place = tuple[str, bytes]
"""A name to tell it by, and what is there."""


def canary(script: str) -> str:
    """Return a new canary: at most 40 characters, so that it can also be a secret word."""
    pattern, letters = SCRIPTS[script]
    return pattern.format("".join(secrets.choice(letters) for _ in range(OWN_LETTERS)))


# --- encodings ------------------------------------------------------------------------------------------


def base64_at(offset: int, data: bytes) -> bytes:
    """Return what base64 makes of data that begins `offset` bytes after a group: the characters that are its alone."""
    whole = base64.b64encode(bytes(offset) + data)
    return whole[-(-offset * 8 // 6) : (offset + len(data)) * 8 // 6]


def _as_json(text: str) -> bytes:
    return json.dumps(text)[1:-1].encode()


def _url_safe_at(offset: int, data: bytes) -> bytes:
    return base64_at(offset, data).translate(_URL_SAFE)


def _hex(data: bytes) -> bytes:
    return data.hex().encode()


_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_DRESSES: Mapping[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "hex": _hex,
    "HEX": lambda data: _hex(data).upper(),
    **{f"base64+{offset}": partial(base64_at, offset) for offset in range(3)},
    **{f"base64url+{offset}": partial(_url_safe_at, offset) for offset in range(3)},
}
_ESCAPES: Mapping[str, Callable[[str], bytes]] = {
    "url": lambda text: quote(text, safe="").encode(),
    "url-lower": lambda text: re.sub("%..", lambda found: found[0].lower(), quote(text, safe="")).encode(),
    "json": _as_json,
    "JSON": lambda text: re.sub(rb"(?<=\\u)....", lambda found: found[0].upper(), _as_json(text)),
    "python": lambda text: repr(text.encode())[2:-1].encode(),
}


def _dressed(code: str, dress: str, text: str) -> bytes:
    return _DRESSES[dress](text.encode(code))


ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    **{f"{code} {dress}": partial(_dressed, code, dress) for code, dress in product(_CODES, _DRESSES)},
    **_ESCAPES,
}
"""Every form that is looked for. Deflated data is inflated first, and then searched for all of them."""


def deflated(text: str) -> bytes:
    """Return a text as zlib leaves it."""
    return zlib.compress(b"before it " + text.encode() + b" and after")


# --- search ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, order=True)
class Hit:
    """A canary that was found."""

    canary: str
    encoding: str
    place: str


class Search:
    """Looks for canaries; also for what they look like decomposed, and in small letters.

    They begin alike, so few beginnings lead to all of them: one automaton looks for those.
    """

    def __init__(self, canaries: Iterable[str]) -> None:
        self._known: dict[bytes, tuple[str, str]] = {}
        for text in canaries:
            forms = dict.fromkeys((text, unicodedata.normalize("NFD", text), text.casefold()))
            for form, (name, encode) in product(forms, ENCODINGS.items()):
                self._known.setdefault(encode(form), (text, name))
        self._lengths: dict[bytes, set[int]] = {}
        for needle in self._known:
            self._lengths.setdefault(needle[:_BEGINNING], set()).add(len(needle))
        escaped = ("".join(f"\\x{byte:02x}" for byte in beginning) for beginning in self._lengths)
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.max_mem = 1 << 28
        self._beginnings = re2.compile("|".join(escaped).encode(), options)

    def hits(self, places: Iterable[Place]) -> list[Hit]:
        """Return what is found, each find once."""
        return sorted({hit for name, data in places for hit in self._hits(name, data)})

    def _hits(self, name: str, data: bytes) -> Iterator[Hit]:
        for text, encoding in self._plain(data):
            yield Hit(text, encoding, name)
        for start in _DEFLATED.finditer(data):
            for text, _ in self._plain(_inflated(data[start.start() : start.start() + _MOST_INFLATED])):
                yield Hit(text, "zlib", name)

    def _plain(self, data: bytes) -> Iterator[tuple[str, str]]:
        place = 0
        while found := self._beginnings.search(data, place):
            for length in self._lengths[found[0]]:
                seen = data[found.start() : found.start() + length]
                if seen in self._known:
                    yield self._known[seen]
            place = found.start() + 1


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, _MOST_INFLATED)
    except zlib.error:
        return b""
