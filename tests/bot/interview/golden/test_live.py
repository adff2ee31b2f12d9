"""Forms of other people, walked by chance in our engine and in JavaRosa at once: all that differs fails.

Left out, in so many words, where there are no such forms or no JDK.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.interview import SEALED, Program
from bot.interview.instance import instance_xml
from tests.bot.interview.golden import third_party
from tests.bot.interview.golden.excuses import excuse
from tests.bot.interview.golden.third_party import Foreign
from tests.vectors.interview.comparing import Comparison
from tests.vectors.interview.javarosa import HarnessError, JavaRosa, javarosa, missing
from tests.vectors.interview.ours import Walker
from tests.vectors.interview.recording import Recorder, named
from tests.vectors.interview.respondents import Script
from tests.vectors.interview.transcripts import Difference, Transcript

FORMS = third_party.forms()
FEW, MANY = 4, 20
"""Respondents for each language of a form: in `make test`, and in `make soak`."""

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=f"other people's forms were left out: {missing()}"),
    pytest.mark.skipif(not FORMS, reason="other people's forms were left out: there are none beside the checkout"),
]


@pytest.fixture(scope="module")
def engine() -> Iterator[JavaRosa]:
    with javarosa() as running:
        yield running


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_few_respondents_of_every_language(engine: JavaRosa, path: Path) -> None:
    assert list(_found(engine, third_party.compiled(path), range(FEW))) == []


@pytest.mark.soak
@pytest.mark.skipif("AFFIANT_SOAK" not in os.environ, reason="takes minutes: make soak")
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_many_respondents_of_every_language(engine: JavaRosa, path: Path) -> None:
    assert list(_found(engine, third_party.compiled(path), range(FEW, MANY))) == []


def _found(engine: JavaRosa, form: Foreign, seeds: range) -> Iterator[Difference]:
    with form.on_disk() as xml:
        languages = engine.ask("form", str(xml))["languages"]
        for number, language in enumerate(form.program.plan.languages):
            live = Live(engine, xml, form.program, named(languages, language))
            for seed in seeds:
                yield from _respondent(live, language, seed + number * MANY)


@dataclass(frozen=True, slots=True)
class Live:
    """A form of somebody else in both engines."""

    engine: JavaRosa
    xml: Path
    program: Program
    language: str
    """As JavaRosa calls it."""

    def record(self, script: Script) -> tuple[Recorder, Transcript]:
        """Lead one respondent to the end."""
        now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the clock that JavaRosa reads
        recorder = Recorder(self.engine, Walker(self.program, script.language, now), script, self.language)
        return recorder, recorder.record()


def _respondent(live: Live, language: str, seed: int) -> Iterator[Difference]:
    """Yield what differs for one respondent; where JavaRosa stops at a repeat, for one who has one of everything."""
    script = Script.of_chance(language, seed)
    try:
        recorder, transcript = live.record(script)
    except HarnessError as error:
        if "This field is repeated" not in str(error):
            raise
        script = Script.of_chance(language, seed, alone=True)
        recorder, transcript = live.record(script)
    assert recorder.walker.at is None
    comparison = Comparison(script.name, live.program)
    for each in comparison.replay(transcript, Walker(live.program, language, recorder.walker.now)):
        if not excuse(each, live.program):
            yield each
    yield from _reopened(live, comparison, transcript, recorder)


def _reopened(live: Live, comparison: Comparison, transcript: Transcript, recorder: Recorder) -> Iterator[Difference]:
    """Yield what JavaRosa finds in the instance that we write, and not in its own, when it opens both."""
    walker, place = recorder.walker, live.xml.with_name("instance.xml")
    sealed = {path: value for path, value in transcript.instance if walker.answers.get(path) == SEALED}
    written = instance_xml(live.program, walker.answers, now=walker.now, instance_id="uuid:0", sealed=sealed)
    place.write_text(written, encoding="utf-8")
    ours, theirs = live.engine.ask("reopen", str(place)), live.engine.ask("reopen", "")
    for each in comparison.instances(ours["instance"], theirs["instance"]):
        if each.place.removesuffix(" instance") not in recorder.loose:
            yield each
    if ours["valid"] != theirs["valid"]:
        yield comparison.difference("", "valid", ours["valid"], theirs["valid"])
