"""A range: a number between two ends. Few steps become buttons; many are written.

https://getodk.github.io/xforms-spec/#range-appearance -- its ends stand in the Plan's parameters, not in the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from config.questionnaire.plan import Node

_BUTTONS: Final = 11
"""As many steps as fit on a phone: 0 to 10."""


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from one end to the other, in steps; all as they are written."""

    start: str
    end: str
    step: str
    steps: tuple[str, ...] = ()
    """Each of them where they are few, otherwise none."""


def range_of(node: Node) -> Range | None:
    """Return the range that a question asks for; None where it asks for something else, or its ends are no numbers."""
    if node.control != "range":
        return None
    try:
        start, end, step = (Decimal(node.parameters.get(name, usual)) for name, usual in _USUAL.items())
    except InvalidOperation:
        return None
    if not (start.is_finite() and end.is_finite() and step.is_finite() and step):
        return None
    return Range(_written(start), _written(end), _written(abs(step)), _steps(start, end, abs(step)))


_USUAL: Final = {"start": "1", "end": "10", "step": "1"}
"""What a form means that does not say."""


def _steps(start: Decimal, end: Decimal, step: Decimal) -> tuple[str, ...]:
    whole = abs(end - start) / step
    if whole >= _BUTTONS:
        return ()
    way = step if end >= start else -step
    return tuple(_written(start + way * count) for count in range(int(whole) + 1))


def _written(number: Decimal) -> str:
    return f"{number.normalize():f}"
