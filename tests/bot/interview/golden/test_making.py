"""What is recorded is what JavaRosa does: wherever there is a JDK, every respondent is led through it once more.

Left out, in so many words, where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.vectors.interview.compiling import compiled, names
from tests.vectors.interview.javarosa import JavaRosa, javarosa, missing
from tests.vectors.interview.making import STILL, recorded
from tests.vectors.interview.transcripts import TRANSCRIPTS, read_transcripts

KEPT = {name: read_transcripts(TRANSCRIPTS / f"{name}.json") for name in names()}
STEADY = [name for name, kept in KEPT.items() if datetime.fromisoformat(kept[0].now) == STILL]
"""Forms that do not ask what day it is: their transcripts are the same every day."""

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"the transcripts were not made anew: {missing()}")


@pytest.fixture(scope="module")
def engine() -> Iterator[JavaRosa]:
    with javarosa() as running:
        yield running


@pytest.mark.parametrize("name", STEADY)
def test_made_anew_they_are_the_same(engine: JavaRosa, name: str) -> None:
    assert recorded(engine, name, compiled(name)) == list(KEPT[name])
