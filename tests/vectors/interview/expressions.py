"""Single expressions over one form: JavaRosa's values beside ours, in `expressions.json` and `functions.json`.

What is to be evaluated stands in the files themselves: to add an expression, add it under `cases` with any value, and
make them anew.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.interview import Interview, Program
from bot.interview.moments import Moment
from bot.interview.scope import Scope
from bot.interview.spots import parsed
from bot.interview.values import Value, to_text
from config.questionnaire.expression import parse
from config.questionnaire.xform import compile_xform
from tests.vectors.interview.javarosa import JavaRosa
from tests.vectors.interview.transcripts import FOLDER

FILES: Final = ("expressions", "functions")
NOW: Final = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

_KINDS: Final[dict[type, str]] = {float: "number", bool: "boolean", str: "text", Moment: "date"}


def evaluated(program: Program, answers: Mapping[str, str], place: str, expression: str) -> list[str]:
    """Return what our engine makes of an expression at a node: the kind of its value, and its text."""
    path, at = parsed(place)
    evaluate = program.compiler.expression(parse(expression), Scope(spot=program.by_path[path]))
    value: Value = evaluate(Interview(program, answers, now=NOW, language="en")._run, at)
    return [_KINDS[type(value)], to_text(value)]


def make(engine: JavaRosa, name: str) -> None:
    """Write one of the files anew."""
    file, form = FOLDER / f"{name}.json", FOLDER / f"{name}.xml"
    vectors = json.loads(file.read_text("utf-8"))
    program = Program(compile_xform(form.read_text("utf-8")))
    engine.ask("form", str(form))
    cases: list[list[Any]] = []
    differences: list[list[Any]] = []
    for place, each, *_ in [*vectors["cases"], *vectors["differences"]]:
        ours, theirs = evaluated(program, vectors["answers"], place, each), _theirs(engine, place, each)
        if ours == theirs or _nearly(ours, theirs):
            cases.append([place, each, *theirs])
        else:
            differences.append([place, each, *ours, theirs])
    vectors |= {"cases": cases, "differences": differences}
    file.write_text("\n".join(_lines(vectors)) + "\n", "utf-8")


def _theirs(engine: JavaRosa, place: str, expression: str) -> list[str] | str:
    reply = engine.ask("evaluate", place, expression)
    return "stops" if reply["kind"] == "stops" else [reply["kind"], reply["text"]]


def _nearly(ours: list[str], theirs: list[str] | str) -> bool:
    """Return whether two numbers are one but for the last digits, which belong to a machine's library."""
    if ours[0] != "number" or theirs[0] != "number" or "E" in theirs[1]:
        return False
    return math.isclose(float(ours[1]), float(theirs[1]), rel_tol=1e-12)


def _lines(vectors: Mapping[str, Any]) -> Iterator[str]:
    yield "{"
    for key in ("about", "answers"):
        yield f' "{key}": {_json(vectors[key])},'
    for key, end in (("cases", " ],"), ("differences", " ]")):
        yield f' "{key}": ['
        yield ",\n".join(f"  {_json(each)}" for each in vectors[key])
        yield end
    yield "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
