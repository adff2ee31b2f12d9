"""The payload: chunks of 64 KiB, the last one marked, whatever pieces the plaintext comes in (FORMAT.md §2.2)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.sealing.primitives import hkdf
from storage.sealing.stream import CHUNK, StreamSealer
from tests.storage.sealing.testkit import Vector, vectors
from tests.support.opening import FileKey, open_age, parse

KEY = b"\x42" * 32
TAG = 16


def sealed(plaintext: bytes) -> bytes:
    return StreamSealer(KEY).finish(plaintext)


@pytest.mark.parametrize(
    ("length", "chunks"),
    [(0, 1), (1, 1), (CHUNK - 1, 1), (CHUNK, 1), (CHUNK + 1, 2), (2 * CHUNK, 2), (2 * CHUNK + 1, 3)],
)
def test_a_full_last_chunk_is_not_followed_by_an_empty_one(length: int, chunks: int) -> None:
    assert len(sealed(bytes(length))) == length + chunks * TAG


@settings(max_examples=30)
@given(st.lists(st.integers(0, CHUNK + 40), max_size=6))
def test_the_pieces_do_not_matter(lengths: list[int]) -> None:
    plaintext = bytes(place % 251 for place in range(sum(lengths)))
    sealer, taken, ciphertext = StreamSealer(KEY), 0, b""
    for length in lengths:
        ciphertext += sealer.update(plaintext[taken : taken + length])
        taken += length
    assert ciphertext + sealer.finish() == sealed(plaintext)


def test_no_more_than_a_chunk_is_ever_held_back() -> None:
    sealer = StreamSealer(KEY)
    for piece in (1, CHUNK - 1, CHUNK, 3 * CHUNK + 5, 1000):
        sealer.update(bytes(piece))
        assert len(sealer._held) <= CHUNK


def test_the_payloads_of_the_testkit_are_written_again_byte_by_byte() -> None:
    written = [vector for vector in vectors() if _plain_success(vector)]
    assert len(written) > 10
    for vector in written:
        file_key = bytes.fromhex(vector.told["file key"])
        parsed = parse(vector.file)
        plaintext = open_age(vector.file, FileKey(file_key))
        assert StreamSealer(hkdf(file_key, salt=parsed.nonce, info=b"payload")).finish(plaintext) == parsed.payload


def _plain_success(vector: Vector) -> bool:
    return vector.expect == "success" and "armored" not in vector.told
