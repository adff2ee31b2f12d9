"""The presses of one long conversation, found by walking the pure machine: what every benched chat then repeats.

The machine is deterministic, so the numbers of screens and buttons are the same in every chat. The walk goes through
the gate to the questions, answers every choice on the way forward, skips what would be written, turns round at
either end: presses only, each of them a whole turn, none refused, nobody alarmed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.conversation.context import Action
from bot.conversation.events import ChoicePicked, Event, Started
from bot.conversation.machine import Context, State, Step, fresh, step, view
from bot.interview import Program
from config.policy import load_policy
from config.questionnaire.plan import Plan

_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_GATE = ("language", "begin", "next", "cover", "consent", "yes", "silence")
"""What leads through the gate, by verb."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Presses as (screen, index), to be made after a start. The first `gate` of them lead to the first question."""

    presses: tuple[tuple[int, int], ...]
    gate: int

    def rounds(self, chats: int) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
        """Yield (update, chat, press) of so many chats that walk abreast; the first round has no presses: it starts."""
        update = itertools.count(1)
        for press in (None, *self.presses):
            for chat in range(chats):
                yield next(update), chat, press

    def before(self, chats: int) -> int:
        """Return how many turns pass until all chats are among the questions."""
        return chats * (1 + self.gate)


def walk(plan: Plan, *, presses: int, channel: str) -> Walk:
    """Return a conversation of this many presses. Raises LookupError where it finds no way on."""
    walker = _Walker(plan, channel)
    found: list[tuple[int, int]] = []
    gate = 0
    for _ in range(presses):
        gate = gate or (len(found) if walker.state.room == "questions" else 0)
        found.append(walker.press())
    return Walk(tuple(found), gate)


class _Walker:
    def __init__(self, plan: Plan, channel: str) -> None:
        self._context = Context(
            program=Program(plan),
            policy=load_policy(),
            now=_NOON,
            entropy=bytes(64),
            languages=plan.languages,
            channel=channel,
        )
        self._forward = True
        self.state: State = fresh()
        self.state = self._step(Started()).state

    def press(self) -> tuple[int, int]:
        """Find the next press, make it, and return it."""
        for _ in range(2):
            for index in self._wishes(view(self._context, self.state).actions):
                press = ChoicePicked(screen=self.state.number, index=index)
                made = self._step(press)
                if _plain(made) and not self._leaves(made):
                    self.state = made.state
                    return press.screen, press.index
            self._forward = not self._forward
        raise LookupError(f"no way on from {self.state.room} {self.state.stage} {self.state.path}")

    def _leaves(self, made: Step) -> bool:
        return self.state.room == "questions" and made.state.room != "questions"

    def _step(self, event: Event) -> Step:
        return step(self._context, self.state, event)

    def _wishes(self, actions: tuple[Action, ...]) -> list[int]:
        """Return the indexes of the buttons to try, the best first: choices from the middle of their list on."""
        onward = ("pick", "done" if self.state.picks else "toggle", "forward")
        order = _GATE if self.state.room != "questions" else onward if self._forward else ("back",)
        return [index for verb in order for index in _from_the_middle(verb, actions)]


def _from_the_middle(verb: str, actions: tuple[Action, ...]) -> list[int]:
    """Return where a verb is, rotated: first choices are often the extreme ones, last ones decline to answer."""
    indexes = [index for index, action in enumerate(actions) if action.verb == verb]
    return indexes if verb in _GATE else indexes[len(indexes) // 2 :] + indexes[: len(indexes) // 2]


def _plain(made: Step) -> bool:
    """Tell whether a turn leads on without a detour, and raises no signal."""
    return bool(made.effects) and not made.state.aside and not made.state.raised
