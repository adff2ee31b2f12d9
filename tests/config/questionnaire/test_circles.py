"""Circles are refused where they stand, and told from running balances."""

from __future__ import annotations

import pytest

from config.questionnaire.errors import FormError
from tests.config.questionnaire.conftest import Compile


def test_what_reads_something_below_is_no_circle(compile_: Compile) -> None:
    survey = """
        type | name | label | calculation | relevant
        calculate | c | | ${b} + 1 |
        calculate | b | | ${a} + ${n} |
        begin_group | g | G | | ${n} > 1
        calculate | a | | 1 |
        end_group | | | |
        integer | n | N | |
    """
    assert len(compile_(survey=survey).nodes) == 4


@pytest.mark.parametrize(
    ("survey", "place"),
    [
        ("type | name | label | calculation\n calculate | a | | ${a} + 1", "survey, row 2, column calculation"),
        ("type | name | label | relevant\n text | a | A | ${a} = ''", "survey, row 2, column relevant"),
        (
            "type | name | label | relevant\n begin_group | g | G | ${a} = 1\n integer | a | A |\n end_group | | |",
            "survey, row 2, column relevant",
        ),
        (
            "type | name | label | relevant | calculation\n integer | a | A | ${b} = 1 |\n calculate | b | | | ${a}",
            "survey, row 2, column relevant",
        ),
    ],
)
def test_circles_are_refused_at_their_cell(survey: str, place: str, compile_: Compile) -> None:
    with pytest.raises(FormError, match="the answers depend on themselves in a circle") as caught:
        compile_(survey=survey)
    assert str(caught.value.place) == place


def test_a_running_balance_is_no_circle(compile_: Compile) -> None:
    survey = """
        type | name | label | calculation
        begin_repeat | r | R |
        integer | n | N |
        calculate | sum | | ${n} + coalesce(indexed-repeat(${sum}, ${r}, position(..) - 1), 0)
        end_repeat | | |
    """
    assert compile_(survey=survey).nodes[0].children[1].calculate is not None


def test_a_constraint_may_read_its_own_answer(compile_: Compile) -> None:
    (node,) = compile_(survey="type | name | label | constraint\n integer | a | A | . > 1 and ${a} < 9").nodes
    assert node.constraint is not None
