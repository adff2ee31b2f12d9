"""The plain functions of ODK XForms: values in, a value out. Forms that choose what to evaluate are in `calls`.

Behaviour is JavaRosa's where it and the specification differ, except that nothing raises: what JavaRosa stops on
("x" as a date) is a blank. https://getodk.github.io/xforms-spec/#xpath-functions
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Callable
from math import inf
from typing import Final

import re2

from bot.interview import moments
from bot.interview.arithmetic import cut, logarithm, mathematical, power, rounded
from bot.interview.moments import Moment
from bot.interview.values import Value, index_of, to_boolean, to_number, to_text, whole

_OPTIONS: Final = re2.Options()
_OPTIONS.log_errors = False


def pattern(source: str) -> Callable[[str], bool] | None:
    """Return a full match of a regular expression (RE2 syntax), or None where it is none."""
    try:
        compiled = re2.compile(source, _OPTIONS)
    except (re2.error, UnicodeEncodeError):
        return None

    def matches(text: str) -> bool:
        return compiled.fullmatch(text.encode("utf-8", "replace").decode()) is not None

    return matches


def _regex(text: Value, source: Value) -> Value:
    matches = pattern(to_text(source))
    return matches is not None and matches(to_text(text))


def names(value: Value) -> list[str]:
    """Return the names in a select's value. Spaces stand between them, and nothing else does."""
    return [name for name in to_text(value).split(" ") if name]


def _selected(value: Value, name: Value) -> Value:
    return to_text(name).strip() in names(value)


def _selected_at(value: Value, index: Value) -> Value:
    picked, place = names(value), index_of(index)
    return picked[place] if 0 <= place < len(picked) else ""


def _substr(value: Value, start: Value, end: Value | None = None) -> Value:
    text = to_text(value)
    first = _bounded(index_of(start), len(text))
    last = len(text) if end is None else _bounded(index_of(end), len(text))
    return text[first:last]


def _substring(value: Value, start: Value, length: Value | None = None) -> Value:
    """XPath's own: counts from 1, and rounds."""
    text, first = to_text(value), to_number(rounded(start))
    last = inf if length is None else first + to_number(rounded(length))
    return "".join(character for place, character in enumerate(text, 1) if first <= place < last)


def _bounded(index: int, length: int) -> int:
    return max(0, min(length, index + length if index < 0 else index))


def _before(value: Value, mark: Value) -> Value:
    text, sought = to_text(value), to_text(mark)
    return text.partition(sought)[0] if sought and sought in text else ""


def _after(value: Value, mark: Value) -> Value:
    text, sought = to_text(value), to_text(mark)
    return text.partition(sought)[2] if sought else text


def _digest(value: Value, algorithm: Value, encoding: Value = "base64") -> Value:
    """Hash UTF-8: XForms 1.1 §7.8.1. "" for an algorithm or an encoding that is not known."""
    make, write = _ALGORITHMS.get(to_text(algorithm).upper().replace("-", "")), to_text(encoding).lower()
    if make is None or write not in {"hex", "base64"}:
        return ""
    digest = hashlib.new(make, to_text(value).encode("utf-8", "replace"), usedforsecurity=False).digest()
    return digest.hex() if write == "hex" else base64.b64encode(digest).decode()


_ALGORITHMS: Final = {name.upper(): name for name in ("md5", "sha1", "sha256", "sha384", "sha512")}


def _base64_decode(value: Value) -> Value:
    """Decode base64 that is UTF-8; whatever else stands between is passed over, and half of it is a blank."""
    letters = _NO_BASE64.sub("", to_text(value))
    if len(letters) % 4:
        return ""
    return base64.b64decode(letters).decode("utf-8", "replace")


_NO_BASE64: Final = re.compile("[^A-Za-z0-9+/=]")


def _translate(value: Value, these: Value, those: Value) -> Value:
    table: dict[int, str | None] = {}
    replacements = to_text(those)
    for place, character in enumerate(to_text(these)):
        table.setdefault(ord(character), replacements[place] if place < len(replacements) else None)
    return to_text(value).translate(table)


# --- dates ----------------------------------------------------------------------------------------


def moment(value: Value) -> Moment | None:
    """Return a value as a moment: a number is days since 1970, text is ISO; None where it is neither."""
    if isinstance(value, Moment):
        return value
    if isinstance(value, str):
        return moments.of_text(value)
    return moments.of_number(to_number(value))


def _date(value: Value) -> Value:
    found = moment(value)
    return "" if found is None else moments.of_day(found.day)


def _date_time(value: Value) -> Value:
    return moment(value) or ""


def _format_date(value: Value, wanted: Value) -> Value:
    found = moment(value)
    return "" if found is None else moments.formatted(found, to_text(wanted))


def _decimal_date_time(value: Value) -> Value:
    found = moment(value)
    return "" if found is None else found.exact


def _decimal_time(value: Value) -> Value:
    text = to_text(value)
    clock = moments.clock_of(text)
    if clock is not None:
        return moments.fraction(clock)
    found = moment(value)
    return "" if found is None else moments.fraction(found.clock)


# --- counting yeses -------------------------------------------------------------------------------


def within(count: float, least: Value, most: Value) -> Value:
    """Return whether a count lies between two others; a negative one is no limit."""
    low, high = to_number(least), to_number(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


PLAIN: Final[dict[str, Callable[..., Value]]] = {
    "abs": mathematical(abs),
    "acos": mathematical(math.acos),
    "asin": mathematical(math.asin),
    "atan": mathematical(math.atan),
    "atan2": lambda y, x: math.atan2(to_number(y), to_number(x)),
    "base64-decode": _base64_decode,
    "boolean": to_boolean,
    "boolean-from-string": lambda value: to_text(value).strip().lower() in {"1", "true"},
    "ceiling": lambda value: cut(math.ceil, value),
    "contains": lambda text, part: to_text(part) in to_text(text),
    "cos": mathematical(math.cos),
    "count-selected": lambda value: float(len(names(value))),
    "date": _date,
    "date-time": _date_time,
    "decimal-date-time": _decimal_date_time,
    "decimal-time": _decimal_time,
    "digest": _digest,
    "ends-with": lambda text, part: to_text(text).endswith(to_text(part)),
    "exp": mathematical(math.exp),
    "exp10": lambda value: power(10.0, value),
    "false": lambda: False,
    "floor": lambda value: cut(math.floor, value),
    "format-date": _format_date,
    "format-date-time": _format_date,
    "int": whole,
    "is-selected": _selected,
    "log": logarithm(math.log),
    "log10": logarithm(math.log10),
    "normalize-space": lambda value: " ".join(to_text(value).split()),
    "not": lambda value: not to_boolean(value),
    "number": to_number,
    "pi": lambda: math.pi,
    "pow": power,
    "regex": _regex,
    "round": rounded,
    "selected": _selected,
    "selected-at": _selected_at,
    "sin": mathematical(math.sin),
    "sqrt": mathematical(math.sqrt),
    "starts-with": lambda text, part: to_text(text).startswith(to_text(part)),
    "string": to_text,
    "string-length": lambda value: float(len(to_text(value))),
    "substr": _substr,
    "substring": _substring,
    "substring-after": _after,
    "substring-before": _before,
    "tan": mathematical(math.tan),
    "translate": _translate,
    "true": lambda: True,
}
"""By name. The compiler of the Plan has checked how many arguments each takes."""
