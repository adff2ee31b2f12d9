"""The two secret words a person may choose, kept as salted digests: the stop word and the code word.

A word is compared whole: a message that merely contains it is an ordinary message.
"""

from __future__ import annotations

import hashlib
import unicodedata

SALT_BYTES = 16
SHORTEST = 2
LONGEST = 40
"""Of a chosen word, in normalised characters."""


def normal(text: str) -> str:
    """Return text as words are compared: compatibility forms, case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def digest(text: str, salt: bytes) -> bytes:
    """Return the digest of a word. It keeps the word out of sight; it cannot keep a short word from being guessed."""
    return hashlib.blake2b(normal(text).encode(), digest_size=SALT_BYTES, salt=salt).digest()


def fits(text: str) -> bool:
    """Tell whether a text may serve as a word."""
    return SHORTEST <= len(normal(text)) <= LONGEST


def matches(text: str, *, salt: bytes, word: bytes) -> bool:
    """Tell whether a whole message is the word behind a digest. An empty digest is no word."""
    return bool(word) and len(text) <= 4 * LONGEST and digest(text, salt) == word
