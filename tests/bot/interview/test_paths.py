"""Where paths lead: shared repeats, all instances, predicates, and what is refused when a form is loaded."""

from __future__ import annotations

import pytest

from bot.interview.errors import PlanError
from config.questionnaire.plan import Call, Number, Operation, Path, Step
from tests.bot.interview.forms import ask, group, look, node, program, repeat, value, worth

TOWNS = {
    "/x/town": "2",
    "/x/town[1]/name": "Alpha", "/x/town[1]/house": "2",
    "/x/town[1]/house[1]/rooms": "1", "/x/town[1]/house[2]/rooms": "2",
    "/x/town[2]/name": "Beta", "/x/town[2]/house": "1", "/x/town[2]/house[1]/rooms": "4",
}  # fmt: skip


def _house(expression: str, answers: dict[str, str] | None = None) -> list[str]:
    """What the calculation gives in each house."""
    compiled = program(
        ask("/x/least", "int"),
        repeat(
            "/x/town",
            ask("/x/town/name"),
            repeat("/x/town/house", ask("/x/town/house/rooms", "int"), value("/x/town/house/found", expression)),
        ),
    )
    return [line.value for line in look(compiled, answers or TOWNS).submission() if line.name == "found"]


def _outside(expression: str) -> str:
    houses = repeat("/x/town/house", ask("/x/town/house/rooms", "int"))
    return worth(expression, TOWNS, repeat("/x/town", ask("/x/town/name"), houses, group("/x/town/g")))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("/x/town/name", ["Alpha", "Alpha", "Beta"]),
        ("../../name", ["Alpha", "Alpha", "Beta"]),
        ("../rooms", ["1", "2", "4"]),
        ("./../rooms", ["1", "2", "4"]),
        ("current()/../rooms", ["1", "2", "4"]),
        ("sum(/x/town/house/rooms)", ["1", "2", "4"]),
        ("sum(../../house/rooms)", ["3", "3", "4"]),
        ("sum(../../../town/house/rooms)", ["7", "7", "7"]),
        ("count(/x/town)", ["1", "1", "1"]),
        ("count(../../../town)", ["2", "2", "2"]),
        ("position(..)", ["1", "2", "1"]),
        ("position(../..)", ["1", "1", "2"]),
        ("position(../rooms)", ["1", "1", "1"]),
        ("position(/x/least)", ["1", "1", "1"]),
        ("position(../../house[rooms > 100])", ["0", "0", "0"]),
        ("/x/town[name = 'Beta']/house[position() = 1]/rooms", ["4", "4", "4"]),
        ("../../../town[name != current()/../../name]/name", ["Beta", "Beta", "Alpha"]),
        ("count(../../house[rooms >= current()/../rooms])", ["2", "1", "1"]),
        ("../../../town[count(house[rooms > current()/../rooms]) > 0]/name", ["Alpha", "Beta"]),
        ("indexed-repeat(/x/town/house/rooms, /x/town, 2, /x/town/house, 1)", ["4", "4", "4"]),
        ("indexed-repeat(/x/town/house/rooms, /x/town/house, 1)", ["1", "1", "4"]),
        ("join(' ', ../../../town/*/rooms)", ["1 2 4", "1 2 4", "1 2 4"]),
        ("/*/town/name", ["Alpha", "Alpha", "Beta"]),
        ("join(' ', //rooms)", ["1 2 4", "1 2 4", "1 2 4"]),
        ("join(' ', ../..//rooms)", ["1 2", "1 2", "4"]),
        ("count(../../..//house/..)", ["2", "2", "2"]),
        ("join(' ', //house[rooms > 1]/rooms)", ["2 4", "2 4", "2 4"]),
    ],
)
def test_from_inside(expression: str, found: list[str]) -> None:
    assert _house(expression) == found


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("/x/town/name", "Alpha"),
        ("count(/x/town/house)", "3"),
        ("sum(/x/town[name = 'Alpha']/house/rooms)", "3"),
        ("/x/town[2]/name", "Beta"),
        ("/x/town[9]/name", ""),
        ("join('+', /x/town/house[1]/rooms)", "1+4"),
        ("indexed-repeat(/x/town/house/rooms, /x/town, 1)", "1"),
        ("count(/x/town/house/..)", "2"),
        ("count(/x/town/self::node())", "2"),
        ("count(/x/town/g[true()])", "2"),
        ("/x/town[house/rooms = 4]/name", "Beta"),
        ("count(/x)", "1"),
        ("sum(/x//rooms)", "7"),
        ("count(/x/town//*)", "10"),
        ("//name", "Alpha"),
    ],
)
def test_from_outside(expression: str, found: str) -> None:
    assert _outside(expression) == found


def test_what_is_not_relevant_is_not_found() -> None:
    member = repeat("/x/m", ask("/x/m/age", "int"), ask("/x/m/job", relevant="../age > 15"))
    answers = {"/x/m": "2", "/x/m[1]/age": "9", "/x/m[2]/age": "20", "/x/m[1]/job": "a", "/x/m[2]/job": "b"}
    assert worth("count(/x/m/job)", answers, member) == "1"
    assert worth("/x/m/job", answers, member) == "b"


@pytest.mark.parametrize(
    "expression",
    [
        "/y/a",
        "/x/nowhere",
        "../nowhere",
        "../../../..",
        "//nowhere",
        "/x/least//rooms",
        "today()/a",
        "/x/*[1]",
        "indexed-repeat(/x/town[1]/name, /x/town, 1)",
        "indexed-repeat(/x/*, /x/town, 1)",
        "indexed-repeat(/x/town/name, /x/least, 1)",
        "indexed-repeat(/x/town/name, 1, 1)",
        "indexed-repeat(/x/town/name, /x/town, 1, /x/town)",
        "indexed-repeat(1, /x/town, 1)",
        "position(1)",
        "/x/least | /x/least",
    ],
)
def test_refused_when_loaded(expression: str) -> None:
    with pytest.raises(PlanError):
        _house(expression)


def test_an_absolute_path_needs_its_root() -> None:
    for steps in ((), (Step("parent", "*"),)):
        with pytest.raises(PlanError):
            program(node("/x/a", kind="value", calculate=Path("/", steps)))


def test_a_parent_of_several_is_one() -> None:
    family = group("/x/g", ask("/x/g/a"), ask("/x/g/b"))
    assert worth("count(/x/g/*/..)", {}, family) == "1"


def test_trees_that_no_author_can_write_are_refused_too() -> None:
    union = Operation("|", Path(".", ()), Number(1.0))
    for tree in (union, Call("no-such-function", ())):
        with pytest.raises(PlanError):
            program(node("/x/a", kind="value", calculate=tree))
