"""Who depends on whom: circles are refused, long chains do not overflow."""

from __future__ import annotations

import pytest

from bot.interview import Program
from bot.interview.errors import PlanError
from config.questionnaire.plan import Node
from tests.bot.interview.forms import ask, choices, group, look, plan, program, repeat, select, sets, value


@pytest.mark.parametrize(
    "nodes",
    [
        (value("/x/a", "/x/b"), value("/x/b", "/x/a")),
        (value("/x/a", "/x/a + 1"),),
        (ask("/x/a", relevant="/x/a = ''"),),
        (group("/x/g", ask("/x/g/a"), relevant="/x/g/a != ''"),),
        (ask("/x/a", relevant="/x/b"), value("/x/b", "/x/a")),
        (repeat("/x/m", ask("/x/m/n", "int"), count="sum(/x/m/n)"),),
        (repeat("/x/m", value("/x/m/n", "sum(../../m/n)")),),
    ],
)
def test_a_circle_is_an_error_of_the_author(nodes: tuple[Node, ...]) -> None:
    with pytest.raises(PlanError, match="it depends on itself"):
        program(*nodes)


def test_a_constraint_may_look_at_itself() -> None:
    program(ask("/x/a", "int", constraint="/x/a > 1", required="/x/a = ''", label="{/x/a}"))


LONG = 1_500


def test_a_long_chain_of_calculations() -> None:
    links = [value(f"/x/v{index}", f"/x/v{index - 1} + 1") for index in range(1, LONG)]
    compiled = program(ask("/x/v0", "int"), *links)
    assert look(compiled, {"/x/v0": "1"}).submission()[-1].value == str(LONG)
    assert look(compiled, {"/x/v0": "1"}).submission()[0].value == "1"


def test_a_long_chain_of_relevance_seen_from_its_end() -> None:
    links = [ask(f"/x/q{index}", relevant=f"/x/q{index - 1} = 'yes'") for index in range(1, LONG)]
    compiled = program(ask("/x/q0"), *links)
    answers = {f"/x/q{index}": "yes" for index in range(LONG)}
    assert look(compiled, answers).before(f"/x/q{LONG - 1}") == f"/x/q{LONG - 2}"
    assert look(compiled, answers | {"/x/q0": "no"}).after(f"/x/q{LONG - 2}") is None


def test_a_long_chain_of_tall_expressions() -> None:
    """Cascades of if() are how authors look things up; a chain of them must not add up to a deep stack."""
    links = []
    for index in range(1, 60):
        cascade = f"/x/v{index - 1} + 1"
        for step in range(50):
            cascade = f"if(/x/v{index - 1} = -{step}, 0, {cascade})"
        links.append(value(f"/x/v{index}", cascade))
    compiled = program(ask("/x/v0", "int"), *links)
    assert look(compiled, {"/x/v0": "1"}).submission()[-1].value == "60"
    chain = [line.value for line in look(compiled, {"/x/v0": "1"}).submission()]
    assert chain == [str(index) for index in range(1, 61)]


def test_a_long_chain_of_groups_that_hide_each_other() -> None:
    links = [
        group(f"/x/g{index}", ask(f"/x/g{index}/q", relevant="true()"), relevant=f"/x/g{index - 1}/q = 'yes'")
        for index in range(1, 200)
    ]
    compiled = program(group("/x/g0", ask("/x/g0/q")), *links)
    answers = {f"/x/g{index}/q": "yes" for index in range(200)}
    assert look(compiled, answers).before("/x/g199/q") == "/x/g198/q"


def test_a_long_chain_inside_a_repeat() -> None:
    links = [value(f"/x/m/v{index}", f"../v{index - 1} + 1") for index in range(1, 200)]
    compiled = program(
        repeat("/x/m", ask("/x/m/v0", "int"), *links), value("/x/all", "sum(/x/m/v199)"), value("/x/more", "/x/all + 1")
    )
    answers = {"/x/m": "2", "/x/m[1]/v0": "1", "/x/m[2]/v0": "2"}
    assert look(compiled, answers).submission()[-1].value == str(200 + 201 + 1)


def _ledger(previous: str) -> Program:
    """A running balance: each entry adds to the one before."""
    balance = value("/x/m/balance", f"coalesce({previous}, 0) + ../paid", type="int")
    also = value("/x/m/also", "../balance")
    return Program(plan(repeat("/x/m", ask("/x/m/paid", "int"), also, balance)))


