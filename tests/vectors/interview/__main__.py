"""Makes the vectors anew: `python -m tests.vectors.interview [form …]`. Needs a JDK; README.md tells when and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click
import msgspec

from bot.interview import Program
from config.questionnaire.plan import encode
from tests.vectors.interview import expressions
from tests.vectors.interview.comparing import Comparison
from tests.vectors.interview.compiling import compiled, names
from tests.vectors.interview.javarosa import JavaRosa, javarosa, missing
from tests.vectors.interview.making import recorded
from tests.vectors.interview.ours import Walker
from tests.vectors.interview.recording import DerailedError
from tests.vectors.interview.transcripts import PLANS, TRANSCRIPTS, Difference, read_differences, write_transcripts


@click.command()
@click.argument("wanted", nargs=-1)
def make(wanted: tuple[str, ...]) -> None:
    """Record every respondent of the forms named, or of all, and the single expressions."""
    lacking = missing()
    if lacking:
        raise click.ClickException(f"The vectors are made with JavaRosa, and {lacking}.")
    known = {msgspec.structs.replace(each, why="") for each in read_differences()}
    with javarosa() as engine:
        for name in wanted or [*expressions.FILES, *names()]:
            click.echo(name)
            if name in expressions.FILES:
                expressions.make(engine, name)
                continue
            for each in dict.fromkeys(_made(engine, name)):
                if each not in known:
                    click.echo(msgspec.json.encode(each).decode())


def _made(engine: JavaRosa, name: str) -> Iterator[Difference]:
    """Write one form's Plan and transcripts, and yield how our engine differs."""
    form = compiled(name)
    try:
        transcripts = recorded(engine, name, form)
    except DerailedError as error:
        raise click.ClickException(str(error)) from None
    (PLANS / f"{name}.json").write_bytes(encode(form.plan) + b"\n")
    write_transcripts(TRANSCRIPTS / f"{name}.json", transcripts)
    comparison = Comparison(name, Program(form.plan))
    for transcript in transcripts:
        walker = Walker(comparison.program, transcript.language, datetime.fromisoformat(transcript.now))
        yield from comparison.replay(transcript, walker)


if __name__ == "__main__":
    make()
