"""search() in the column appearance: choices from the rows of a CSV file. Called by `mending` and `selects`.

https://docs.getodk.org/form-datasets/ and KoboToolbox: search('file'), search('file', 'matches', 'column', value), and
the same with a second column and what it must be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from config.questionnaire.plan import Call, Expression, Text

WRITTEN: Final = re.compile(r"\bsearch\s*\(.*\)", re.DOTALL)
"""What is looked for in an appearance."""
REASON: Final = "search() takes a file, and at most how one column matches a text, and what another column is"
REMEDY: Final = (
    "Write search('file', 'matches', 'column', ${answer}), or use select_one_from_file with a choice_filter."
)
MODES: Final = {"matches": "=", "contains": "contains", "startswith": "starts-with", "endswith": "ends-with"}
"""How a column can match: the function that says so."""

_PLAIN, _MATCHING, _FILTERED = 1, 4, 6
"""Numbers of arguments."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row of the file must be like."""

    mode: str
    column: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Search:
    """A search() that is understood."""

    file: str
    """Its name without .csv."""
    conditions: tuple[Condition, ...]


def as_search(expression: Expression) -> Search | None:
    """Return what a call of search() says; None where that is not understood."""
    match expression:
        case Call(name="search", arguments=(Text(value=file), *rest)) if len(rest) + 1 in {
            _PLAIN,
            _MATCHING,
            _FILTERED,
        }:
            conditions = _conditions(rest)
            return None if conditions is None else Search(file.strip().removesuffix(".csv"), conditions)
    return None


def _conditions(arguments: list[Expression]) -> tuple[Condition, ...] | None:
    match arguments:
        case []:
            return ()
        case [Text(value=mode), Text(value=column), value] if mode in MODES:
            return (Condition(mode, column, value),)
        case [Text(value=mode), Text(value=column), value, Text(value=other), wanted] if mode in MODES:
            return (Condition(mode, column, value), Condition("matches", other, wanted))
    return None
