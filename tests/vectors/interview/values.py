"""Values as they compare: two engines write one number, one moment or one place in different ways."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from config.questionnaire.plan import Node

_POWERS: Final = re.compile(r"-?\d\.\d+E-?\d+")
_MIDNIGHT: Final = "T00:00:00.000Z"
_DAY: Final = len("2026-01-02")
_ZONE_FREE: Final = len("00:00:00.000")


def plain(node: Node, value: str) -> Any:
    """Return what a text of a node's type means. Text that means nothing of the type stays text."""
    if node.kind == "value":
        value = _worked_out(value)
    try:
        return _READERS.get(node.control if node.control == "select" else node.type, str)(value)
    except ValueError:
        return value


def _worked_out(value: str) -> str:
    """Return the value of a calculation as we write it: JavaRosa has 1 for true, midnight for a day, 1.5E7."""
    if _POWERS.fullmatch(value):
        return format(Decimal(value), "f").removesuffix(".0")
    return {"1": "true", "0": "false"}.get(value, value.removesuffix(_MIDNIGHT))


def _number(value: str) -> float | str:
    return float(value) if value else ""


def _names(value: str) -> tuple[str, ...]:
    return tuple(sorted(value.split()))


def _place(value: str) -> tuple[float, ...]:
    return tuple(map(float, value.split()))


def _clock(value: str) -> str:
    """Leave the zone off: every clock of the vectors shows UTC."""
    return value[:_ZONE_FREE]


def _moment(value: str) -> tuple[str, str]:
    day, _, clock = value.partition("T")
    return day, _clock(clock)


def _day(value: str) -> str:
    """Leave the hour off: with us, start and end keep the day only."""
    return value[:_DAY]


_READERS: Final = {
    "date": _day,
    "int": _number,
    "decimal": _number,
    "select": _names,
    "geopoint": _place,
    "time": _clock,
    "dateTime": _moment,
}
