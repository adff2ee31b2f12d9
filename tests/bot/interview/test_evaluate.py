"""Operators."""

from __future__ import annotations

import pytest

from tests.bot.interview.forms import ask, worth

NODES = (ask("/x/a", "int"), ask("/x/b"), ask("/x/c"))
ANSWERS = {"/x/a": "5", "/x/b": "yes"}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("/x/b = 'yes'", "true"),
        ("'yes' = /x/b", "true"),
        ("/x/b != 'yes'", "false"),
        ("/x/a = '5'", "true"),
        ("/x/a != '5.0'", "false"),
        ("/x/a = /x/b", "false"),
        ("/x/a != /x/b", "true"),
        ("/x/a = 5", "true"),
        ("/x/c = '' and /x/b = 'yes' and 1", "true"),
        ("/x/c = '' and /x/b = 'no'", "false"),
        ("/x/c or /x/b = 'no' or false()", "false"),
        ("/x/c or /x/b", "true"),
        ("1 + 2 + /x/a - 3", "5"),
        ("2 * 3 div 4 mod 1", "0.5"),
        ("-/x/a", "-5"),
        ("count(/x/a | /x/c)", "2"),
        ("not(/x/c > 0)", "true"),
    ],
)
def test_operators(expression: str, text: str) -> None:
    assert worth(expression, ANSWERS, *NODES) == text


def test_long_chains_of_one_operator() -> None:
    assert worth(" + ".join(["/x/a"] * 100), ANSWERS, *NODES) == "500"
    assert worth(" or ".join(["/x/c = '1'"] * 100), ANSWERS, *NODES) == "false"


def test_one_name_in_every_case() -> None:
    assert worth("join(',', /x/a, /x/b, /x/c)", ANSWERS, *NODES) == "5,yes,"
