"""Leads one respondent through JavaRosa and through our engine at once, and writes down what JavaRosa did.

Our engine says how a person's words are read ("1,500" is 1500); everything else in a transcript is JavaRosa's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.interview import Refusal
from bot.interview.entry import normalise
from bot.interview.program import Program
from config.questionnaire.plan import Node
from config.questionnaire.reading import calls, uses
from tests.vectors.interview.javarosa import JavaRosa, Reply
from tests.vectors.interview.ours import Walker, generic
from tests.vectors.interview.respondents import Chance, Script, Turn
from tests.vectors.interview.transcripts import ANYTHING, Transcript, Try, Visit

_CHANCE = {"random", "uuid", "now"}
_LONGEST = 4000
"""Steps after which a respondent has gone in a circle."""


class DerailedError(Exception):
    """The two engines stand at different places, or not where the script says."""


@dataclass(slots=True)
class Recorder:
    """Records one respondent."""

    engine: JavaRosa
    walker: Walker
    script: Script
    language: str
    """What JavaRosa calls the respondent's language."""
    loose: set[str] = field(default_factory=set)
    """Nodes that JavaRosa works out from a time of which we keep the day only."""

    def record(self) -> Transcript:
        """Return the transcript. Raises DerailedError and HarnessError."""
        return Transcript(
            name=self.script.name,
            language=self.script.language,
            now=self.walker.now.isoformat(),
            visits=tuple(self._visits()),
            instance=tuple(self._instance()),
        )

    def _visits(self) -> Iterator[Visit]:
        turns, chance = (
            iter(self.script.turns),
            Chance(self.script.seed or 0, self.walker.program.plan, alone=self.script.alone),
        )
        screen = self.engine.ask("begin", self.language, "" if self.script.mended else "unmended")
        for _ in range(_LONGEST):
            at = screen["at"]
            if at != self.walker.at and self.script.mended:
                raise DerailedError(f"JavaRosa is at {at}, we are at {self.walker.at}")
            if at != self.walker.at:  # as far as this goes
                yield Visit(at=str(at))
                return
            if at is None:
                break
            turn = next(turns, None)
            if turn is None:
                turn = self._drawn(chance)
            elif turn.name != _name(at):
                raise DerailedError(f"the script expects {turn.name} at {at}")
            yield from self._visit(screen, turn)
            way = "back" if turn.back else "next"
            self.walker.go(way)
            screen = self.engine.ask(way)
            if turn.back and screen["at"] is None:  # before the beginning: come in again
                screen = self.engine.ask("next")
        left = next(turns, None)
        if left is not None:
            raise DerailedError(f"the interview ends before {left.name}")

    def _drawn(self, chance: Chance) -> Turn:
        question = self.walker.question()
        if self.script.seed is not None:
            return chance.turn(question, self._node(question.path), self.walker.reach)
        if question.kind == "note" or question.readonly:
            return Turn("", ())
        return Turn("", ("enough" if question.type == "repeat" else "=",))

    def _node(self, at: str) -> Node:
        return self.walker.program.by_path[generic(at)].node

    # --- one visit --------------------------------------------------------------------------------

    def _visit(self, screen: Reply, turn: Turn) -> Iterator[Visit]:
        node = self._node(screen["at"])
        choices = [tuple(each) for each in screen.get("choices", ())]
        shuffled = node.itemset is not None and node.itemset.randomize and node.itemset.seed is None
        yield Visit(
            at=screen["at"],
            label=screen["label"] or "",
            hint=screen.get("hint") or "",
            guidance=screen.get("guidance") or "",
            media=screen.get("media", {}),
            groups=tuple(screen["groups"]),
            choices=tuple(sorted(choices) if shuffled else choices),
            shuffled=shuffled,
            required=screen.get("required", False),
            readonly=screen.get("readonly", False),
            value=ANYTHING if screen.get("value") and _is_chance(node) else screen.get("value", ""),
            another=screen.get("another", False),
            tries=tuple(self._tries(screen, turn)),
            go="back" if turn.back else "next",
        )

    def _tries(self, screen: Reply, turn: Turn) -> Iterator[Try]:
        for attempt in turn.attempts:
            if screen.get("readonly") and self.script.seed is not None:
                return
            given = self.walker.question().value if attempt == "=" else attempt
            made = self._try(screen, given)
            yield made
            if made.said == "ok" and self.script.seed is not None:
                return

    def _try(self, screen: Reply, given: str) -> Try:
        if screen.get("another"):
            self.walker.give(given)
            return Try(give=given, said=self.engine.ask("repeat", given)["said"])
        stored = self._stored(given)
        self.walker.give(given)
        reply = self.engine.ask("give", stored)
        return Try(
            give=given,
            said=reply["said"],
            message=reply.get("message") or "",
            stored=None if stored == given or reply["said"] != "ok" else stored,
        )

    def _stored(self, given: str) -> str:
        """Return what somebody wrote as our engine reads it, whether it takes it or not."""
        question = self.walker.question()
        if question.choices or question.sealed:
            return given
        found = normalise(question.type, question.appearance, given)
        return given if isinstance(found, Refusal) else found

    # --- the end ----------------------------------------------------------------------------------

    def _instance(self) -> Iterator[tuple[str, str]]:
        reply = self.engine.ask("finish")
        leaves = dict(reply["instance"])
        self.loose = loosely(self.walker.program, (path for path, value in leaves.items() if "T" in value))
        for line in self.walker.look().submission():
            if generic(line.path) in self.loose:
                leaves.setdefault(line.path, ANYTHING)
        for path, value in leaves.items():
            yield path, ANYTHING if generic(path) in self.loose or _is_chance(self._node(path)) else value


def named(languages: list[str], language: str) -> str:
    """Return the one of an XForm's languages that has this code: "English (en)"."""
    return next((each for each in languages if each == language or each.endswith(f"({language})")), language)


def _name(at: str) -> str:
    return at.rpartition("/")[2]


def _is_chance(node: Node) -> bool:
    """Return whether a value is drawn, or has the time to the second."""
    expressions = [each for each in (node.calculate, node.default) if each is not None]
    return any(call.name in _CHANCE for expression in expressions for call in calls(expression))


def loosely(program: Program, stamped: Iterator[str]) -> set[str]:
    """Return the nodes that read start or end, which with us have the day only. `stamped` have the time in JavaRosa."""
    found = {generic(path) for path in stamped}
    found = {path for path in found if program.by_path[path].node.type == "date"}
    readers = [(spot.node.path, set(_read(spot.node))) for spot in program.spots]
    growing = True
    while growing:
        more = {path for path, read in readers if read & found} - found
        growing, found = bool(more), found | more
    return found


def _read(node: Node) -> Iterator[str]:
    return (read.path for use in uses(node) if use.column == "calculation" for read in use.reads(node.path))
