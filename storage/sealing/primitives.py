"""The only module that imports `cryptography`: each primitive as one function or one small object, nothing combined.

Sources: RFC 5869 (HKDF), RFC 7914 (scrypt), RFC 8439 (ChaCha20-Poly1305), RFC 9180 with KEM 0x647A (HPKE with
MLKEM768-X25519, that is X-Wing), NIST SP 800-38D (AES-GCM), RFC 8032 (Ed25519). There is no opening of HPKE here:
nothing that ships can open a seal.
"""

from __future__ import annotations

import hashlib
import hmac as _hmac
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from storage.errors import PermanentError

__all__ = [
    "AESGCM",
    "MLKEM_PUBLIC",
    "SEED",
    "X25519_BYTES",
    "ChaCha20Poly1305",
    "HybridKey",
    "InvalidTag",
    "ed25519_public",
    "ed25519_sign",
    "ed25519_verifies",
    "hkdf",
    "hmac_sha256",
    "hpke_seal",
    "hybrid_public",
    "scrypt",
    "sha256",
    "token",
]

SEED = 32
"""Bytes of a hybrid identity's seed."""
MLKEM_PUBLIC = 1184
X25519_BYTES = 32
_ENCAPSULATED = 1088 + X25519_BYTES

_suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)

token = secrets.token_bytes
sha256 = hashlib.sha256


def hmac_sha256(key: bytes, data: bytes) -> bytes:
    """Return HMAC-SHA256 (RFC 2104), 32 bytes."""
    return _hmac.digest(key, data, "sha256")


def hkdf(secret: bytes, *, salt: bytes, info: bytes, length: int = 32) -> bytes:
    """Return HKDF-SHA256 (RFC 5869): extract with `salt`, expand with `info` to `length` bytes."""
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def scrypt(secret: bytes, *, salt: bytes, log_n: int, length: int = 32) -> bytes:
    """Return scrypt (RFC 7914) with N = 2^log_n, r = 8, p = 1. Takes 128 * 8 * N bytes and about 0.1 s at log_n 15."""
    return Scrypt(salt=salt, length=length, n=1 << log_n, r=8, p=1).derive(secret)


@dataclass(frozen=True, slots=True)
class HybridKey:
    """The public half of an MLKEM768-X25519 key, ready for HPKE."""

    raw: bytes
    """ML-KEM-768 encapsulation key (1,184 bytes), then X25519 public key (32 bytes)."""
    _handle: hpke.MLKEM768X25519PublicKey

    @classmethod
    def parse(cls, raw: bytes) -> HybridKey:
        """Return the key that these 1,216 bytes are.

        Raises ValueError when they are none, and PermanentError when this build of `cryptography` lacks ML-KEM: so an
        office file does not load where nothing could be sealed.
        """
        if len(raw) != MLKEM_PUBLIC + X25519_BYTES:
            raise ValueError("an MLKEM768-X25519 public key has 1,216 bytes")
        try:
            pq = MLKEM768PublicKey.from_public_bytes(raw[:MLKEM_PUBLIC])
        except UnsupportedAlgorithm:
            raise PermanentError("This build of cryptography knows no ML-KEM. Install its published wheel.") from None
        classic = X25519PublicKey.from_public_bytes(raw[MLKEM_PUBLIC:])
        return cls(raw, hpke.MLKEM768X25519PublicKey(pq, classic))


def hybrid_public(seed: bytes) -> bytes:
    """Return the 1,216 bytes of the public key that a 32-byte seed stands for (X-Wing §5.2: SHAKE256, 96 bytes)."""
    expanded = hashlib.shake_256(seed).digest(96)
    pq = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key()
    classic = X25519PrivateKey.from_private_bytes(expanded[64:]).public_key()
    return pq.public_bytes_raw() + classic.public_bytes_raw()


def hpke_seal(key: HybridKey, plaintext: bytes, *, info: bytes) -> tuple[bytes, bytes]:
    """Return (encapsulated key, ciphertext) of single-shot HPKE in base mode with empty aad (RFC 9180 §6.1)."""
    sealed = _suite.encrypt(plaintext, key._handle, info)  # noqa: SLF001 -- the handle is this module's own
    return sealed[:_ENCAPSULATED], sealed[_ENCAPSULATED:]


def ed25519_public(seed: bytes) -> bytes:
    """Return the 32 bytes of the public key that a 32-byte seed stands for."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def ed25519_sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64 bytes of a seed's signature of a message."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def ed25519_verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether this is the signature of this key. Never raises, whatever the bytes are."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
