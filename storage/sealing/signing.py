"""The office's signature: an Ed25519 key that stays offline, and DSSE envelopes of what it says (FORMAT.md §11).

The ceremony makes the key; `affiant keys` signs with it, on a machine without a network. A server only ever has the
public half: it checks what it passes on, and cannot say anything in the office's name. Called by `office`,
`forms`, `ceremony`.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

import msgspec

from storage.ids import Randomness, id_from
from storage.sealing import bech32
from storage.sealing.primitives import (
    AESGCM,
    SEED,
    InvalidTag,
    ed25519_public,
    ed25519_sign,
    ed25519_verifies,
    scrypt,
    sha256,
    token,
)
from storage.sealing.recipients import WORK_FACTOR

PREFIX = "affiant-office-key-"
_LOCK = b"affiant office key v1"
_SALT = 16
_NONCE = 12
_KEY_ID = 16
_GROUP = 4
_MOST_WORK = 20
"""scrypt with 2^20 takes a gigabyte: more than a key file may ask of a machine."""


class Signature(msgspec.Struct, frozen=True):
    """One signature of an envelope. `keyid` is a hint and proves nothing."""

    keyid: str
    sig: str


class Envelope(msgspec.Struct, frozen=True, rename={"payload_type": "payloadType"}):
    """A DSSE envelope, version 1.0 (github.com/secure-systems-lab/dsse): base64 of what is signed, and by whom."""

    payload_type: str
    payload: str
    signatures: tuple[Signature, ...]

    def opened(self, payload_type: str, public: bytes) -> bytes | None:
        """Return the payload when `public` signed it under this type; None otherwise. Never raises."""
        payload = _decoded(self.payload)
        if payload is None or self.payload_type != payload_type:
            return None
        message = pae(payload_type, payload)
        found = (_decoded(each.sig) for each in self.signatures)
        return payload if any(sig is not None and ed25519_verifies(public, sig, message) for sig in found) else None


class _Locked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A key file under a passphrase."""

    v: int
    work: int
    salt: bytes
    nonce: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The signing key: a 32-byte seed (RFC 8032 §5.1.5)."""

    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, randomness: Randomness = token) -> OfficeKey:
        """Return a fresh key."""
        return cls(randomness(SEED))

    @classmethod
    def parse(cls, text: str) -> OfficeKey:
        """Return the key that `secret_text` wrote. Raises ValueError, which never quotes the text."""
        prefix, seed = bech32.decode(text.strip())
        if prefix != PREFIX or len(seed) != SEED:
            raise ValueError("not an office key")
        return cls(seed)

    @classmethod
    def unlock(cls, file: bytes, passphrase: str) -> OfficeKey:
        """Return the key of a file that `locked` wrote. Raises ValueError when it is none, or the passphrase wrong."""
        try:
            locked = msgspec.json.decode(file, type=_Locked)
            if locked.v != 1 or not 0 < locked.work <= _MOST_WORK:
                raise ValueError("an office key of another version")
            key = scrypt(passphrase.encode(), salt=locked.salt, log_n=locked.work)
            return cls(AESGCM(key).decrypt(locked.nonce, locked.key, _LOCK))
        except msgspec.DecodeError:
            raise ValueError("this is no office key file") from None
        except InvalidTag:
            raise ValueError("the passphrase is wrong") from None

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return ed25519_public(self.seed)

    def secret_text(self) -> str:
        """Return "AFFIANT-OFFICE-KEY-1…": the whole secret, for the copy that is sealed to the recovery key."""
        return bech32.encode(PREFIX, self.seed).upper()

    def locked(self, passphrase: str, *, work: int = WORK_FACTOR, randomness: Randomness = token) -> bytes:
        """Return the key's file under a passphrase. `work` is log2(N) of scrypt."""
        salt, nonce = randomness(_SALT), randomness(_NONCE)
        key = scrypt(passphrase.encode(), salt=salt, log_n=work)
        file = _Locked(v=1, work=work, salt=salt, nonce=nonce, key=AESGCM(key).encrypt(nonce, self.seed, _LOCK))
        return msgspec.json.encode(file) + b"\n"

    def signature(self, payload_type: str, payload: bytes) -> Signature:
        """Return the signature of a payload under its type."""
        sig = ed25519_sign(self.seed, pae(payload_type, payload))
        return Signature(keyid=sha256(self.public).hexdigest()[:_KEY_ID], sig=b64encode(sig).decode())

    def signed(self, payload_type: str, payload: bytes) -> Envelope:
        """Return the envelope of a payload."""
        return envelope(payload_type, payload, (self.signature(payload_type, payload),))


def envelope(payload_type: str, payload: bytes, signatures: tuple[Signature, ...]) -> Envelope:
    """Return an envelope of these signatures."""
    return Envelope(payload_type=payload_type, payload=b64encode(payload).decode(), signatures=signatures)


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return DSSE's pre-authentication encoding: what is really signed."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def fingerprint(public: bytes) -> str:
    """Return what people compare: 128 bits of the public key's SHA-256 as an identifier, in groups of four."""
    text = id_from(sha256(public).digest())
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def _decoded(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
