"""What stands in a chat survives its way through the lane."""

from __future__ import annotations

import pytest

from gateway.delivery.standing import Standing, decode


@pytest.mark.parametrize("standing", [Standing("12"), Standing("12", ["13", "14"]), Standing(None, ["13"])])
def test_it_comes_out_as_it_went_in(standing: Standing) -> None:
    data = standing.encode()
    assert data is not None
    assert decode(data) == standing


def test_nothing_is_nothing() -> None:
    assert Standing().encode() is None


def test_a_bubble_of_before_is_read_as_it_was_written() -> None:
    assert decode(b"4711") == Standing("4711")
