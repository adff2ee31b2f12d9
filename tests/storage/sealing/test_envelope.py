"""Parts: what they say they are, how long they look, and everything that must not open (FORMAT.md §§4, 5, 9)."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.sealing.envelope import PartHeader, Sealer, seal
from storage.sealing.recipients import Identity
from tests.storage.sealing.corpus import HEADER, corpus, named
from tests.support.opening import OpeningError, identity, open_age, open_part, read_line

OWN = Identity(b"\x11" * 32)
PARTS = corpus("parts")
LINES = corpus("lines")


@pytest.mark.parametrize("vector", **named(PARTS["parts"]))
def test_the_corpus(vector: dict[str, Any]) -> None:
    file, key = b64decode(vector["file"]), identity(PARTS["identity"])
    if vector["expect"] == "success":
        assert open_part(file, key, **PARTS["asked"]).body == b64decode(vector["body"])
    else:
        with pytest.raises(OpeningError, match=f"^{vector['expect']}:"):
            open_part(file, key, **PARTS["asked"])


def test_the_corpus_holds_every_verdict() -> None:
    assert {vector["expect"] for vector in PARTS["parts"]} == {
        "header failure",
        "no match",
        "HMAC failure",
        "payload failure",
        "line failure",
        "binding failure",
        "padding failure",
        "success",
    }


@pytest.mark.parametrize("vector", **named(LINES["lines"], "line"))
def test_a_header_has_one_line_and_the_line_one_header(vector: dict[str, Any]) -> None:
    header = PartHeader(**vector["header"])
    assert header.line().decode() == vector["line"]
    assert read_line(vector["line"].encode()) == header
    assert len(header.line()) <= 400


@pytest.mark.parametrize("vector", **named(LINES["refused"], "why"))
def test_a_line_spelled_otherwise_is_none(vector: dict[str, Any]) -> None:
    with pytest.raises(OpeningError, match="line failure"):
        read_line(vector["line"].encode())


@pytest.mark.parametrize(
    "wrong",
    [
        {"part": ""},
        {"case": "a b"},
        {"form": 'f"'},
        {"form": "f\\"},
        {"part": "a\n"},
        {"case": "가"},
        {"part": "p" * 65},
        {"compartment": "Triage"},
        {"compartment": "t" * 33},
        {"epoch": 0},
        {"epoch": 2**31},
        {"revision": -1},
        {"revision": 2**31},
        {"kind": "note"},
    ],
)
def test_a_header_that_would_need_another_spelling_is_not_written(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="does not allow"):
        PartHeader(**asdict(HEADER) | wrong).line()


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=900))
def test_a_text_of_1_to_900_characters_has_one_size(text: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    assert len(seal(HEADER, body, [OWN.recipient]).ciphertext) == len(seal(HEADER, b"x", [OWN.recipient]).ciphertext)


def test_even_900_of_the_longest_characters_under_the_longest_line() -> None:
    longest = PartHeader(**LINES["lines"][1]["header"])
    sealed = seal(longest, "\U0010ffff".encode() * 900, [OWN.recipient])
    assert len(sealed.ciphertext) == len(seal(longest, b"", [OWN.recipient]).ciphertext)
    assert open_part(sealed.ciphertext, OWN).header == longest


def test_the_size_tells_how_many_recipients_there_are_and_no_more() -> None:
    sizes = [len(seal(HEADER, bytes(60 * count), [OWN.recipient] * count).ciphertext) for count in (1, 2, 3)]
    assert sizes[2] - sizes[1] == sizes[1] - sizes[0]


@settings(max_examples=25)
@given(st.binary(max_size=70_000), st.lists(st.integers(0, 40_000), max_size=4))
def test_what_streams_opens_as_what_was_at_hand(body: bytes, cuts: list[int]) -> None:
    sealer = Sealer(HEADER, [OWN.recipient])
    edges = [0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]
    pieces = [sealer.update(body[start:end]) for start, end in pairwise(edges)]
    ciphertext = b"".join(pieces) + sealer.finish()
    assert open_part(ciphertext, OWN).body == body
    assert len(open_age(ciphertext, OWN)) == len(open_age(seal(HEADER, body, [OWN.recipient]).ciphertext, OWN))
    assert (sealer.size, sealer.sha256) == (len(ciphertext), hashlib.sha256(ciphertext).digest())


def test_a_stream_of_nothing_still_says_what_it_is() -> None:
    sealer = Sealer(replace(HEADER, kind="file"), [OWN.recipient])
    opened = open_part(sealer.finish(), OWN)
    assert (opened.header.kind, opened.body) == ("file", b"")


def test_the_hash_for_the_custody_log_is_of_the_ciphertext() -> None:
    sealed = seal(HEADER, b"yes", [OWN.recipient])
    assert sealed.sha256 == hashlib.sha256(sealed.ciphertext).digest()


def test_a_seal_for_nobody_is_an_error() -> None:
    with pytest.raises(ValueError, match="needs a recipient"):
        seal(HEADER, b"yes", [])
    with pytest.raises(ValueError, match="needs a recipient"):
        Sealer(HEADER, [])
