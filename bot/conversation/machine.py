"""The machine: event in, state and effects out. Pure; the engine is its only caller.

`step` decides, `view` shows, `due` says when time itself becomes an event, `expects` tells the engine what may stream in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from bot.conversation.effects import Effect
from bot.conversation.events import Event
from bot.conversation.screen import Screen
from bot.conversation.state import State, decode, encode, fresh
from bot.interview import Program
from config.policy import Policy

__all__ = [
    "Action",
    "Context",
    "Expectation",
    "State",
    "Step",
    "View",
    "decode",
    "due",
    "encode",
    "expects",
    "fresh",
    "step",
    "view",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a turn is given besides the state and the event."""

    program: Program
    policy: Policy
    now: datetime
    entropy: bytes = field(repr=False)
    """64 fresh random bytes."""
    languages: tuple[str, ...]
    channel: str
    editions: Mapping[str, str] = field(default_factory=dict)
    """Hash of the catalogue's wording by language, for the consent ledger."""


class Action(NamedTuple):
    """What a button does; known to the machine only, never sent."""

    verb: str
    noun: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A screen, and what each of its buttons does, in the same order."""

    screen: Screen
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one event."""

    state: State
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the conversation waits for. For a file, `case` and `compartment` say into which seal it streams."""

    text: bool = False
    file: frozenset[Literal["image", "audio", "video", "document"]] = frozenset()
    path: str = ""
    compartment: str = ""
    case: str = ""


def step(context: Context, state: State, event: Event) -> Step:
    """Return the next state and what is to be done. Never raises, whatever the person sends."""
    raise NotImplementedError


def view(context: Context, state: State) -> View:
    """Return the screen of a state. Return words are not part of it: only the turn that brings them shows them."""
    raise NotImplementedError


def due(context: Context, state: State) -> datetime | None:
    """Return when the conversation wants `TimedOut`; long waits are coarsened up to the hour."""
    raise NotImplementedError


def expects(context: Context, state: State) -> Expectation:
    """Return what the conversation waits for now."""
    raise NotImplementedError
