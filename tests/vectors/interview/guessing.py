"""What somebody might write who knows only a question: by its type, and by the numbers and words of its constraint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from config.questionnaire.expression import children
from config.questionnaire.plan import Expression, Node, Number, Text
from config.questionnaire.reading import Read, uses, walk

_NUMBERS: Final = ["0", "1", "2", "3", "5", "12", "18", "34", "60", "100", "-4"]
_SMALL: Final = ("0", "1", "2", "3")
_POOLS: Final = {
    "int": _NUMBERS,
    "decimal": [*_NUMBERS, "0.5", "36.6", "2.25"],
    "date": ["2015-03-04", "1987-12-31", "2024-02-29", "2026-01-02", "2031-07-01"],
    "time": ["00:00:00.000", "10:30:00.000", "23:59:00.000"],
    "dateTime": ["2015-03-04T10:30:00.000", "2030-12-31T23:59:00.000"],
    "geopoint": ["12.5 -7.25", "-33 151.2"],
    "binary": ["a.jpg"],
}
_WORDS: Final = [
    "Aster", "the blue house", "1", "0912345678", "12345", "a@b.example", '<b>bold</b> & "so"', "Ивa", "회색 강",
    "two\nlines", "AB-12", "yes", "٣٤",
]  # fmt: skip


def candidates(node: Node, *, few: bool = False) -> list[str]:
    """Return answers for a question that is no select, in ODK text form. `few`: small numbers only."""
    if few:
        return list(_SMALL)
    pool = _POOLS.get(node.type, _WORDS)
    return list(dict.fromkeys([*pool, *_near(node)]))


def _near(node: Node) -> Iterator[str]:
    """Yield what lies at and beside the limits that a constraint names."""
    for literal in _literals(node.constraint):
        if isinstance(literal, Text):
            if node.type not in _POOLS:
                yield from (text for text in [literal.value] if text.strip() and "\\" not in text)
        elif node.type in {"int", "decimal"} and abs(literal.value) < 1e9:
            yield from (str(int(literal.value) + step) for step in (-1, 0, 1))
        elif node.type not in _POOLS and 0 < literal.value <= 40:
            yield "7" * int(literal.value)
    yield from (node.parameters[end] for end in ("start", "end") if end in node.parameters)


@cache
def _literals(expression: Expression | None) -> tuple[Number | Text, ...]:
    if expression is None:
        return ()
    if isinstance(expression, Number | Text):
        return (expression,)
    return tuple(found for child in children(expression) for found in _literals(child))


def counting(nodes: Iterable[Node]) -> set[str]:
    """Return what the number of instances of some repeat is worked out from: nobody wants to walk through hundreds."""
    everything = list(walk(nodes))
    read = {node.path: {each.path for use in uses(node) for each in use.reads(node.path)} for node in everything}
    found = {each.path for node in everything if node.count for each in _reads_of_count(node)}
    growing = True
    while growing:
        more = {path for each in found for path in read.get(each, ())} - found
        growing, found = bool(more), found | more
    return found


def _reads_of_count(node: Node) -> Iterator[Read]:
    return (read for use in uses(node) if use.column == "repeat_count" for read in use.reads(node.path))
