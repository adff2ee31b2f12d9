"""How long a seal may look (FORMAT.md §5)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing.padding import TEXT_BUCKETS, bucket, padding, padme
from tests.storage.sealing.corpus import corpus, named


@pytest.mark.parametrize("vector", **named(corpus("padding"), "content"))
def test_the_corpus(vector: dict[str, Any]) -> None:
    assert bucket(vector["content"] + 1) == vector["total"]


@pytest.mark.parametrize(
    ("length", "total"), [(1, 4096), (4096, 4096), (4097, 16384), (16385, 65536), (65537, 67584), (100_000, 100_352)]
)
def test_edges_told_by_hand(length: int, total: int) -> None:
    assert bucket(length) == total


@pytest.mark.parametrize(
    ("length", "total"), [(8, 8), (9, 10), (15, 16), (1000, 1024), (1025, 1088), (1_000_000, 1_015_808)]
)
def test_padme_of_its_paper(length: int, total: int) -> None:
    assert padme(length) == total


@given(st.integers(1, 2**48))
def test_padme_adds_at_most_an_eighth_and_is_its_own_bucket(length: int) -> None:
    total = padme(length)
    assert length <= total <= length * 1.125
    assert padme(total) == total


@given(st.integers(0, 200_000))
def test_content_and_padding_make_the_bucket(length: int) -> None:
    pad = padding(length)
    assert pad[:1] == b"\x80"
    assert not any(pad[1:])
    assert length + len(pad) == bucket(length + 1)
    assert length >= TEXT_BUCKETS[-1] or length + len(pad) in TEXT_BUCKETS
