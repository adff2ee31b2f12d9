"""Each primitive against the vector of its own specification."""

from __future__ import annotations

import pytest
from cryptography.exceptions import UnsupportedAlgorithm

from storage.errors import PermanentError
from storage.sealing import primitives
from storage.sealing.primitives import HybridKey, hkdf, hmac_sha256, hpke_seal, hybrid_public, scrypt


def test_hkdf_of_rfc_5869_a_1() -> None:
    key = hkdf(b"\x0b" * 22, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)), length=42)
    assert key.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"


def test_scrypt_of_rfc_7914_12() -> None:
    key = scrypt(b"pleaseletmein", salt=b"SodiumChloride", log_n=14, length=64)
    assert key.hex().startswith("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")


def test_hmac_of_rfc_4231_4_3() -> None:
    mac = hmac_sha256(b"Jefe", b"what do ya want for nothing?")
    assert mac.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_a_hybrid_key_has_one_length() -> None:
    raw = hybrid_public(bytes(32))
    assert HybridKey.parse(raw).raw == raw
    for wrong in (raw[:-1], raw + b"\0", b""):
        with pytest.raises(ValueError, match="1,216 bytes"):
            HybridKey.parse(wrong)


def test_without_post_quantum_keys_nothing_is_sealed_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unsupported:
        @staticmethod
        def from_public_bytes(_raw: bytes) -> None:
            raise UnsupportedAlgorithm("no ML-KEM in this build")

    monkeypatch.setattr(primitives, "MLKEM768PublicKey", Unsupported)
    with pytest.raises(PermanentError, match="Install its published wheel"):
        HybridKey.parse(bytes(1216))


def test_hpke_gives_an_encapsulated_key_and_a_wrapped_file_key_never_twice_alike() -> None:
    key = HybridKey.parse(hybrid_public(bytes(32)))
    first, second = hpke_seal(key, bytes(16), info=b"x"), hpke_seal(key, bytes(16), info=b"x")
    assert [len(part) for part in first] == [1120, 32]
    assert first != second
