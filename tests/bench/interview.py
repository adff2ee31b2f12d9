"""Figures: one step of an interview: take an answer, find what comes next, and say how it is shown.

The step is the one that a turn makes, with every question answered already, at places all along the form; its mean is
told and its worst place. Nothing is kept from step to step but the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import mean, median
from time import perf_counter

from bot.interview import Interview, Program, begin
from config.questionnaire.plan import Plan, decode, encode
from tests.bench.bench import Bench
from tests.bench.figures import Figure, plain, within
from tests.bench.forms import long_form, roster

_NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_PLACES = 20
_MOST_MS = 1.5
_MILLI = 1e3


def interview(bench: Bench) -> list[Figure]:
    """Measure steps in long forms, and how long it takes to load one."""
    repeats = 5 if bench.quick else 25
    middle = steps(Program(long_form(200)), repeats)
    thousand = Program(long_form(1_000))
    large = steps(thousand, repeats)
    people = steps(Program(roster(100, 20)), repeats)
    return [
        plain("interview step, 200 questions", middle.mean_ms, "ms", remark=middle.remark),
        within("interview step, 1,000 questions", large.mean_ms, "ms", most=_MOST_MS, remark=large.remark),
        plain("interview step, 100 people x 20 questions", people.mean_ms, "ms", remark=people.remark),
        plain("read back and hand in 1,000 answers", _ending(thousand, repeats) * _MILLI, "ms"),
        *_loading(long_form(1_000), repeats),
    ]


@dataclass(frozen=True, slots=True)
class Steps:
    """How long steps took, over all places of a form."""

    mean_ms: float
    worst_ms: float

    @property
    def remark(self) -> str:
        return f"worst place {self.worst_ms:.2f} ms"


def steps(program: Program, repeats: int) -> Steps:
    """Measure the step at places all along a form that is fully answered."""
    answers, shown = _answered(program)
    places = shown[:: max(1, len(shown) // _PLACES)]
    times = [median(_step(program, answers, place) for _ in range(repeats)) * _MILLI for place in places]
    return Steps(mean(times), max(times))


def _answered(program: Program) -> tuple[dict[str, str], list[str]]:
    """Answer everything; return the answers and what was shown, in order."""
    answers = begin(program, now=_NOW, entropy=bytes(32))
    shown: list[str] = []
    path = _look(program, answers).first()
    while path is not None:
        answers = _answer(program, answers, path)
        shown.append(path)
        path = _look(program, answers).after(path)
    return answers, shown


def _answer(program: Program, answers: dict[str, str], path: str) -> dict[str, str]:
    look = _look(program, answers)
    choices = look.question(path).choices
    taken = look.accept_choices(path, (choices[-1].name,)) if choices else look.accept(path, "7")
    assert isinstance(taken, dict), taken
    return {**answers, **taken}


def _look(program: Program, answers: dict[str, str]) -> Interview:
    return Interview(program, answers, now=_NOW, language="en")


def _step(program: Program, answers: dict[str, str], path: str) -> float:
    """Return the seconds of one step."""
    begun = perf_counter()
    look = _look(program, _answer(program, answers, path))
    following = look.after(path) or path
    look.question(following)
    look.progress(following)
    return perf_counter() - begun


def _ending(program: Program, repeats: int) -> float:
    """Return the seconds of what happens once at the end: the summary, the signals and the submission."""
    answers, _ = _answered(program)
    times = []
    for _ in range(repeats):
        begun = perf_counter()
        look = _look(program, answers)
        look.summary()
        look.signals()
        look.submission()
        times.append(perf_counter() - begun)
    return median(times)


def _loading(plan: Plan, repeats: int) -> list[Figure]:
    data = encode(plan)
    read, compiled = [], []
    for _ in range(max(3, repeats // 5)):
        begun = perf_counter()
        decoded = decode(data)
        done = perf_counter()
        Program(decoded)
        read.append(done - begun)
        compiled.append(perf_counter() - done)
    return [
        plain("read a plan of 1,000 questions", median(read) * _MILLI, "ms", remark=f"{len(data) / 1e3:.0f} kB"),
        plain("compile it to a program", median(compiled) * _MILLI, "ms"),
    ]
