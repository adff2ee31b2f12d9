"""Identifiers are their bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.ids import ALPHABET, ID_BYTES, ID_LENGTH, id_from


@given(st.binary(min_size=ID_BYTES, max_size=ID_BYTES))
def test_an_identifier_is_its_bytes_in_base_32(entropy: bytes) -> None:
    number = 0
    for letter in id_from(entropy):
        number = number * 32 + ALPHABET.index(letter)
    assert number.to_bytes(ID_BYTES) == entropy
    assert len(id_from(entropy)) == ID_LENGTH
