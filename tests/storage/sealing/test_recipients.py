"""Recipients and identities as age writes them, and the stanzas they give (FORMAT.md §3)."""

from __future__ import annotations

import hashlib
from base64 import b64decode

import pytest

from storage.sealing import bech32
from storage.sealing.recipients import WORK_FACTOR, Identity, Passphrase, Recipient
from tests.storage.sealing.testkit import vectors
from tests.support.opening import identity

SPECIFIED = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
"""The identity that C2SP age v1.1.0 gives as its example of the hybrid type."""
SPECIFIED_RECIPIENT = "a091dd7e0ee9d62b75173dcc98441a0424baa941e66a8776e570a4ae60ff61ea"
"""SHA-256 of the recipient that it gives, 1,959 letters."""


def test_the_identity_of_the_specification_has_the_recipient_of_the_specification() -> None:
    text = str(identity(SPECIFIED).recipient)
    assert text.startswith("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zrqtzdxz95")
    assert hashlib.sha256(text.encode()).hexdigest() == SPECIFIED_RECIPIENT


def test_an_identity_and_its_recipient_survive_being_written() -> None:
    whole = identity(SPECIFIED)
    assert whole.secret_text() == SPECIFIED
    assert str(Recipient.parse(str(whole.recipient))) == str(whole.recipient)


def test_a_fresh_identity_is_32_bytes_of_the_given_randomness() -> None:
    assert Identity.generate(lambda size: b"\7" * size).seed == b"\7" * 32
    assert Identity.generate() != Identity.generate()


def test_secrets_do_not_show() -> None:
    shown = f"{Identity(b'secret' * 5 + b'!!')!r} {Passphrase('secret phrase')!r} {identity(SPECIFIED).recipient!r}"
    assert "secret" not in shown
    assert SPECIFIED not in shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (bech32.encode("age", bytes(32)), "not a post-quantum"),
        (SPECIFIED, "not a post-quantum"),
        (bech32.encode("age1pq", bytes(32)), "1,216 bytes"),
        ("age1pq1", "no checksum"),
        ("", "no prefix"),
    ],
)
def test_what_is_no_recipient_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Recipient.parse(text)


def test_a_hybrid_stanza_has_an_encapsulated_key_and_32_bytes() -> None:
    stanza = Identity(bytes(32)).recipient.stanza(bytes(16))
    kind, encapsulated = stanza.arguments
    assert kind == "mlkem768x25519"
    assert len(b64decode(encapsulated + "=" * (-len(encapsulated) % 4), validate=True)) == 1120
    assert len(stanza.body) == 32


def test_a_passphrase_stanza_tells_salt_and_work() -> None:
    stanza = Passphrase("six random words are enough", 2, bytes).stanza(bytes(16))
    assert stanza.arguments == ("scrypt", "A" * 22, "2")
    assert len(stanza.body) == 32


def test_identity_files_take_a_browser_no_more_than_five_seconds() -> None:
    assert WORK_FACTOR <= 18


def test_the_testkit_knows_our_identities() -> None:
    known = {told for vector in vectors() for name, told in vector.told.items() if name == "identity"}
    hybrid = [text for text in known if text.startswith("AGE-SECRET-KEY-PQ-1")]
    assert hybrid
    assert [identity(text).secret_text() for text in hybrid] == hybrid
