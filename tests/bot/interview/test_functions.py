"""Expressions: what JavaRosa gave for the same form, and what the specification says where JavaRosa stops."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from bot.interview import Program
from bot.interview.errors import PlanError
from bot.interview.functions import PLAIN, pattern
from bot.interview.moments import Moment
from bot.interview.scope import Scope
from bot.interview.spots import parsed
from bot.interview.values import Value, to_text
from config.questionnaire.expression import FUNCTIONS, parse
from config.questionnaire.xform import compile_xform
from tests.bot.interview.forms import look, worth

FOLDER = Path(__file__).parents[2] / "vectors" / "interview"

KINDS: dict[type, str] = {float: "number", bool: "boolean", str: "text", Moment: "date"}


class Vectors:
    """Expressions over one form, and what JavaRosa made of them."""

    def __init__(self, name: str) -> None:
        self.data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
        self.program = Program(compile_xform((FOLDER / f"{name}.xml").read_text("utf-8")))

    def evaluated(self, place: str, expression: str) -> tuple[str, str]:
        name, at = parsed(place)
        evaluate = self.program.compiler.expression(parse(expression), Scope(spot=self.program.by_path[name]))
        found: Value = evaluate(look(self.program, self.data["answers"])._run, at)
        return KINDS[type(found)], to_text(found)


VECTORS = {name: Vectors(name) for name in ("expressions", "functions")}
SAME = [(name, *case) for name, vectors in VECTORS.items() for case in vectors.data["cases"]]
DIFFERENT = [(name, *case) for name, vectors in VECTORS.items() for case in vectors.data["differences"]]


@pytest.mark.parametrize(("name", "place", "expression", "kind", "text"), SAME)
def test_same_as_javarosa(name: str, place: str, expression: str, kind: str, text: str) -> None:
    found = VECTORS[name].evaluated(place, expression)
    assert found == (kind, text) or _nearly(found, (kind, text))


def _nearly(found: tuple[str, str], expected: tuple[str, str]) -> bool:
    """Return whether two numbers are one but for the last digits, which belong to a machine's library."""
    if (found[0], expected[0]) != ("number", "number"):
        return False
    return math.isclose(float(found[1]), float(expected[1]), rel_tol=1e-12)


@pytest.mark.parametrize(("name", "place", "expression", "kind", "text", "javarosa"), DIFFERENT)
def test_different_on_purpose(
    name: str, place: str, expression: str, kind: str, text: str, javarosa: list[str] | str
) -> None:
    assert VECTORS[name].evaluated(place, expression) == (kind, text)
    assert [kind, text] != javarosa


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("substring('hello', 2)", "ello"),
        ("substring('hello', 2, 3)", "ell"),
        ("substring('hello', 1.5, 2.6)", "ell"),
        ("substring('hello', 'x')", ""),
        ("ceiling(1.2)", "2"),
        ("floor(-1.2)", "-2"),
        ("floor('x')", ""),
        ("floor(1 div 0)", "Infinity"),
        ("atan2(0, 1)", "0"),
        ("pow(10, 400)", "Infinity"),
        ("pow(0, -1)", "Infinity"),
        ("pow(-1, 0.5)", ""),
        ("exp(1000)", "Infinity"),
        ("acos(2)", ""),
        ("log(-1)", ""),
        ("round(1 div 0)", "Infinity"),
        ("round(1234.5, -2)", "1200"),
        ("round(1000000000000000000.5, 1)", "1000000000000000000"),
        ("format-date('', '%Y')", ""),
        ("date(1 div 0)", ""),
        ("date(true())", "1970-01-02"),
        ("date-time('x')", ""),
        ("decimal-date-time('x')", ""),
        ("decimal-time('')", ""),
        ("decimal-time(date-time('2015-03-04T12:00:00'))", "0.5"),
        ("string-length(translate('a', 'aa', 'xy'))", "1"),
        ("regex('a', concat('a', ''))", "true"),
        ("regex('a', concat('(', ''))", "false"),
        ("selected('a b', concat('b', ''))", "true"),
        ("coalesce('', '')", ""),
        ("max('')", ""),
        ("0 div 0", ""),
        ("-1 div 0", "-Infinity"),
        ("5 mod 0", ""),
        ("(1 div 0) mod 2", ""),
    ],
)
def test_what_the_specification_says(expression: str, text: str) -> None:
    assert worth(expression) == text


def test_regular_expressions_take_any_text() -> None:
    matches = pattern(".*")
    assert matches is not None
    assert matches("\ud800")
    assert matches("a\0b")
    assert pattern("(") is None
    assert pattern("\ud800") is None


def test_a_pattern_that_hangs_backtracking_engines_is_quick() -> None:
    assert PLAIN["regex"]("a" * 5_000 + "!", "(a+)+") is False


def _is_refused(name: str, count: int) -> bool:
    try:
        worth(f"{name}({', '.join(['1'] * count)})")
    except PlanError:
        return True
    return False


def test_every_function_that_authors_may_write_is_known_or_refused_by_name() -> None:
    """With numbers for arguments; current() is a circle in a calculation, the others need paths or are left out."""
    refused = [name for name, (least, most) in FUNCTIONS.items() if _is_refused(name, least or int(most != 0))]
    assert refused == [
        "current", "indexed-repeat", "instance", "jr:choice-name", "position", "pulldata", "randomize",
    ]  # fmt: skip


def test_infinity_is_a_number() -> None:
    assert PLAIN["round"](math.inf) == math.inf
