"""To whom is sealed: age recipients and the stanzas that carry the file key to them (FORMAT.md §3).

`Recipient` is the post-quantum hybrid of age v1.1; `Passphrase` protects an officer's identity file and always stands
alone. An `Identity` can tell its recipient and its text; it cannot open anything here. Called by `agefile`,
`office`, `words` and the ceremony.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Protocol

from storage.ids import Randomness
from storage.sealing import bech32
from storage.sealing.primitives import SEED, ChaCha20Poly1305, HybridKey, hpke_seal, hybrid_public, scrypt, token

RECIPIENT_PREFIX = "age1pq"
IDENTITY_PREFIX = "age-secret-key-pq-"
_INFO = b"age-encryption.org/mlkem768x25519"
_SCRYPT_SALT = b"age-encryption.org/v1/scrypt"
_SALT = 16
WORK_FACTOR = 18
"""scrypt log2(N) of identity files, as the age tool has it: 256 MiB, about a second (19 takes a browser over 5 s)."""


@dataclass(frozen=True, slots=True)
class Stanza:
    """One stanza of an age header: type and arguments, and the body."""

    arguments: tuple[str, ...]
    body: bytes


class Sealing(Protocol):
    """Wraps a file key for somebody."""

    def stanza(self, file_key: bytes) -> Stanza:
        """Return the stanza that carries the file key."""
        ...


@dataclass(frozen=True, slots=True)
class Recipient:
    """An mlkem768x25519 recipient, "age1pq1…"."""

    key: HybridKey = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Recipient:
        """Return the recipient. Raises ValueError when the text is none."""
        prefix, raw = bech32.decode(text)
        if prefix != RECIPIENT_PREFIX:
            raise ValueError("not a post-quantum age recipient")
        return cls(HybridKey.parse(raw))

    def __str__(self) -> str:
        return bech32.encode(RECIPIENT_PREFIX, self.key.raw)

    def stanza(self, file_key: bytes) -> Stanza:
        """Return the stanza: type, encapsulated key, and the file key under HPKE (§3.2)."""
        encapsulated, body = hpke_seal(self.key, file_key, info=_INFO)
        return Stanza(("mlkem768x25519", unpadded(encapsulated)), body)


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase as a recipient: scrypt, then ChaCha20-Poly1305 with a zero nonce (§3.4)."""

    secret: str = field(repr=False)
    work: int = WORK_FACTOR
    randomness: Randomness = field(default=token, repr=False)

    def stanza(self, file_key: bytes) -> Stanza:
        """Return the stanza. It must be the only one of its header."""
        salt = self.randomness(_SALT)
        key = scrypt(self.secret.encode(), salt=_SCRYPT_SALT + salt, log_n=self.work)
        body = ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)
        return Stanza(("scrypt", unpadded(salt), str(self.work)), body)


@dataclass(frozen=True, slots=True)
class Identity:
    """An age identity: a 32-byte seed. Its text is a secret; `repr` does not show it."""

    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, randomness: Randomness = token) -> Identity:
        """Return a fresh identity."""
        return cls(randomness(SEED))

    @property
    def recipient(self) -> Recipient:
        """The public half."""
        return Recipient(HybridKey.parse(hybrid_public(self.seed)))

    def secret_text(self) -> str:
        """Return "AGE-SECRET-KEY-PQ-1…": the whole secret, for an identity file."""
        return bech32.encode(IDENTITY_PREFIX, self.seed).upper()


def unpadded(data: bytes) -> str:
    """Return base64 (RFC 4648 §4) without padding, as age headers want it."""
    return b64encode(data).decode().rstrip("=")
