"""What can be a seal, seen from outside: everything that is sealed, and nothing that tells its length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.sealing.envelope import seal
from storage.sealing.recipients import Identity
from storage.sealing.shape import HEAD, is_padded, looks_sealed, sealed_size
from tests.storage.sealing.corpus import HEADER

KEY = Identity(b"\x11" * 32).recipient
LINE = len(HEADER.line())


@settings(max_examples=20)
@given(st.one_of(st.integers(0, 5_000), st.integers(60_000, 70_000), st.integers(130_000, 400_000)))
def test_every_seal_has_the_shape_and_the_size_that_was_foretold(length: int) -> None:
    sealed = seal(HEADER, bytes(length), [KEY]).ciphertext
    assert looks_sealed(sealed[:64], len(sealed))
    assert len(sealed) == sealed_size(LINE + length)


@given(st.integers(-10, 10_000_000))
def test_a_size_is_taken_exactly_when_padding_gives_it(size: int) -> None:
    """Padded sizes are few: below ten million, two in a thousand at most."""
    neighbours = sum(is_padded(size + step) for step in range(-8, 9))
    assert neighbours <= 1


@pytest.mark.parametrize("change", [b"age-encryption.org/v2", b"-> X25519 ", b"-> scrypt ", b"plain words"])
def test_other_beginnings_are_no_seal_of_ours(change: bytes) -> None:
    size = sealed_size(LINE)
    assert looks_sealed(HEAD, size)
    assert not looks_sealed(change, size)


def test_two_recipients_are_one_too_many() -> None:
    sealed = seal(HEADER, b"x", [KEY, KEY]).ciphertext
    assert not looks_sealed(sealed, len(sealed))
