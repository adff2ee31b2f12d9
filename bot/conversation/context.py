"""What the machine is given and what it gives back: data only. Re-exported by `machine`, its door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from bot.conversation.effects import Effect
from bot.conversation.screen import Screen
from bot.conversation.state import State
from bot.interview import Program
from config.policy import Policy

FileKind: TypeAlias = Literal["image", "audio", "video", "document"]


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
    media: frozenset[str] = frozenset()
    """Names of the form's pictures and sounds that are there to be shown."""


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
    file: frozenset[FileKind] = frozenset()
    path: str = ""
    compartment: str = ""
    case: str = ""
