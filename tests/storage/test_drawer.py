"""Randomness in bulk: nothing is drawn twice, by no thread and no child."""

from __future__ import annotations

import itertools
import os

from hypothesis import given
from hypothesis import strategies as st

from storage.drawer import Drawer


@given(st.lists(st.integers(0, 1_500), max_size=20))
def test_no_byte_is_drawn_twice(words: list[int]) -> None:
    numbers = itertools.count()
    draw = Drawer(lambda count: b"".join(next(numbers).to_bytes(4) for _ in range(count // 4)))
    drawn = [draw(4 * some) for some in words]
    assert [len(some) for some in drawn] == [4 * some for some in words]
    seen = [some[start : start + 4] for some in drawn for start in range(0, len(some), 4)]
    assert len(set(seen)) == len(seen)


def test_a_forked_child_draws_its_own() -> None:
    draw = Drawer()
    draw(1)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.write(writer, draw(32))
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 32) != draw(32)
    os.close(reader)
    os.close(writer)
