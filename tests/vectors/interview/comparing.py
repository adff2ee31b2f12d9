"""What is the same: our question beside JavaRosa's, value beside value. What is not comes out as a Difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from bot.interview import SEALED, Program, Question
from tests.vectors.interview.ours import Verdict, Walker, generic
from tests.vectors.interview.transcripts import ANYTHING, Difference, Transcript, Try, Visit
from tests.vectors.interview.values import plain

Leaf: TypeAlias = tuple[str, str]
"""Instance path and value."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares transcripts of one form with what our engine does."""

    form: str
    program: Program

    def replay(self, transcript: Transcript, walker: Walker) -> Iterator[Difference]:
        """Yield the differences that show while our engine does what the respondent did."""
        for visit in transcript.visits:
            if walker.at != visit.at:  # nothing behind this can be compared
                yield self.difference(visit.at, "order", walker.at, visit.at)
                return
            yield from self.visit(visit, walker.question())
            for attempt in visit.tries:
                yield from self.verdict(visit.at, attempt, walker.give(attempt.give))
            walker.go(visit.go)
        if walker.at is not None:
            yield self.difference(walker.at, "order", walker.at, None)
            return
        yield from self.instance(transcript, walker)

    # --- one place --------------------------------------------------------------------------------

    def visit(self, theirs: Visit, ours: Question) -> Iterator[Difference]:
        """Yield what is shown otherwise."""
        pairs: dict[str, tuple[object, object]] = {
            "label": (ours.label, theirs.label),
            "heading": (ours.heading, _newly(theirs.groups, ours.heading)),
            "another": (ours.type == "repeat", theirs.another),
        }
        if not theirs.another:
            pairs |= {
                "hint": (ours.hint, theirs.hint),
                "guidance": (ours.guidance, theirs.guidance),
                "media": (dict(ours.media), theirs.media),
                "choices": _choices(ours, theirs),
                "required": (ours.required, theirs.required),
                "readonly": (ours.readonly or ours.kind == "note", theirs.readonly),
            }
            if self._plain(theirs.at, ours.value, theirs.value) != self._plain(theirs.at, theirs.value):
                pairs["value"] = (ours.value, theirs.value)
        for what, (mine, other) in pairs.items():
            if mine != other:
                yield self.difference(theirs.at, what, mine, other)

    def verdict(self, at: str, theirs: Try, ours: Verdict) -> Iterator[Difference]:
        """Yield what is said otherwise to an attempt."""
        said = "constraint" if theirs.said == "scale" else theirs.said  # a slider's ends are limits
        if ours.said != said:
            yield self.difference(at, "said", f"{ours.said} to {theirs.give}", f"{theirs.said} to {theirs.give}")
        elif ours.message != theirs.message and theirs.said != "scale":
            yield self.difference(at, "message", ours.message, theirs.message)
        elif said == "ok" and not theirs.give.startswith(("more", "enough", "fewer")):
            stored = theirs.give if theirs.stored is None else theirs.stored
            if self._plain(at, ours.stored, stored) != self._plain(at, stored):
                yield self.difference(at, "stored", ours.stored, stored)

    # --- the end ----------------------------------------------------------------------------------

    def instance(self, transcript: Transcript, walker: Walker) -> Iterator[Difference]:
        """Yield what is handed in otherwise."""
        yield from self.instances([(line.path, line.value) for line in walker.look().submission()], transcript.instance)

    def instances(self, ours: Sequence[Leaf], theirs: Sequence[Leaf]) -> Iterator[Difference]:
        """Yield which leaves of two instances are not the same."""
        mine, other = dict(ours), dict(theirs)
        for path in dict.fromkeys([*other, *mine]):
            value, beside = mine.get(path, ""), other.get(path, "")
            if self._plain(path, value, beside) != self._plain(path, beside):
                yield self.difference(path, "instance", value, beside)

    def _plain(self, path: str, value: str, beside: str = "") -> Any:
        """Return a value as it compares; beside one that is sealed here, only whether it is there."""
        if ANYTHING in (value, beside):
            return ANYTHING
        if value == SEALED and beside:
            value = beside
        return plain(self.program.by_path[generic(path)].node, value)

    def difference(self, at: str, what: str, ours: object, theirs: object) -> Difference:
        """Return a difference at a place."""
        return Difference(form=self.form, place=f"{generic(at)} {what}", ours=_said(ours), javarosa=_said(theirs))


def _said(what: object) -> str:
    return what if isinstance(what, str) else msgspec.json.encode(what).decode()


def _newly(groups: Sequence[str], heading: str) -> str:
    """Return the heading, if the innermost of the groups around make it, or all groups."""
    endings = ["\n".join(groups[start:]) for start in range(len(groups) + 1)]
    return heading if heading in endings else endings[0]


def _choices(ours: Question, theirs: Visit) -> tuple[list[Any], list[Any]]:
    mine = [] if ours.control == "trigger" else [_choice(each.name, each.label, each.media) for each in ours.choices]
    other = [_choice(*each) for each in theirs.choices]
    return (sorted(mine, key=str), sorted(other, key=str)) if theirs.shuffled else (mine, other)


def _choice(name: str, label: str, media: Mapping[str, str] | None = None) -> list[Any]:
    return [name, label, dict(media)] if media else [name, label]
