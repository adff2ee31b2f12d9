"""A dialogue with the pure conversation, written as it is read: `talk << Press("button-skip") >> Shows("review-read")`.

`<<` is what the person (or time, or the engine) does, `>>` what must come of it. Between any two events the state goes
through its bytes, as if the server had been restarted, and the books are kept: what was sealed, dropped, erased.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.conversation.effects import Adopt, Drop, Effect, End, Erase, Keep, OpenCase, Show
from bot.conversation.events import ChoicePicked, Event, TextReceived
from bot.conversation.machine import Context, State, View, decode, encode, fresh, step, view
from bot.conversation.screen import Line, Piece, Screen
from bot.interview import Program
from config.catalogue import load_catalogue
from config.policy import Policy, load_policy

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LANGUAGES = load_catalogue().languages


# --- what a person does ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Press:
    """Press the button with this label: an id of the catalogue, or words of the form."""

    label: str


@dataclass(frozen=True)
class Writes:
    """Write a message."""

    text: str


@dataclass(frozen=True)
class Waits:
    """Do nothing for a while."""

    minutes: float


# --- what must come of it ---------------------------------------------------------------------------------


class Shows:
    """The bubble shows all of these: ids of the catalogue, or words."""

    def __init__(self, *labels: str) -> None:
        self.labels = labels

    def check(self, talk: Dialogue) -> None:
        """Compare with the screen of the last step."""
        assert any(isinstance(effect, Show) for effect in talk.effects), "nothing was shown"
        missing = [label for label in self.labels if label not in talk.seen()]
        assert not missing, f"{missing} not in {talk.seen()}"


class Hides:
    """None of these is in the bubble."""

    def __init__(self, *labels: str) -> None:
        self.labels = labels

    def check(self, talk: Dialogue) -> None:
        """Compare with the screen of the last step."""
        seen = "\n".join(talk.seen())
        assert not [label for label in self.labels if label in seen], seen


class Does:
    """The last step had an effect of this kind, with these fields."""

    def __init__(self, kind: type[Effect], /, **fields: Any) -> None:
        self.effect, self.fields = kind, fields

    def check(self, talk: Dialogue) -> None:
        """Compare with the effects of the last step."""
        same = [effect for effect in talk.effects if isinstance(effect, self.effect)]
        hits = [one for one in same if all(getattr(one, name) == value for name, value in self.fields.items())]
        assert hits, f"no {self.effect.__name__} {self.fields} in {talk.effects}"


class DoesNot:
    """The last step had no effect of these kinds."""

    def __init__(self, *kinds: type[Effect]) -> None:
        self.kinds = kinds

    def check(self, talk: Dialogue) -> None:
        """Compare with the effects of the last step."""
        assert not [effect for effect in talk.effects if isinstance(effect, self.kinds)], talk.effects


class Nothing:
    """The last step had no effect at all."""

    def check(self, talk: Dialogue) -> None:
        """Compare with the effects of the last step."""
        assert talk.effects == (), talk.effects


# --- the dialogue -----------------------------------------------------------------------------------------


@dataclass
class Books:
    """What a whole dialogue has sealed and destroyed."""

    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    opened: list[OpenCase] = field(default_factory=list)
    ended: bool = False

    def enter(self, effect: Effect) -> None:
        """Keep the books."""
        match effect:
            case Keep():
                self.kept.append(effect.part)
            case Adopt():
                self.kept.append(effect.file.part)
            case Drop():
                self.dropped.extend(effect.parts)
            case Erase():
                self.erased.append(effect.case)
            case OpenCase():
                self.opened.append(effect)
            case End():
                self.ended = True
            case _:
                pass


class Dialogue:
    """One chat with the conversation."""

    def __init__(
        self, program: Program, *, policy: Policy | None = None, channel: str = "telegram", seed: str = ""
    ) -> None:
        self.program = program
        self.policy = policy or load_policy()
        self.channel = channel
        self.now = NOON
        self.languages: tuple[str, ...] = LANGUAGES
        self.state: State = fresh()
        self.effects: tuple[Effect, ...] = ()
        self.books = Books()
        self._seed = seed
        self._turns = 0

    def context(self) -> Context:
        """Return the circumstances of the next turn."""
        return Context(
            program=self.program,
            policy=self.policy,
            now=self.now,
            entropy=hashlib.sha512(f"{self._seed}{self._turns}".encode()).digest(),
            languages=self.languages,
            channel=self.channel,
            editions={"en": "e" * 64},
        )

    def __lshift__(self, act: Event | Press | Writes | Waits) -> Dialogue:
        """Take one event, as the engine would: a restart before it, the books kept after it."""
        match act:
            case Waits():
                self.now += timedelta(minutes=act.minutes)
                self.effects = ()
                return self
            case Press():
                event: Event = ChoicePicked(screen=self.state.number, index=self.index(act.label))
            case Writes():
                event = TextReceived(text=act.text, message=f"m{self._turns}")
            case _:
                event = act
        self._turns += 1
        outcome = step(self.context(), decode(encode(self.state)), event)
        assert decode(encode(outcome.state)) == outcome.state
        self.state, self.effects = outcome.state, outcome.effects
        for effect in outcome.effects:
            self.books.enter(effect)
        return self

    def __rshift__(self, expected: Shows | Hides | Does | DoesNot | Nothing) -> Dialogue:
        """Check what came of the last event."""
        expected.check(self)
        return self

    def view(self) -> View:
        """Return what is on show now, as a restarted server would show it."""
        return view(self.context(), self.state)

    @property
    def screen(self) -> Screen:
        """The screen that was shown last."""
        shown = [effect.screen for effect in self.effects if isinstance(effect, Show)]
        return shown[-1] if shown else self.view().screen

    def seen(self) -> list[str]:
        """Return every label on the screen: ids of lines, and words."""
        screen = self.screen
        return [name(piece) for piece in (*screen.pieces, *(button.label for button in screen.buttons))]

    def index(self, label: str) -> int:
        """Return the index of the button with this label."""
        labels = [name(button.label) for button in self.view().screen.buttons]
        assert label in labels, f"no button {label!r} among {labels}"
        return labels.index(label)


def name(piece: Piece) -> str:
    """Return what a piece is called in a dialogue: "id", "id/language", or the words themselves."""
    if isinstance(piece, Line):
        return f"{piece.id}/{piece.language}" if piece.language else piece.id
    return piece.text
