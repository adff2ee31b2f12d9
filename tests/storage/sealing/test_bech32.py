"""Bech32 as BIP 173 has it, without its limit on length (FORMAT.md §3.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing import bech32


@pytest.mark.parametrize(
    "text",
    [
        "A12UEL5L",
        "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    ],
)
def test_valid_strings_of_bip_173_decode(text: str) -> None:
    assert bech32.decode(text) == (text.lower().rpartition("1")[0], b"")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\x201nwldj5", "no prefix"),
        ("\x7f1axkwrx", "no prefix"),
        ("\x801eym55h", "no prefix"),
        ("pzry9x0s0muk", "no prefix"),
        ("1pzry9x0s0muk", "no prefix"),
        ("x1b4n0q5v", "outside the alphabet"),
        ("li1dgmt3", "no prefix or no checksum"),
        ("de1lg7wt\xff", "outside the alphabet"),
        ("A1G7SGD8", "checksum does not fit"),
        ("10a06t8", "no prefix"),
        ("A12uEL5L", "mixed case"),
        ("", "no prefix"),
    ],
)
def test_invalid_strings_of_bip_173_are_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        bech32.decode(text)


def test_bits_left_over_must_be_zero_and_fewer_than_five() -> None:
    for groups in ([0, 1], [0], [0, 0, 0]):
        with pytest.raises(ValueError, match="bad padding"):
            bech32.decode(_text("age", groups))


@given(st.binary(max_size=200))
def test_what_is_encoded_decodes_in_either_case(data: bytes) -> None:
    text = bech32.encode("age-secret-key-pq-", data)
    assert bech32.decode(text) == bech32.decode(text.upper()) == ("age-secret-key-pq-", data)


@given(st.binary(min_size=1, max_size=40), st.data())
def test_one_wrong_letter_is_always_found(data: bytes, choice: st.DataObject) -> None:
    text = bech32.encode("age1pq", data)
    place = choice.draw(st.integers(len("age1pq1"), len(text) - 1))
    letter = choice.draw(st.sampled_from([each for each in "qpzry9x8gf2tvdw0s3jn54khce6mua7l" if each != text[place]]))
    with pytest.raises(ValueError, match="checksum"):
        bech32.decode(text[:place] + letter + text[place + 1 :])


def _text(prefix: str, groups: list[int]) -> str:
    """Return Bech32 over groups of five bits that no encoder would make."""
    check = bech32._polymod([*bech32._expand(prefix), *groups, *[0] * 6]) ^ 1
    checksum = [check >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(bech32._CHARSET[group] for group in [*groups, *checksum])
