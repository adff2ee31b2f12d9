"""Faults of a Plan: one is raised as it is, several together, each with its node."""

from __future__ import annotations

import pytest

from bot.interview.errors import PlanError, PlanErrors
from config.questionnaire.plan import Choice
from tests.bot.interview.forms import ask, group, message, program, select, sets, value


def test_one_fault_is_raised_as_it_is() -> None:
    with pytest.raises(PlanError) as caught:
        program(ask("/x/a", required="T"))
    assert not isinstance(caught.value, PlanErrors)
    assert (caught.value.path, caught.value.reason) == ("/x/a", "there is no T at /x/a")


def test_several_faults_are_all_told() -> None:
    wrong = Choice(name="a", label={"en": message("{/x/gone}")})
    with pytest.raises(PlanErrors) as caught:
        program(
            ask("/x/a", required="T", constraint="../F", label="{/x/nothing}", hint="fine"),
            ask("/x/b", "geotrace"),
            value("/x/c", "regex(/x/a, '(')"),
            select("/x/d", "nothing"),
            select("/x/e", "l", filter="a/b = 1"),
            lists={"l": (wrong,)},
        )
    assert [error.path for error in caught.value.errors] == ["/x", *("/x/a",) * 3, "/x/b", "/x/c", "/x/d", "/x/e"]
    assert caught.value.path == "/x"
    assert str(caught.value).splitlines()[1:3] == [
        "/x/a: there is no T at /x/a",
        "/x/a: there is no F at /x",
    ]


def test_faults_without_end_are_not_all_told() -> None:
    with pytest.raises(PlanErrors) as caught:
        program(*(ask(f"/x/q{number}", relevant="/x/gone") for number in range(150)))
    assert len(caught.value.errors) == 100


@pytest.mark.parametrize("path", ["/x/nowhere", "/x/g"])
def test_only_what_holds_a_value_can_be_set(path: str) -> None:
    with pytest.raises(PlanError, match="holds no value"):
        program(ask("/x/a", assignments=(sets(path, "1"),)), group("/x/g", ask("/x/g/b")))


def test_an_assignment_is_written_where_it_sets() -> None:
    with pytest.raises(PlanError, match="there is no gone"):
        program(ask("/x/a", assignments=(sets("/x/b", "../gone"),)), ask("/x/b"))
