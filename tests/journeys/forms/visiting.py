"""Somebody who answers the zoo, whatever channel it comes through: sees a text and labels, decides what to do next.

Knows the conversation only as a person does: by the words on the screen. A script says what is done at each question.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from bot.channels.telegram.plain import clean
from config.catalogue import Catalogue, load_catalogue
from config.questionnaire.plan import Node, Plan, Wording
from config.questionnaire.reading import walk

_START: Final = 50
"""Characters of a label by which a question is known: the rest may stand on another leaf."""
_WAY: Final = (
    "begin", "alone-yes", "phone-mine", "look-no", "cover-class", "check-may", "silence-keep", "later-all", "send",
    "words-written", "go-on", "yes",
)  # fmt: skip
"""The buttons that lead from the first screen to the last, the most telling first."""


@dataclass(frozen=True)
class Press:
    """Press the button with this label: a catalogue name, or with `choice` the name of a choice on show."""

    name: str
    choice: bool = False


@dataclass(frozen=True)
class Step:
    """Press a button whose label is this very text."""

    label: str


@dataclass(frozen=True)
class Say:
    """Write a message."""

    text: str


@dataclass(frozen=True)
class Send:
    """Send a file."""

    kind: Literal["photo", "voice", "video", "document"]
    content: bytes
    caption: str = ""


@dataclass(frozen=True)
class Share:
    """Send a place; where a channel has none, write it."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Look:
    """Press a button that shows files beside the bubble; so many must come."""

    name: str
    count: int


@dataclass(frozen=True)
class Wait:
    """Do nothing until the screen is another."""


Act = Wait | Press | Step | Say | Send | Share | Look


def pick(*names: str, done: bool = False) -> tuple[Act, ...]:
    """Press choices, and "done" after them if there may be several."""
    acts: tuple[Act, ...] = tuple(Press(name, choice=True) for name in names)
    return (*acts, Press("done")) if done else acts


@dataclass(frozen=True)
class Seen:
    """What is on the screen."""

    text: str
    labels: Sequence[str]


@dataclass
class Visitor:
    """One person with one language and one script: what to do at each question, in order, however often it comes."""

    plan: Plan
    language: str
    script: Mapping[str, Iterable[Act]]
    catalogue: Catalogue = field(default_factory=load_catalogue)
    screens: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Questions that were on show, in order, each once however often it was shown again."""

    def __post_init__(self) -> None:
        self._left = defaultdict(deque, {name: deque(acts) for name, acts in self.script.items()})
        self._nodes = [node for node in walk(self.plan.nodes) if node.kind in {"question", "note"}]
        lists = {choice.name: choice.label for choices in self.plan.lists.values() for choice in choices}
        self._choices: dict[str, Wording] = lists

    def word(self, name: str) -> str:
        """Return a message of the catalogue as this person reads it."""
        return clean(self.catalogue.text(self.language, name))

    def unused(self) -> dict[str, list[Act]]:
        """What the script holds and nobody asked for."""
        return {name: list(acts) for name, acts in self._left.items() if acts}

    def decide(self, seen: Seen) -> Act | None:
        """Return what this person does now; None at the end."""
        self.screens.append(seen.text)
        if self._has(seen, "finish"):
            return None
        if self._has(seen, "repeat-enough"):
            return self._next("another") or Press("repeat-enough")
        node = None if self._has(seen, "send") else self.question(seen)
        if node is None and (self._has(seen, "read-on") or self._has(seen, "read-back")):  # another of its leaves
            return self._next(self.asked[-1]) or Press("go-on")
        return self._onward(seen) if node is None else self._answer(node, seen)

    def question(self, seen: Seen) -> Node | None:
        """Return the form's question on the screen."""
        shown = " ".join(seen.text.split())
        found = [node for node in self._nodes if self.label(node.label) and self.label(node.label) in shown]
        return max(found, key=lambda node: len(self.label(node.label)), default=None)

    def label(self, wording: Wording) -> str:
        """Return the beginning of a label as this person reads it."""
        message = wording.get(self.language) or wording.get(self.plan.default_language, ())
        return " ".join(clean("".join(piece for piece in message if isinstance(piece, str))).split())[:_START].strip()

    def choice(self, name: str) -> str:
        """Return the label of a choice as this person reads it."""
        return self.label(self._choices[name])

    def _has(self, seen: Seen, name: str) -> bool:
        return self.word(f"button-{name}") in seen.labels

    def _next(self, name: str) -> Act | None:
        return self._left[name].popleft() if self._left[name] else None

    def _answer(self, node: Node, seen: Seen) -> Act:
        name = node.path.rpartition("/")[2]
        if self.asked[-1:] != [name]:
            self.asked.append(name)
        act = self._next(name)
        if act is not None:
            return act
        return next(Press(way) for way in ("go-on", "next", "skip") if self._has(seen, way))

    def _onward(self, seen: Seen) -> Act:
        if self._has(seen, "again"):
            return Wait()
        own = self.catalogue.text(self.language, "own-name")
        if own in seen.labels:
            return Step(own)
        found = next((name for name in _WAY if self._has(seen, name)), None)
        assert found is not None, f"no way on from:\n{seen.text}\n{seen.labels}"
        return Press(found)
