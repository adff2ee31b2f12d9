"""Every respondent of one of our own forms, led through JavaRosa."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from bot.interview import Program
from config.questionnaire.plan import encode
from tests.vectors.interview.compiling import Compiled
from tests.vectors.interview.javarosa import HarnessError, JavaRosa
from tests.vectors.interview.ours import Walker
from tests.vectors.interview.recording import DerailedError, Recorder, named
from tests.vectors.interview.respondents import read_scripts
from tests.vectors.interview.transcripts import FORMS, Transcript

STILL: Final = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
"""The moment of every step in a form that does not ask for it."""


def recorded(engine: JavaRosa, name: str, form: Compiled) -> list[Transcript]:
    """Return the transcripts of all respondents. Raises DerailedError, which names the one."""
    program = Program(form.plan)
    with form.on_disk() as path:
        languages = engine.ask("form", str(path))["languages"]
        return list(_each(engine, name, program, languages))


def _each(engine: JavaRosa, name: str, program: Program, languages: list[str]) -> Iterator[Transcript]:
    for script in read_scripts(FORMS / f"{name}.txt"):
        walker = Walker(program, script.language, _moment(program))
        try:
            yield Recorder(engine, walker, script, named(languages, script.language)).record()
        except (DerailedError, HarnessError) as error:
            raise DerailedError(f"{name}, {script.name}: {error}") from None


def _moment(program: Program) -> datetime:
    """Return one moment for all, or the present one for a form that asks for it: JavaRosa reads the machine's clock."""
    written = encode(program.plan)
    if b'["call","today"' not in written and b'["call","now"' not in written:
        return STILL
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the clock that JavaRosa reads
