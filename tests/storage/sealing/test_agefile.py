"""A whole age file: header, MAC, payload (FORMAT.md §2)."""

from __future__ import annotations

import pytest

from storage.sealing.agefile import AgeWriter, age_file, header
from storage.sealing.recipients import Identity, Passphrase, Stanza
from tests.storage.sealing.testkit import vectors
from tests.support import opening
from tests.support.opening import open_age, parse

OWN, OTHER = Identity(b"\x11" * 32), Identity(b"\x22" * 32)


def test_each_recipient_opens_and_nobody_else() -> None:
    file = age_file(b"yes", [OWN.recipient, OTHER.recipient])
    assert open_age(file, OWN) == open_age(file, OTHER) == b"yes"
    with pytest.raises(opening.OpeningError, match="no match"):
        open_age(file, Identity(b"\x33" * 32))


def test_a_passphrase_opens_and_another_does_not() -> None:
    file = age_file(b"yes", [Passphrase("한 그루의 나무", 2)])
    assert open_age(file, opening.Passphrase("한 그루의 나무")) == b"yes"
    with pytest.raises(opening.OpeningError, match="no match"):
        open_age(file, opening.Passphrase("두 그루의 나무"))


def test_the_header_comes_first_whatever_the_pieces() -> None:
    writer = AgeWriter([OWN.recipient])
    first = writer.update(b"y")
    assert first.startswith(b"age-encryption.org/v1\n-> mlkem768x25519 ")
    assert open_age(first + writer.update(b"e") + writer.finish(b"s"), OWN) == b"yes"


def test_file_key_and_nonce_come_from_the_given_randomness_and_differ_from_file_to_file() -> None:
    asked: list[int] = []

    def randomness(size: int) -> bytes:
        asked.append(size)
        return bytes([len(asked)]) * size

    age_file(b"yes", [OWN.recipient], randomness)
    assert asked == [16, 16]
    assert parse(age_file(b"", [OWN.recipient])).nonce != parse(age_file(b"", [OWN.recipient])).nonce


def test_nobody_to_seal_to_is_an_error() -> None:
    with pytest.raises(ValueError, match="needs a recipient"):
        age_file(b"yes", [])


@pytest.mark.parametrize(
    ("size", "rows"), [(0, [0]), (1, [2]), (47, [63]), (48, [64, 0]), (49, [64, 2]), (96, [64, 64, 0])]
)
def test_a_body_ends_with_a_short_line(size: int, rows: list[int]) -> None:
    written = header(bytes(16), [Stanza(("grease",), bytes(size))]).decode().split("\n")
    assert [len(row) for row in written[2:-2]] == rows


def test_the_headers_of_the_testkit_are_written_again_byte_by_byte() -> None:
    whole = [vector for vector in vectors() if vector.expect == "success" and "armored" not in vector.told]
    assert len(whole) > 10
    for vector in whole:
        parsed = parse(vector.file)
        again = header(bytes.fromhex(vector.told["file key"]), parsed.stanzas)
        assert again == vector.file[: len(vector.file) - len(parsed.nonce) - len(parsed.payload)]
