"""The shape of the vectors: a transcript is what JavaRosa showed and said to one respondent, visit by visit.

README.md explains the fields for those who read the JSON in another language.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import msgspec

FOLDER: Final = Path(__file__).parent
FORMS: Final = FOLDER / "forms"
PLANS: Final = FOLDER / "plans"
TRANSCRIPTS: Final = FOLDER / "transcripts"
DIFFERENCES: Final = FOLDER / "differences.json"

ANYTHING: Final = "*"
"""Stands for a value that cannot be the same twice."""

Said: TypeAlias = Literal["ok", "required", "constraint", "type", "choice", "scale", "readonly"]
"""Taken, or why not: empty; against the constraint; not of the type; not on offer; not on the slider; not to change."""


class Try(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One attempt to answer."""

    give: str
    """What the person wrote; names of choices, space separated; "more", "enough" or "fewer" at a repeat; "" clears."""
    said: Said
    message: str = ""
    """The author's words with a refusal."""
    stored: str | None = None
    """What is taken where it is not what was written: "1500" for "1,500"."""


class Visit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing shown, what was tried there, and which way the person went then."""

    at: str
    label: str = ""
    hint: str = ""
    guidance: str = ""
    media: dict[str, str] = {}
    groups: tuple[str, ...] = ()
    """Labels of the groups around, outermost first."""
    choices: tuple[tuple[Any, ...], ...] = ()
    """Name, label, and, if it has any, media by kind."""
    shuffled: bool = False
    """The order of the choices is chance."""
    required: bool = False
    readonly: bool = False
    value: str = ""
    """The answer that is there already."""
    another: bool = False
    """A repeat asks whether there is another."""
    tries: tuple[Try, ...] = ()
    go: Literal["next", "back"] = "next"


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """One respondent from the first question to the submission."""

    name: str
    language: str
    now: str
    """The moment of every step, with its zone."""
    visits: tuple[Visit, ...]
    instance: tuple[tuple[str, str], ...]
    """Path and value of every relevant node that has one, in document order."""


class Difference(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Where Affiant and JavaRosa part."""

    form: str
    place: str
    """Path without indexes, and what of it: "/data/age label"."""
    ours: str
    javarosa: str
    why: str = ""


def read_transcripts(path: Path) -> tuple[Transcript, ...]:
    """Return the transcripts of one form."""
    return msgspec.json.decode(path.read_bytes(), type=tuple[Transcript, ...])


def write_transcripts(path: Path, transcripts: list[Transcript]) -> None:
    """Write the transcripts of one form, a visit a line, so that a change shows as one."""
    path.write_text("[" + ",\n".join(map(_written, transcripts)) + "]\n", encoding="utf-8")


def _written(transcript: Transcript) -> str:
    head = msgspec.json.encode({"name": transcript.name, "language": transcript.language, "now": transcript.now})
    visits = ",\n  ".join(msgspec.json.encode(visit).decode() for visit in transcript.visits)
    instance = msgspec.json.encode(transcript.instance).decode()
    return f'{head.decode()[:-1]},\n "visits":[\n  {visits}],\n "instance":{instance}}}'


def read_differences() -> tuple[Difference, ...]:
    """Return the differences that are known, each with its reason."""
    return msgspec.json.decode(DIFFERENCES.read_bytes(), type=tuple[Difference, ...])
