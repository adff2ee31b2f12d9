"""The drift alarm: what our Python makes of many forms, people, expressions, patterns and entries, in one file.

vitest holds the twin in TypeScript to every word of cross.json; pytest (tests/bot/interview/test_cross.py) holds the
file to what Python gives today. The inputs come from `cross_inputs`, by a fixed seed, and are kept with the outcomes:
neither test has to make them again. Make the file anew after a change that is meant, and look at the diff:

    python -m tests.vectors.interview.cross
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec

from bot.interview import Interview, Program, Refusal, begin
from bot.interview.entry import normalise
from bot.interview.functions import pattern
from bot.interview.moments import Moment
from bot.interview.scope import Scope
from bot.interview.spots import parsed
from bot.interview.values import to_text
from config.questionnaire.plan import Expression, Plan, decode
from tests.vectors.interview.transcripts import PLANS

FILE: Final = Path(__file__).with_name("cross.json")

Json: TypeAlias = Any
"""What json.loads gives: input and outcome beside each other."""

_KINDS: Final[dict[type, str]] = {float: "number", bool: "boolean", str: "text", Moment: "date"}
_EXPRESSION: Final[msgspec.json.Decoder[Expression]] = msgspec.json.Decoder(Expression)
_NOTHING: Final[tuple[Any, ...]] = ("", False, (), [], {}, None)
_COPIED: Final = {"name", "type", "control", "appearance", "mediatype", "compartment"}
"""Members that the Plan already has."""


def read() -> Json:
    """Return the file."""
    return json.loads(FILE.read_text("utf-8"))


# --- single things --------------------------------------------------------------------------------


def evaluated(form: Json) -> Iterator[list[Json]]:
    """Yield the cases of one form of expressions as they come out today: place, tree, kind, text."""
    program = Program(plan_of(form["plan"]))
    now = datetime.fromisoformat(form["now"])
    for place, tree, *_ in form["cases"]:
        name, at = parsed(place)
        expression = _EXPRESSION.decode(json.dumps(tree))
        evaluate = program.compiler.expression(expression, Scope(spot=program.by_path[name]))
        look = Interview(program, form["answers"], now=now, language="en")
        found = evaluate(look._run, at)
        yield [place, tree, _KINDS[type(found)], to_text(found)]


def matched(source: str, texts: list[str]) -> str | None:
    """Return for each text whether a pattern matches it, 1 or 0, or None where it is no pattern."""
    matches = pattern(source)
    return None if matches is None else "".join(str(int(matches(text))) for text in texts)


def entered(kind: str, appearance: str, text: str) -> Json:
    """Return what is understood of an entry, or in a list why nothing is."""
    return _taken(normalise(kind, appearance, text))


# --- interviews -----------------------------------------------------------------------------------


def plan_of(plan: Json) -> Plan:
    """Return a Plan that is written here, or one of the golden forms by its name."""
    return decode((PLANS / f"{plan}.json").read_bytes() if isinstance(plan, str) else json.dumps(plan).encode())


class Walk:
    """One person: each step is taken when it is asked for, so that whoever makes walks sees where they lead."""

    def __init__(self, program: Program, circumstances: Mapping[str, Json]) -> None:
        self._program = program
        self._now = datetime.fromisoformat(circumstances["now"])
        self._language: str = circumstances["language"]
        self.answers = begin(program, now=self._now, entropy=bytes.fromhex(circumstances["entropy"]))
        self.begun = dict(self.answers)

    def look(self) -> Interview:
        """Return the interview as it is now."""
        return Interview(self._program, self.answers, now=self._now, language=self._language)

    def step(self, way: str, path: str, given: Json) -> Json:
        """Answer in one of the three ways; return the change, or in a list why there is none."""
        look = self.look()
        if way == "choices":
            taken = look.accept_choices(path, tuple(given))
        else:
            taken = look.accept_sealed(path) if way == "sealed" else look.accept(path, given)
        if not isinstance(taken, Refusal):
            self.answers |= taken
        return _taken(taken)

    def end(self) -> Json:
        """Return everything that an interview can be asked."""
        look = self.look()
        way = look.outline()
        return {
            "outline": list(way),
            "progress": [list(look.progress(path)) for path in way],
            "questions": [_short(look.question(path), "path") for path in way],
            "summary": [_short(line, "label") for line in look.summary()],
            "signals": sorted(look.signals()),
            "submission": [_short(line, "label") for line in look.submission()],
        }


def walked(program: Program, walk: Json) -> Json:
    """Return a walk with what comes of it today."""
    made = Walk(program, walk)
    steps = [[way, path, given, made.step(way, path, given)] for way, path, given, _ in walk["steps"]]
    return {**walk, "begun": made.begun, "steps": steps, "end": made.end()}


def _taken(taken: dict[str, str] | str | Refusal) -> Json:
    return [taken.id, taken.message] if isinstance(taken, Refusal) else taken


def _short(shown: Any, twice: str) -> Json:
    """Return data of the interview without what is empty or false, or told elsewhere."""
    left_out = {*_COPIED, twice}
    found = {name: value for name, value in asdict(shown).items() if value not in _NOTHING and name not in left_out}
    if "choices" in found:
        found["choices"] = [[each["name"], each["label"], *each["media"].values()] for each in found["choices"]]
    return found


# --- the file -------------------------------------------------------------------------------------


def today(kept: Json) -> Json:
    """Return the inputs of a file with the outcomes that they have today."""
    forms = [(form, Program(plan_of(form["plan"]))) for form in kept["forms"]]
    return {
        "expressions": [{**form, "cases": list(evaluated(form))} for form in kept["expressions"]],
        "texts": kept["texts"],
        "patterns": [[source, matched(source, kept["texts"])] for source, _ in kept["patterns"]],
        "written": kept["written"],
        "entries": [
            [kind, look, [entered(kind, look, text) for text in kept["written"]]] for kind, look, _ in kept["entries"]
        ],
        "forms": [{**form, "walks": [walked(program, walk) for walk in form["walks"]]} for form, program in forms],
    }


def write(found: Json) -> None:
    """Write the file, a case a line, so that a change shows as one."""
    parts = []
    for name, rows in found.items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        parts.append(f'"{name}":[\n{lines}\n]')
    text = "{" + ",\n".join(parts) + "}\n"
    FILE.write_bytes(text.encode("utf-8", "backslashreplace"))  # half a character is \\ud83d in JSON too


if __name__ == "__main__":
    from tests.vectors.interview.cross_inputs import inputs

    write(today(inputs()))
