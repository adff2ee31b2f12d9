"""Figures: what an interview costs: loading its form, one step, coming back to it, and the longest turn of all.

- load: a plan's JSON decoded and compiled.
- step: the answer to one question taken, what comes next found, and how it is shown; every question answered already;
  the mean over places all along the form, and its worst place.
- rebuild: from the answers alone, what is shown, the first of it that is not answered, its words and the progress.
- longest turn: of a whole conversation, with reading back and handing in, its state decoded and encoded as the engine
  does; of each turn the quickest of several rounds, which leaves out what else the machine does.

Nothing is kept from step to step but the answers.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from statistics import mean, median
from time import perf_counter

from bot.interview import Interview, Program, begin
from config.questionnaire.plan import decode, encode
from tests.bench.bench import Bench
from tests.bench.figures import Figure, plain, within
from tests.bench.forms import long_form, roster
from tests.bench.walk import turns

_NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_PLACES = 20
_MILLI = 1e3
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class _Reach:
    """What is to be reached with so many questions, in milliseconds."""

    questions: int
    load: float
    step: float
    rebuild: float


_TABLE = (_Reach(200, 15, 0.25, 1), _Reach(1_000, 90, 1.5, 7))
_ROSTER_STEP_MS = 6
_TURN_MS = 20


def interview(bench: Bench) -> list[Figure]:
    """Measure forms of several lengths, a long roster, and the longest turn."""
    with _settled():
        return _figures(bench, repeats=5 if bench.quick else 25)


@contextmanager
def _settled() -> Iterator[None]:
    """Spare the collector what the bench has imported, as the gateway does with its own when it has started."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _figures(bench: Bench, *, repeats: int) -> list[Figure]:
    people = steps(Program(roster(100, 20)), repeats)
    return [
        *(figure for reach in _TABLE for figure in _form(reach, repeats)),
        within("step, 100 people x 20 questions", people.mean_ms, "ms", most=_ROSTER_STEP_MS, remark=people.remark),
        *_ending(Program(long_form(1_000)), repeats),
        _longest(bench.quick),
    ]


def _form(reach: _Reach, repeats: int) -> list[Figure]:
    plan, questions = long_form(reach.questions), f"{reach.questions:,} questions"
    data, program = encode(plan), Program(plan)
    step = steps(program, repeats)
    return [
        within(
            f"load, {questions}",
            _timed(lambda: Program(decode(data)), repeats),
            "ms",
            most=reach.load,
            remark=f"{len(data) / 1e3:.0f} kB",
        ),
        within(f"step, {questions}", step.mean_ms, "ms", most=reach.step, remark=step.remark),
        within(f"rebuild, {questions}", _rebuilding(program, repeats), "ms", most=reach.rebuild),
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
    places = shown[:: len(shown) // _PLACES | 1]  # odd: in a repeat, not always at the same question
    times = [_timed(partial(_step, program, answers, place), repeats) for place in places]
    return Steps(mean(times), max(times))


def _timed(act: Callable[[], object], repeats: int) -> float:
    """Return the median of milliseconds."""
    times = []
    for _ in range(repeats):
        begun = perf_counter()
        act()
        times.append(perf_counter() - begun)
    return median(times) * _MILLI


def _answered(program: Program) -> tuple[dict[str, str], list[str]]:
    """Answer everything; return the answers and the questions shown, in order."""
    answers = begin(program, now=_NOW, entropy=bytes(32))
    shown: list[str] = []
    path = _look(program, answers).first()
    while path is not None:
        look = _look(program, answers)
        if look.question(path).kind == "question":
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


def _step(program: Program, answers: dict[str, str], path: str) -> None:
    look = _look(program, _answer(program, answers, path))
    following = look.after(path) or path
    look.question(following)
    look.progress(following)


def _rebuilding(program: Program, repeats: int) -> float:
    answers, shown = _answered(program)
    del answers[shown[-1]]

    def rebuild() -> None:
        look = _look(program, answers)
        current = next(path for path in look.outline() if path not in answers)
        look.question(current)
        look.progress(current)

    return _timed(rebuild, repeats)


def _ending(program: Program, repeats: int) -> list[Figure]:
    """Measure what happens at the end."""
    answers, _ = _answered(program)
    read = _timed(lambda: _look(program, answers).summary(), repeats)
    handed = _timed(lambda: (_look(program, answers).signals(), _look(program, answers).submission()), repeats)
    return [plain("read back 1,000 answers", read, "ms"), plain("hand in 1,000 answers", handed, "ms")]


def _longest(quick: bool) -> Figure:  # noqa: FBT001 - of one caller, beside it
    plan = long_form(100 if quick else 1_000)
    rounds = [turns(plan) for _ in range(_ROUNDS)]
    times = [min(same) * _MILLI for same in zip(*rounds, strict=True)]
    return within(
        f"longest turn, {100 if quick else 1_000:,} questions",
        max(times),
        "ms",
        most=_TURN_MS,
        remark=f"of {len(times)}, mean {mean(times):.2f} ms",
    )
