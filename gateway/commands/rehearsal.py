"""A walk through a form without a channel: what `affiant form try` shows, by hand, by script or by chance.

Nothing is kept outside this process, and nothing is sealed: a text that would be sealed is remembered for the instance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from bot.interview import Interview, Program, Question, Refusal, begin
from bot.interview.instance import instance_xml
from config.catalogue import Catalogue

LONGEST_WALK: Final = 20_000
"""Steps of one walk: more than any form asks, so that none goes on for ever."""

_RISKY: Final = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What moves a terminal's cursor or turns its line round; JSON itself escapes what lies below the space."""


class EndlessError(Exception):
    """A walk that has not come to an end."""


class Respondent(Protocol):
    """Whoever answers."""

    def attempts(self, question: Question) -> Iterator[str]:
        """Yield what is tried at a question, until one is taken. Nothing: it is skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was shown, and what came of it."""

    name: str
    path: str
    type: str
    """Bind type; "note" for what is only read, "repeat" for "add another?"."""
    label: str
    hint: str
    guidance: str
    heading: str
    media: dict[str, str]
    choices: list[str]
    labels: list[str]
    required: bool
    readonly: bool
    accepted: bool | None
    """None where nothing was tried."""
    message: str | None
    """Why it was not accepted, as the person reads it."""
    value: str
    """What is stored now, the mark where it would be sealed."""


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """One walk: the answers so far, in one language, at one moment."""

    program: Program
    catalogue: Catalogue
    language: str
    now: datetime
    entropy: bytes
    answers: dict[str, str] = field(init=False)
    sealed: dict[str, str] = field(default_factory=dict)
    """By instance path, what would have been sealed."""

    def __post_init__(self) -> None:
        """Begin with the form's defaults."""
        self.answers = begin(self.program, now=self.now, entropy=self.entropy)

    @property
    def interview(self) -> Interview:
        """The interview as it stands."""
        return Interview(self.program, self.answers, now=self.now, language=self.language)

    def take(self, question: Question, value: str) -> str | None:
        """Take an answer (choices by name or label); return why not, or None when it is taken."""
        outcome = self._outcome(question, value)
        if isinstance(outcome, Refusal):
            return outcome.message or self.catalogue.text(self.language, outcome.id)
        self.answers |= outcome
        if question.sealed:
            self.sealed[question.path] = value
        return None

    def _outcome(self, question: Question, value: str) -> dict[str, str] | Refusal:
        if question.sealed and value:
            return self.interview.accept_sealed(question.path)
        names = {choice.name for choice in question.choices}
        picked = (value,) if value in names else tuple(value.split())
        if names and names.issuperset(picked):
            return self.interview.accept_choices(question.path, picked)
        return self.interview.accept(question.path, value)

    # --- the whole way -------------------------------------------------------------------------------------

    def steps(self, respondent: Respondent) -> Iterator[Step]:
        """Yield a step for everything shown. Raises EndlessError after LONGEST_WALK of them."""
        path = self.interview.first()
        for _ in range(LONGEST_WALK):
            if path is None:
                return
            question = self.interview.question(path)
            yield self._step(question, respondent)
            path = self.interview.after(path)
        raise EndlessError(f"The form has not come to an end after {LONGEST_WALK} steps.")

    def _step(self, question: Question, respondent: Respondent) -> Step:
        accepted, message = self._answered(question, respondent)
        return Step(
            name=question.name,
            path=question.path,
            type=question.type if question.kind == "question" else "note",
            label=question.label,
            hint=question.hint,
            guidance=question.guidance,
            heading=question.heading,
            media=dict(question.media),
            choices=[choice.name for choice in question.choices],
            labels=[choice.label for choice in question.choices],
            required=question.required,
            readonly=question.readonly,
            accepted=accepted,
            message=message,
            value="" if question.type == "repeat" else self.interview.question(question.path).value,
        )

    def _answered(self, question: Question, respondent: Respondent) -> tuple[bool | None, str | None]:
        if question.kind == "note":
            return None, None
        message = None
        tried = False
        for value in respondent.attempts(question):
            tried = True
            message = self.take(question, value)
            if message is None:
                return True, None
        if not tried and question.required and not question.value:
            message = self.take(question, "")  # nobody could leave it like this
        return None if message is None else False, message

    def instance(self, form_id: str) -> str:
        """Return the OpenRosa instance of the answers so far, what would be sealed in the clear."""
        return instance_xml(
            self.program,
            self.answers,
            now=self.now,
            instance_id=f"uuid:{UUID(bytes=self.entropy[:16], version=4)}",
            form_id=form_id,
            sealed=self.sealed,
        )


def as_line(step: Step) -> str:
    """Return a step as one line of JSON."""
    return in_json(asdict(step))


def in_json(content: object) -> str:
    """Return JSON in one line that cannot take hold of a terminal."""
    written = json.dumps(content, ensure_ascii=False)
    return _RISKY.sub(lambda found: f"\\u{ord(found.group()):04x}", written)