@pytest.mark.parametrize(
    "previous",
    [
        "indexed-repeat(/x/m/balance, /x/m, if(position(..) = 1, 999, position(..) - 1))",
        "../../m[position() = position(current()/..) - 1]/balance",
    ],
)
def test_a_running_balance(previous: str) -> None:
    compiled = _ledger(previous)
    answers = {f"/x/m[{index}]/paid": "2" for index in range(1, 201)} | {"/x/m": "200"}
    found = {line.path: line.value for line in look(compiled, answers).submission()}
    assert [found[f"/x/m[{index}]/balance"] for index in (1, 2, 200)] == ["2", "4", "400"]
    assert found["/x/m[200]/also"] == "400"


def test_an_instance_that_reads_itself_finds_a_blank() -> None:
    """Only such circles remain: which instance is read is known when it is read. They are blank, not endless."""
    compiled = program(repeat("/x/m", value("/x/m/v", "concat('a', ../../m[true()]/v)"), count="2"))
    found = [line.value for line in look(compiled).submission()]
    assert len(found) == 2
    hidden = program(repeat("/x/m", ask("/x/m/q", relevant="../../m[position() = 1]/q = ''"), ask("/x/m/r"), count="1"))
    assert look(hidden).outline() == ("/x/m[1]/q", "/x/m[1]/r")


def test_a_filter_is_a_dependency() -> None:
    with pytest.raises(PlanError, match="it depends on itself"):
        program(select("/x/a", "l", filter="name = /x/a"), lists={"l": ()})


def test_a_count_that_asks_for_itself_by_a_detour_finds_nothing() -> None:
    inner = repeat("/x/o/i", ask("/x/o/i/a"), count="count(../../o[position() = 1]/i[true()]) + 1")
    compiled = program(repeat("/x/o", inner, count="1"))
    assert look(compiled).outline() == ("/x/o[1]/i[1]/a",)


def test_long_chains_are_worked_out_wherever_they_are_wanted() -> None:
    """In a label, a choice filter, a condition, a default and an assignment: the stack is the same everywhere."""
    links = [value(f"/x/v{index}", f"/x/v{index - 1} + 1") for index in range(1, LONG)]
    last = f"/x/v{LONG - 1}"
    compiled = program(
        ask("/x/v0", "int"),
        *links,
        ask("/x/a", label=f"{{{last}}}", required=f"{last} > 0", assignments=(sets("/x/b", last),)),
        ask("/x/b"),
        select("/x/s", "l", filter=f"position() = 2 and {last} > 0 and position() = 2"),
        repeat("/x/m", ask("/x/m/d", default=last), count=f"{last} - {LONG - 1}"),
        lists={"l": choices("a", "b", "c")},
    )
    answers = {"/x/v0": "1"}
    assert look(compiled, answers).question("/x/a").label == str(LONG)
    assert look(compiled, answers).question("/x/a").required
    assert [choice.name for choice in look(compiled, answers).question("/x/s").choices] == ["b"]
    assert look(compiled, answers).before("/x/m[1]/d") == "/x/s"
    assert look(compiled, answers).accept("/x/a", "x") == {"/x/a": "x", "/x/b": str(LONG)}
    assert look(compiled).accept("/x/v0", "1") == {"/x/v0": "1", "/x/m[1]/d": str(LONG)}


def test_a_circle_longer_than_the_stack_finds_a_blank() -> None:
    links = [value(f"/x/m/v{index}", f"concat(../v{index - 1}, '.')") for index in range(1, 300)]
    first = value("/x/m/v0", "concat('a', ../../m[true()]/v299)")
    compiled = program(repeat("/x/m", first, *links, count="1"))
    found = {line.name: line.value for line in look(compiled).submission()}
    assert set(found["v0"]) == {"a", "."}


def test_a_count_at_the_end_of_a_long_chain() -> None:
    inner = repeat("/x/m/k", value("/x/m/k/c", "1"), count="/x/v299")
    links = [value(f"/x/v{index}", f"/x/v{index - 1}") for index in range(1, 300)]
    more = [value(f"/x/w{index}", f"/x/w{index - 1} + 0") for index in range(1, 40)]
    compiled = program(
        ask("/x/v0", "int"), *links, repeat("/x/m", inner, count="1"), value("/x/w0", "sum(/x/m/k/c)"), *more,
        group("/x/g", ask("/x/g/q"), relevant="/x/w39 = 3"),
    )  # fmt: skip
    assert look(compiled, {"/x/v0": "3"}).outline()[-1] == "/x/g/q"


def test_a_count_that_lies_deeper_than_the_stack() -> None:
    links = [value("/x/v0", "1"), *(value(f"/x/v{index}", f"/x/v{index - 1} + 0") for index in range(1, 1500))]
    compiled = program(
        ask("/x/q", relevant="/x/w = 1"), value("/x/w", "count(/x/m)"), repeat("/x/m", ask("/x/m/a"), count="/x/v1499"),
        *links,
    )  # fmt: skip
    assert look(compiled).outline() == ("/x/q", "/x/m[1]/a")
