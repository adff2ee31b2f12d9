"""The office's signature: what is believed and what is not, and the key that stays offline (FORMAT.md §11)."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing import bech32
from storage.sealing.primitives import ed25519_public, ed25519_sign, ed25519_verifies
from storage.sealing.signing import Envelope, OfficeKey, fingerprint, pae
from tests.storage.sealing.corpus import corpus, named

SIGNED = corpus("signed")
KEY = OfficeKey(b"\x07" * 32)


@pytest.mark.parametrize("vector", **named(SIGNED["envelopes"]))
def test_what_is_believed(vector: dict[str, Any]) -> None:
    found = msgspec.convert(vector["envelope"], Envelope)
    payload = found.opened(vector["type"], bytes.fromhex(SIGNED["key"]))
    assert (payload is not None) == vector["believed"]
    assert payload is None or payload == b64decode(vector["envelope"]["payload"])


def test_a_key_is_known_by_its_fingerprint() -> None:
    assert fingerprint(bytes.fromhex(SIGNED["key"])) == SIGNED["fingerprint"]
    assert len(SIGNED["fingerprint"].replace("-", "")) == 26
    assert fingerprint(KEY.public) != SIGNED["fingerprint"]


def test_what_is_signed_is_the_type_too() -> None:
    assert pae("a b", b"c d") == b"DSSEv1 3 a b 3 c d"


def test_ed25519_is_rfc_8032s() -> None:
    """§7.1, test 2."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    assert ed25519_public(seed) == public
    assert (
        ed25519_sign(seed, b"\x72").hex().startswith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da")
    )
    assert ed25519_verifies(public, ed25519_sign(seed, b"\x72"), b"\x72")


@given(st.binary(max_size=40), st.binary(max_size=70), st.binary(max_size=9))
def test_no_bytes_break_the_check(public: bytes, signature: bytes, message: bytes) -> None:
    assert not ed25519_verifies(public, signature, message)


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_text_breaks_an_envelope(payload: str, sig: str) -> None:
    given_ = json.dumps({"payloadType": "t", "payload": payload, "signatures": [{"keyid": "", "sig": sig}]})
    assert msgspec.json.decode(given_, type=Envelope).opened("t", KEY.public) is None


def test_a_key_under_a_passphrase_comes_back_with_it_alone() -> None:
    file = KEY.locked("five words of the keeper", work=2)
    assert OfficeKey.unlock(file, "five words of the keeper") == KEY
    with pytest.raises(ValueError, match="the passphrase is wrong"):
        OfficeKey.unlock(file, "four words of another")


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "no office key file"),
        (b'{"v":1}', "no office key file"),
        (KEY.locked("x", work=2).replace(b'"v":1', b'"v":2'), "another version"),
        (KEY.locked("x", work=2).replace(b'"work":2', b'"work":31'), "another version"),
    ],
)
def test_what_is_no_key_file_is_told_before_anything_is_stretched(file: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        OfficeKey.unlock(file, "x")


def test_a_key_as_text_comes_back() -> None:
    text = KEY.secret_text()
    assert text.startswith("AFFIANT-OFFICE-KEY-1")
    assert OfficeKey.parse(f" {text}\n") == KEY


@pytest.mark.parametrize(
    "text",
    ["", "AGE-SECRET-KEY-PQ-1", bech32.encode("age", bytes(32)), bech32.encode("affiant-office-key-", bytes(31))],
)
def test_other_text_is_no_key_and_is_not_quoted(text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 -- what matters is what the message does not hold
        OfficeKey.parse(text)
    assert not text or text not in str(caught.value)


def test_a_key_does_not_show_itself() -> None:
    assert "7" not in repr(KEY)
    assert OfficeKey.generate() != OfficeKey.generate()
