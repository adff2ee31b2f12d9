"""Return words: made, typed back by people, stretched; and silent about what they are for (FORMAT.md §6)."""

from __future__ import annotations

import hashlib
import math
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.sealing.agefile import age_file
from storage.sealing.primitives import hkdf, scrypt
from storage.sealing.recipients import Identity, Recipient
from storage.sealing.telling import TELLING
from storage.sealing.words import LISTS, ReturnKey, _list, make, normal, parse, stretch
from tests.storage.sealing.corpus import corpus, named
from tests.support.opening import open_age

WORDS = corpus("words")
LANGUAGES = ("ko-KP", "ko-KR", "zh-Hans", "ja", "en", "es", "fr", "ru", "th", "vi", "lo", "mn", "")
DENIED = Path(__file__).parents[2] / "law" / "deny_list.toml"


class Drawn:
    """Randomness that a seed decides."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed

    def __call__(self, size: int) -> bytes:
        self._seed = hashlib.sha256(self._seed).digest()
        return self._seed[:size]


class Written:
    """Randomness that was written down."""

    def __init__(self, drawn: str) -> None:
        self._left = bytes.fromhex(drawn)

    def __call__(self, size: int) -> bytes:
        given, self._left = self._left[:size], self._left[size:]
        assert len(given) == size
        return given


@pytest.mark.parametrize("vector", **named(WORDS["made"], "language"))
def test_told_randomness_gives_told_words(vector: dict[str, Any]) -> None:
    assert list(make(vector["language"], Written(vector["randomness"]))) == vector["words"]


@pytest.mark.parametrize("vector", **named(WORDS["read"], "why"))
def test_what_people_type(vector: dict[str, Any]) -> None:
    words = parse(vector["given"])
    assert (None if words is None else list(words)) == vector["words"]


@pytest.mark.parametrize("vector", **named(WORDS["stretched"], "lookup"))
def test_words_stand_for_a_place_and_a_key(vector: dict[str, Any]) -> None:
    key = stretch(vector["words"], vector["office"])
    assert key == ReturnKey(bytes.fromhex(vector["lookup"]), vector["recipient"], bytes.fromhex(vector["access"]))
    assert key.place == hashlib.sha256(key.lookup + key.access).digest() == bytes.fromhex(vector["place"])


def test_the_person_can_open_what_is_sealed_to_their_words() -> None:
    words = make("ko-KP")
    sealed = age_file(b"come on Monday", [Recipient.parse(stretch(words, "office").recipient)])
    secret = scrypt(" ".join(words).encode(), salt=b"office", log_n=15)
    assert (
        open_age(sealed, Identity(hkdf(secret, salt=b"", info=b"affiant return words identity v1")))
        == b"come on Monday"
    )


def test_another_office_is_another_place() -> None:
    words = WORDS["made"][0]["words"]
    assert stretch(words, "one").lookup != stretch(words, "two").lookup


@settings(max_examples=60)
@given(st.sampled_from(LANGUAGES), st.binary(min_size=32, max_size=32), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_whatever_is_made_reads_back(language: str, entropy: bytes, form: Any) -> None:
    words = make(language, Drawn(entropy))
    text = " ".join(words)
    assert parse(unicodedata.normalize(form, text)) == parse(f"\n {text.upper()}\t") == words
    assert len(words) == (8 if language.partition("-")[0] in LISTS else 6)
    assert len(unicodedata.normalize("NFD", text)) <= 128


@pytest.mark.parametrize("language", LISTS)
def test_without_spaces_they_are_still_the_same_words(language: str) -> None:
    for _ in range(20):
        words = make(language)
        read = parse("".join(words))
        assert read is not None
        assert "".join(read) == "".join(words)


@pytest.mark.parametrize(("language", "zero"), [("th", 0x0E50), ("lo", 0x0ED0)])
def test_digits_may_be_typed_as_the_language_writes_them(language: str, zero: int) -> None:
    words = make(language)
    own = " ".join("".join(chr(zero + int(digit)) for digit in group) for group in words)
    assert parse(own) == parse(own.replace(" ", "")) == words


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert parse(text) is None or len(parse(text) or ()) in {6, 8}


def test_telling_words_are_drawn_again() -> None:
    first = WORDS["made"][4]
    telling = _list("english").index("witness") << 66 << 3
    words = make("en", Written(telling.to_bytes(10).hex() + first["randomness"][-20:]))
    assert list(words) == first["words"]


def test_the_lists_are_whole_and_in_normal_form() -> None:
    for name in LISTS.values():
        assert len(set(_list(name))) == 2048
        assert all(word == normal(word) and len(word) <= 8 for word in _list(name))


def test_more_than_76_bits_are_left_and_every_telling_word_is_of_its_list() -> None:
    for name, telling in TELLING.items():
        assert telling <= set(_list(name))
        assert 77 + 8 * math.log2(1 - len(telling) / 2048) > 76


def test_no_word_that_is_drawn_is_forbidden_on_a_lock_screen() -> None:
    denied = {word for words in tomllib.loads(DENIED.read_text("utf-8"))["lock_screen"].values() for word in words}
    for name, telling in TELLING.items():
        drawn = [word for word in _list(name) if word not in telling]
        assert not denied.intersection(drawn)
        assert not [word for word in drawn if any(each in word for each in denied if not each.isascii())]


def test_the_key_does_not_show_where_it_leads() -> None:
    assert "secret" not in repr(ReturnKey(b"secret", "age1pq1", b"secret"))


@pytest.mark.parametrize("language", ["ko-KP", "zh-Hans", "ja", "en", "ru", "th", "vi", "lo", "mn"])
def test_words_copied_with_the_numbers_of_the_list_are_the_words(language: str) -> None:
    words = make(language)
    assert parse("\n".join(f"{number}. {word}" for number, word in enumerate(words, 1))) == words
    assert parse(" ".join(f"{number}) {word}" for number, word in enumerate(words, 1))) == words
