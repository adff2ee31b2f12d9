"""One look at one interview: what comes next, what is shown, what is taken.

An `Interview` is built for a turn and thrown away; it changes nothing. Called by `bot.conversation` only.
"""

from __future__ import annotations

from datetime import datetime

from bot.interview import following, results, showing, taking
from bot.interview.course import Stand
from bot.interview.program import Program
from bot.interview.run import Run
from bot.interview.shown import Answers, Question, Refusal, Submitted, SummaryLine
from bot.interview.spots import parsed

_SEED_BYTES = 16


def begin(program: Program, *, now: datetime, entropy: bytes) -> dict[str, str]:
    """Return the answers an interview begins with: defaults, what follows from them, and what chance is drawn from.

    `entropy` is at least 16 fresh random bytes; `now` carries a zone.
    """
    seed = {program.spots[0].node.path: entropy[:_SEED_BYTES].hex()} if program.volatile else {}
    run = _run(program, seed, now=now, language=program.plan.default_language)
    return seed | following.begun(program, run)


def _run(program: Program, answers: Answers, *, now: datetime, language: str) -> Run:
    seed = answers.get(program.spots[0].node.path, "") if program.volatile else ""
    return Run(answers, now, seed.encode("utf-8", "replace"), language)


class Interview:
    """A Plan, answers, a moment and a language. Evaluates lazily; cheap to build.

    Every method that takes a path raises KeyError where the Plan has nothing to show at it.
    """

    def __init__(self, program: Program, answers: Answers, *, now: datetime, language: str) -> None:
        self._program = program
        self._course = program.course
        self._run = _run(program, answers, now=now, language=language)

    def _stand(self, path: str) -> Stand:
        name, at = parsed(path)
        spot = self._program.by_path[name]
        if spot.node.kind not in {"question", "note", "repeat"} or len(at) != spot.depth:
            raise KeyError(path)
        return Stand(spot, at)

    def first(self) -> str | None:
        """Return the instance path of the first thing to show, or None when there is nothing."""
        return _path(self._course.first(self._run))

    def after(self, path: str) -> str | None:
        """Return the next thing to show, or None at the end. `path` itself need not be relevant any more."""
        return _path(self._course.after(self._run, self._stand(path)))

    def before(self, path: str) -> str | None:
        """Return the thing shown before, or None at the beginning. `path` itself need not be relevant any more."""
        return _path(self._course.before(self._run, self._stand(path)))

    def outline(self) -> tuple[str, ...]:
        """Return the instance path of everything that would be shown now, in order."""
        return tuple(stand.spot.address(stand.at) for stand in results.stands(self._program, self._run))

    def progress(self, path: str) -> tuple[int, int]:
        """Return (n, about m): the how-manieth question this is, of about how many. A repeat counts once."""
        return self._program.progress(self._run, self._stand(path).spot)

    def question(self, path: str) -> Question:
        """Return what is shown at a path."""
        return showing.question(self._program, self._run, self._stand(path))

    def accept(self, path: str, value: str) -> dict[str, str] | Refusal:
        """Take what a person wrote: the whole change to merge into the answers, or why not. "" clears.

        The change holds the answer, what its assignments set, and values that are kept from now on. Takes any text
        without raising. Choices are recognised by name and by label.
        """
        return taking.take_text(self._program, self._run, self._stand(path), value)

    def accept_choices(self, path: str, names: tuple[str, ...]) -> dict[str, str] | Refusal:
        """Take choices by name, in any order; () clears. For a ranking the order is the answer."""
        return taking.take_choices(self._program, self._run, self._stand(path), names)

    def accept_sealed(self, path: str) -> dict[str, str] | Refusal:
        """Take that an answer was sealed; its content is judged by nobody."""
        return taking.take_sealed(self._program, self._run, self._stand(path))

    def summary(self) -> tuple[SummaryLine, ...]:
        """Return every relevant question in order, with its answer."""
        return results.summary(self._program, self._run)

    def signals(self) -> frozenset[str]:
        """Return the signals that relevant answers raise."""
        return results.signals(self._program, self._run)

    def submission(self) -> tuple[Submitted, ...]:
        """Return every relevant node that has a value."""
        return results.submission(self._program, self._run)


def _path(stand: Stand | None) -> str | None:
    return None if stand is None else stand.spot.address(stand.at)
