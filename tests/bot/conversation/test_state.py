from __future__ import annotations

import msgspec
import pytest

from bot.conversation.machine import decode, encode, fresh
from bot.conversation.state import State
from bot.conversation.watchwords import digest, fits, matches, normal
from tests.bot.conversation.ways import to_review
from tests.support.dialogue import Dialogue


def test_a_state_survives_its_bytes(talk: Dialogue) -> None:
    state = to_review(talk).state
    assert decode(encode(state)) == state
    assert encode(state)[:1] == b"\x01"


def test_bytes_of_another_version_or_none_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown version"):
        decode(b"\x02" + encode(fresh())[1:])
    with pytest.raises(msgspec.DecodeError):
        decode(b"\x01nonsense")


def test_a_fresh_state_is_a_few_bytes() -> None:
    """Everything that stands at its default costs nothing."""
    assert len(encode(State())) < 8


def test_words_are_compared_whole_and_without_case_spaces_or_forms() -> None:
    salt = b"s" * 16
    word = digest("붉은 문", salt)
    assert matches("  붉은\n문 ", salt=salt, word=word)
    assert not matches("붉은 문 앞에서", salt=salt, word=word)
    assert not matches("붉은 문", salt=b"t" * 16, word=word)
    assert not matches("", salt=salt, word=b"")
    assert not matches("붉은 문" + " " * 200, salt=salt, word=word)
    assert normal("ＲＥＤ  Door") == "red door"  # noqa: RUF001 -- full-width letters are what is tested
    assert [fits("a"), fits("ab"), fits("a" * 40), fits("a" * 41)] == [False, True, True, False]
