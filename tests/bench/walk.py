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
from time import perf_counter

from bot.conversation.context import Action
from bot.conversation.events import ChoicePicked, Event, Started, TextReceived
from bot.conversation.machine import Context, State, Step, decode, due, encode, expects, fresh, step, view
from bot.interview import Program
from config.policy import load_policy
from config.questionnaire.plan import Plan

_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_GATE = ("language", "begin", "next", "cover", "consent", "yes", "silence")
"""What leads through the gate, by verb."""
_BACKWARD = "-1"
"""The noun of a page that was read already."""
_WRITE = "write"
"""No verb: where something is to be written."""


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


def turns(plan: Plan) -> list[float]:
    """Return the seconds of every turn of a whole conversation: everything answered, read back to its last page, sent.

    A turn is what the engine does in one piece: the state decoded, the step, the state encoded, when to look again.
    """
    walker, times = _Walker(plan, "telegram"), []
    while (event := walker.onward()) is not None:
        written = encode(walker.state)
        begun = perf_counter()
        made = step(walker.context, decode(written), event)
        encode(made.state)
        due(walker.context, made.state)
        times.append(perf_counter() - begun)
        walker.state = made.state
    return times


class _Walker:
    def __init__(self, plan: Plan, channel: str) -> None:
        self.context = Context(
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
            for index in self._wishes(view(self.context, self.state).actions):
                press = ChoicePicked(screen=self.state.number, index=index)
                made = self._step(press)
                if _plain(made) and not self._leaves(made):
                    self.state = made.state
                    return press.screen, press.index
            self._forward = not self._forward
        raise LookupError(f"no way on from {self.state.room} {self.state.stage} {self.state.path}")

    def onward(self) -> Event | None:
        """Return what leads on to the end, or None where somebody has sent everything."""
        actions = view(self.context, self.state).actions
        verbs = [action.verb for action in actions]
        for verb in self._leading():
            if verb in verbs:
                last = len(verbs) - 1 - verbs[::-1].index(verb)
                if actions[last].noun != _BACKWARD:
                    return ChoicePicked(screen=self.state.number, index=last)
            if verb == _WRITE and expects(self.context, self.state).text:
                return TextReceived(text="7")
        return None

    def _leading(self) -> tuple[str, ...]:
        if self.state.room == "questions":
            return "pick", "done" if self.state.picks else "toggle", _WRITE, "forward"
        return ("page", "send") if self.state.room == "review" else (*_GATE, "rest", "answer")

    def _leaves(self, made: Step) -> bool:
        return self.state.room == "questions" and made.state.room != "questions"

    def _step(self, event: Event) -> Step:
        return step(self.context, self.state, event)

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
