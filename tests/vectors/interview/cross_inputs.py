"""What cross.json is made of: forms and people by chance, the golden forms, and what is easily got wrong elsewhere."""

from __future__ import annotations

import json
from random import Random
from typing import Any, Final

import msgspec

from bot.interview import Interview, Program
from config.questionnaire.expression import FUNCTIONS, parse
from config.questionnaire.plan import encode
from config.questionnaire.xform import compile_xform
from tests.bot.interview.chance import Chance
from tests.vectors.interview.compiling import names
from tests.vectors.interview.cross import Walk, plan_of
from tests.vectors.interview.transcripts import FOLDER

_SEED: Final = 20_260_102
_NOWS: Final = (
    "2026-01-02T03:04:05+00:00",
    "2024-02-29T23:59:59.999000+09:00",
    "1999-12-31T20:00:00.007000-03:30",
)
_LISTS: Final = json.loads((FOLDER / "cross_lists.json").read_text("utf-8"))
"""Written by hand: patterns, texts to match, and what people write, wanted or not."""


def inputs() -> Any:
    """Return the file without its outcomes."""
    return {
        "expressions": [_expressions(name) for name in ("expressions", "functions")],
        "texts": _LISTS["texts"],
        "patterns": [[source, None] for source in _LISTS["patterns"]],
        "written": _LISTS["entries"],
        "entries": [[kind, appearance, None] for kind, appearance in _LISTS["kinds"]],
        "forms": [*_by_chance(22, 3), *_golden(2)],
    }


# --- forms ----------------------------------------------------------------------------------------


def _by_chance(forms: int, people: int) -> list[Any]:
    found = []
    for number in range(forms):
        random = Random(_SEED + number)
        plan = Chance(random).plan()
        plan = msgspec.structs.replace(plan, version=f"{number:02}", title={})
        found.append(_peopled(json.loads(encode(plan)), random, people))
    return found


def _golden(people: int) -> list[Any]:
    return [_peopled(name, Random(_SEED + number), people) for number, name in enumerate(names())]


def _peopled(plan: Any, random: Random, people: int) -> Any:
    program = Program(plan_of(plan))
    return {"plan": plan, "walks": [_person(program, random) for _ in range(people)]}


def _person(program: Program, random: Random) -> Any:
    circumstances = {
        "now": random.choice(_NOWS),
        "language": random.choice([*program.plan.languages, "xx"]),
        "entropy": random.randbytes(16).hex(),
    }
    walk = Walk(program, circumstances)
    steps = []
    for _ in range(random.randrange(4, 14)):
        way = walk.look().outline()
        if not way:
            break
        step = _step(walk.look(), random.choice(way), random)
        walk.step(*step)
        steps.append([*step, None])
    return {**circumstances, "steps": steps}


def _step(look: Interview, path: str, random: Random) -> tuple[str, str, Any]:
    question = look.question(path)
    known = [choice.name for choice in question.choices]
    if question.sealed and random.random() < 0.7:
        return "sealed", path, None
    if known and random.random() < 0.8:
        whole = random.sample(known, len(known))
        return "choices", path, whole if question.control == "rank" else whole[: 2 if question.multiple else 1]
    return "text", path, random.choice([*_LISTS["written"], *(choice.label for choice in question.choices)])


# --- expressions ----------------------------------------------------------------------------------

_LITERALS: Final = (
    "0", "1", "2", "-3", "0.5", "2.345", "1000000", "0.000001", "123456789.125", "''", "'abc'", "'Ünï 中 😀b'",
    "'12'", "' 7 '", "'1,5'", "'1e3'", "'2015-03-04'", "'2015-03-04T10:30:00.000+09:00'", "'10:30'", "'a b c'", "'b'",
    "true()", "false()", "date('2016-12-31')", "'%Y-%m-%d %H:%M %a %b %W'", "1 div 0", "0 div 0",
)  # fmt: skip
_FIELDS: Final = {
    "expressions": ("/x/i", "/x/d", "/x/dt", "/x/t", "/x/s", "/x/n", "/x/blank", "/x/sel", "/x/nope", "/x/rep/c"),
    "functions": ("/f/words", "/f/number", "/f/text", "/f/picks", "/f/day", "/f/spot/w", "/f/p1"),
}
_OPERATORS: Final = ("or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod")
_APART: Final = frozenset(_LISTS["apart"])
"""Functions that need arguments of their own, or whose last digits belong to a machine's library."""


def _expressions(name: str) -> Any:
    vectors = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    plan = compile_xform((FOLDER / f"{name}.xml").read_text("utf-8"))
    random = Random(_SEED)
    written = [(place, text) for place, text, *_ in [*vectors["cases"], *vectors["differences"]]]
    place = written[0][0]
    written += [(place, _expression(name, random, depth=3)) for _ in range(200)]
    cases = [[place, json.loads(msgspec.json.encode(parse(text))), None, None] for place, text in written]
    return {"plan": json.loads(encode(plan)), "answers": vectors["answers"], "now": _NOWS[1], "cases": cases}


def _expression(name: str, random: Random, *, depth: int) -> str:
    shape = random.random() if depth else 1.0
    if shape < 0.45:
        function, (least, most) = random.choice([each for each in FUNCTIONS.items() if each[0] not in _APART])
        count = least if most == least else random.randint(least, least + 2 if most is None else most)
        return f"{function}({', '.join(_expression(name, random, depth=depth - 1) for _ in range(count))})"
    if shape < 0.75:
        left, right = (_expression(name, random, depth=depth - 1) for _ in range(2))
        return f"({left} {random.choice(_OPERATORS)} {right})"
    return random.choice(_LITERALS if shape < 0.9 or random.random() < 0.6 else _FIELDS[name])
