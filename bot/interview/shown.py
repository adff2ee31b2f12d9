"""What an interview hands out: questions, refusals, summary lines and submitted answers. Data only, no logic.

`bot.conversation` turns these into screens and manifests; nothing here knows a channel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

SEALED: Final = "•"
"""What a sealed answer looks like in Answers: present, and unreadable."""

Answers: TypeAlias = Mapping[str, str]
"""Instance path to ODK text form; a later mapping merged over an earlier one is an edit (`answers | change`).

Instance paths carry indexes only on repeats ("/x/rep[2]/c"). A repeat that asks "add another?" keeps its count at its
own path ("/x/rep"). An empty text is an answer that was cleared, which is not the same as one that was never given: a
default does not come back. The root's path ("/x") holds the seed that `begin` drew, where the form has need of chance.
"""


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One choice as the person reads it."""

    name: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict)
    """File names by kind ("image", "big-image", "audio", "video"), in the person's language or the form's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to show, in one language.

    "Add another?" of a repeat is a question too: its type is "repeat", its path the instance that does not exist yet
    ("/x/rep[3]"), its choices are "more", "enough" and, where there is one to remove, "fewer". Their labels are signs
    that need no language; a channel may put better words in their place.
    """

    path: str
    name: str
    kind: Literal["question", "note"]
    type: str
    """Bind type: string, int, decimal, date, select1, select, binary …, or "repeat"."""
    control: str
    appearance: str
    mediatype: str
    """For uploads: "image/*", "audio/*", "video/*", "*/*"."""
    label: str
    hint: str
    guidance: str
    media: Mapping[str, str]
    """Pictures and sounds of the label, as a choice has them."""
    choices: tuple[ShownChoice, ...]
    multiple: bool
    required: bool
    readonly: bool
    value: str = field(repr=False)
    """What is stored, in ODK text form; SEALED where it is sealed; "" where there is nothing."""
    sealed: bool
    """Whether an answer is sealed on arrival: then it is given by `accept_sealed`."""
    compartment: str
    heading: str
    """Labels of the groups that are newly entered here, one per line; often ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an answer was not taken."""

    id: str
    """Catalogue id, used when `message` is None.

    refused-required, refused-constraint, refused-choice, refused-integer, refused-number, refused-date, refused-time,
    refused-place, refused-sealed, refused-readonly.
    """
    message: str | None = None
    """The author's own words, in the language of the interview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One relevant question and what was answered, for reading back."""

    path: str
    label: str
    shown: str = field(repr=False)
    """The answer as the person reads it: labels of choices, not names; "" where sealed or not answered."""
    answered: bool
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """One relevant, answered node: what a manifest says of it."""

    path: str
    name: str
    compartment: str
    label: str
    """The question as it was shown; "" for a value that nobody is asked."""
    value: str = field(repr=False)
    """ODK text form; SEALED where it is sealed."""
    shown: str | None = field(repr=False)
    """Labels of the choices picked; None for everything that is no choice."""
    sealed: bool
