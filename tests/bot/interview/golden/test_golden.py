"""What JavaRosa showed and said to each respondent, our engine shows and says (tests/vectors/interview/README.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

import msgspec
import pytest

from bot.interview import Program
from config.questionnaire.plan import decode
from tests.vectors.interview.comparing import Comparison
from tests.vectors.interview.compiling import compiled, names
from tests.vectors.interview.ours import Walker
from tests.vectors.interview.transcripts import (
    PLANS,
    TRANSCRIPTS,
    Difference,
    Transcript,
    read_differences,
    read_transcripts,
)

LISTED = {msgspec.structs.replace(each, why="") for each in read_differences()}
PAIRS = [(name, each) for name in names() for each in read_transcripts(TRANSCRIPTS / f"{name}.json")]


@cache
def _program(name: str) -> Program:
    return Program(decode((PLANS / f"{name}.json").read_bytes()))


def _differences(name: str, transcript: Transcript) -> Iterator[Difference]:
    program = _program(name)
    walker = Walker(program, transcript.language, datetime.fromisoformat(transcript.now))
    yield from Comparison(name, program).replay(transcript, walker)


@pytest.mark.parametrize(("name", "transcript"), PAIRS, ids=[f"{name}: {each.name}" for name, each in PAIRS])
def test_as_javarosa(name: str, transcript: Transcript) -> None:
    assert set(_differences(name, transcript)) - LISTED == set()


def test_every_listed_difference_is_there() -> None:
    found = {each for pair in PAIRS for each in _differences(*pair)}
    assert LISTED - found == set()


def test_every_difference_has_a_reason() -> None:
    assert all(each.why for each in read_differences())


def test_there_are_many() -> None:
    assert len(PAIRS) >= 60


@pytest.mark.parametrize("name", names())
def test_the_compiler_still_gives_this_plan(name: str) -> None:
    assert compiled(name).plan == decode((PLANS / f"{name}.json").read_bytes())


def test_a_changed_answer_would_show() -> None:
    name, transcript = next(pair for pair in PAIRS if pair[0] == "household")
    first, *rest = transcript.visits
    changed = msgspec.structs.replace(first, label=first.label + "?")
    lying = msgspec.structs.replace(transcript, visits=(changed, *rest))
    assert [each.place for each in _differences(name, lying)] == [f"{first.at} label"]
