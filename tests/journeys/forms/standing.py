"""Somebody who stands at one question of the zoo, in front of a gateway that serves it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journeys.forms.channels import on_telegram
from tests.journeys.forms.visiting import Act, Press, Seen, Visitor
from tests.journeys.forms.zoo import Zoo
from tests.support.evidence import rows
from tests.support.processes import GatewayProcess
from tests.support.telegram.person import Person
from tests.support.telegram.server import BotApiServer


@dataclass
class Door:
    """A gateway that serves the zoo, and somebody who stands at one of its questions."""

    zoo: Zoo
    telegram: BotApiServer
    url: str
    gateway: GatewayProcess

    async def stands_at(self, question: str, *before: tuple[str, Act]) -> tuple[Person, Visitor]:
        """Lead somebody to a question, with everything before it skipped or answered as given."""
        script: dict[str, list[Act]] = {"rules": [Press("ok")]}
        for name, act in before:
            script.setdefault(name, []).append(act)
        person = self.telegram.person(question)
        visitor = _Until(self.zoo.plan, "en", script)
        visitor.goal = question
        await on_telegram(visitor, person, ended=False)
        return person, visitor

    def texts(self) -> list[bytes]:
        """Every text that is kept."""
        kept = [row for row in rows(self.url, "parts") if row["kind"] == "text"]
        return [self.zoo.office.open(row["body"], row["compartment"]).body for row in kept]


class _Until(Visitor):
    """A visitor who stops at one question."""

    goal = ""

    def decide(self, seen: Seen) -> Act | None:
        node = self.question(seen)
        if node is not None and node.path.endswith(f"/{self.goal}"):
            return None
        return super().decide(seen)
