"""Leads one respondent through JavaRosa and through our engine at once, and writes down what JavaRosa did.

Our engine says how a person's words are read ("1,500" is 1500); everything else in a transcript is JavaRosa's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.interview import Refusal
from bot.interview.entry import normalise
from config.questionnaire.expression import children
from config.questionnaire.plan import Call, Expression, Node
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
        turns, chance = iter(self.script.turns), Chance(self.script.seed or 0)
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
            return chance.turn(question, self._node(question.path))
        if question.kind == "note" or question.readonly:
            return Turn("", ())
        return Turn("", ("enough" if question.type == "repeat" else "=",))

    def _node(self, at: str) -> Node:
        return self.walker.program.by_path[generic(at)].node

    # --- one visit --------------------------------------------------------------------------------

    def _visit(self, screen: Reply, turn: Turn) -> Iterator[Visit]:
        node = self._node(screen["at"])
        shuffled = node.itemset is not None and node.itemset.randomize and node.itemset.seed is None
        yield Visit(
            at=screen["at"],
            label=screen["label"] or "",
            hint=screen.get("hint") or "",
            guidance=screen.get("guidance") or "",
            media=screen.get("media", {}),
            groups=tuple(screen["groups"]),
            choices=tuple(tuple(each) for each in screen.get("choices", ())),
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
        for path, value in self.engine.ask("finish")["instance"]:
            yield path, ANYTHING if _is_chance(self._node(path)) else value


def named(languages: list[str], language: str) -> str:
    """Return the one of an XForm's languages that has this code: "English (en)"."""
    return next((each for each in languages if each == language or each.endswith(f"({language})")), language)


def _name(at: str) -> str:
    return at.rpartition("/")[2]


def _is_chance(node: Node) -> bool:
    return any(_CHANCE & set(_called(each)) for each in (node.calculate, node.default) if each is not None)


def _called(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Call):
        yield expression.name
    for child in children(expression):
        yield from _called(child)
