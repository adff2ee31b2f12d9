"""The drift alarm, from this side: cross.json, to which the twin in TypeScript is held, is what Python gives today."""

from __future__ import annotations

from itertools import zip_longest

from tests.vectors.interview.cross import read, today


def test_the_file_is_what_python_gives_today() -> None:
    """After a change that is meant: python -m tests.vectors.interview.cross, and look at the diff."""
    kept = read()
    found = today(kept)
    for name, rows in kept.items():
        for row, new in zip_longest(rows, found[name]):
            assert row == new, name
