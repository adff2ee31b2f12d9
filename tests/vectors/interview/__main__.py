"""Makes the vectors anew: `python -m tests.vectors.interview [form …]`. Needs a JDK; README.md tells when and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import click
import msgspec

from bot.interview import Program
from config.questionnaire.plan import encode
from tests.vectors.interview import expressions
from tests.vectors.interview.comparing import Comparison
from tests.vectors.interview.compiling import compiled, names
from tests.vectors.interview.javarosa import HarnessError, JavaRosa, javarosa, missing
from tests.vectors.interview.ours import Walker
from tests.vectors.interview.recording import DerailedError, Recorder, named
from tests.vectors.interview.respondents import read_scripts
from tests.vectors.interview.transcripts import (
    FORMS,
    PLANS,
    TRANSCRIPTS,
    Difference,
    Transcript,
    read_differences,
    write_transcripts,
)

_STILL: Final = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@click.command()
@click.argument("wanted", nargs=-1)
def make(wanted: tuple[str, ...]) -> None:
    """Record every respondent of the forms named, or of all, and the single expressions."""
    lacking = missing()
    if lacking:
        raise click.ClickException(f"The vectors are made with JavaRosa, and {lacking}.")
    known = {(each.form, each.place, each.ours, each.javarosa) for each in read_differences()}
    with javarosa() as engine:
        for name in wanted or [*expressions.FILES, *names()]:
            click.echo(name)
            if name in expressions.FILES:
                expressions.make(engine, name)
                continue
            for each in dict.fromkeys(_made(engine, name)):
                if (each.form, each.place, each.ours, each.javarosa) not in known:
                    click.echo(msgspec.json.encode(each).decode())


def _made(engine: JavaRosa, name: str) -> Iterator[Difference]:
    """Write one form's Plan and transcripts, and yield how our engine differs."""
    form = compiled(name)
    (PLANS / f"{name}.json").write_bytes(encode(form.plan) + b"\n")
    program = Program(form.plan)
    with form.on_disk() as path:
        languages = engine.ask("form", str(path))["languages"]
        transcripts = list(_recorded(engine, name, program, languages))
    write_transcripts(TRANSCRIPTS / f"{name}.json", transcripts)
    for transcript in transcripts:
        walker = Walker(program, transcript.language, datetime.fromisoformat(transcript.now))
        yield from Comparison(name, program).replay(transcript, walker)


def _recorded(engine: JavaRosa, name: str, program: Program, languages: list[str]) -> Iterator[Transcript]:
    for script in read_scripts(FORMS / f"{name}.txt"):
        walker = Walker(program, script.language, _moment(program))
        try:
            yield Recorder(engine, walker, script, named(languages, script.language)).record()
        except (DerailedError, HarnessError) as error:
            raise click.ClickException(f"{name}, {script.name}: {error}") from None


def _moment(program: Program) -> datetime:
    """Return one moment for all, or the present one for a form that asks for it: JavaRosa reads the machine's clock."""
    written = encode(program.plan)
    if b'["call","today"' not in written and b'["call","now"' not in written:
        return _STILL
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the clock that JavaRosa reads


if __name__ == "__main__":
    make()
