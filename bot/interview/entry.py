"""What a person wrote, as ODK text: digits of any script, the separators people use, dates as coarse as was asked.

Nothing is guessed: what could mean two things ("1,500" as a decimal, "3/4/2015") is refused with a hint.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final

from bot.interview.moments import clock_of
from bot.interview.shown import Refusal

_LONGEST: Final = 64
"""Characters that a number, a date or a place can need. Longer text is none, and is not looked at."""

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SIGNS: Final = str.maketrans({"\u2212": "-", "\u066b": ".", "\u066c": ",", "\u3001": ",", "\u2019": "'"})
"""Minus sign, Arabic decimal and thousands separators, ideographic comma, apostrophe."""
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[,' ][0-9]{3})+")
_GROUPS: Final = re.compile(r"[,' ]")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]{1,15}(?:[.,][0-9]{0,15})?|[.,][0-9]{1,15})")
_AMBIGUOUS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_INTEGERS: Final = 2**31
"""Whole numbers are of 32 bits, as in JavaRosa: an instance with a larger one could not be read there."""
_DAY: Final = re.compile(
    r"""([0-9]{4})\s*(?:[-/.年년]\s*)?
        (?:(?<=[-/.年년\s])([0-9]{1,2})\s*(?:[-/.月월]\s*)?
        (?:(?<=[-/.月월\s])([0-9]{1,2})\s*[.日일]?)?)?""",
    re.VERBOSE,
)
_CLOCK: Final = re.compile(r"([0-9]{1,2})\s*(?::|時|时|点|點|시)\s*(?:([0-9]{1,2})\s*(?:分|분)?)?")
_ZONE: Final = re.compile(r"\s*(Z|[+-][0-9]{2}(?::?[0-9]{2})?)\Z")
_PLACE: Final = re.compile(
    r"""([+-]?[0-9]{1,3}(?:\.[0-9]+)?)[\s,;]+([+-]?[0-9]{1,3}(?:\.[0-9]+)?)
        (?:\s+(-?[0-9]{1,5}(?:\.[0-9]+)?)(?:\s+([0-9]{1,5}(?:\.[0-9]+)?))?)?""",
    re.VERBOSE,
)
"""Latitude, longitude, and what a device adds: altitude and accuracy."""


def normalise(kind: str, appearance: str, text: str) -> str | Refusal:
    """Return text in ODK form for a bind type, or why it is none. Blank text stays blank."""
    if kind not in _FORMS:
        clean = _SURROGATES.sub("\ufffd", text)  # half characters, which no encoding can carry
        return clean if clean.strip() else ""
    if not text.strip():
        return ""
    form, refusal = _FORMS[kind]
    found = form(_plain(text), appearance) if len(text) <= _LONGEST else None
    return Refusal(id=refusal) if found is None else found


def _plain(text: str) -> str:
    """Return text with every script's digits, signs and separators written as ASCII."""
    compatible = unicodedata.normalize("NFKC", text).strip()
    return "".join(map(_digit, compatible)).translate(_SIGNS)


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _integer(text: str, _appearance: str) -> str | None:
    joined = _GROUPS.sub("", text) if _GROUPED.fullmatch(text) else text
    number = int(joined) if _INTEGER.fullmatch(joined) else None
    return str(number) if number is not None and -_INTEGERS <= number < _INTEGERS else None


def _decimal(text: str, _appearance: str) -> str | None:
    if _AMBIGUOUS.fullmatch(text) or not _DECIMAL.fullmatch(text):
        return None
    sign = "-" if text.startswith("-") else ""
    whole, _, part = text.lstrip("+-").replace(",", ".").partition(".")
    return sign + str(int(whole or "0")) + (f".{part}" if part else "")


def _date(text: str, appearance: str) -> str | None:
    parts = _DAY.fullmatch(text)
    if parts is None:
        return None
    wanted = 1 if "year" in appearance.split() else 2 if "month-year" in appearance.split() else 3
    given = [int(part) for part in parts.groups()[:wanted] if part is not None]
    if len(given) < wanted:
        return None
    try:
        return date(*given, *[1] * (3 - wanted)).isoformat()
    except ValueError:
        return None


def _time(text: str, _appearance: str) -> str | None:
    """Return a time of day, with its zone if one was written: none is guessed."""
    zone = _ZONE.search(text)
    told = text if zone is None else text[: zone.start()]
    parts = _CLOCK.fullmatch(told)
    clock = clock_of(told) if parts is None else clock_of(f"{parts[1]}:{int(parts[2] or 0):02}")
    return None if clock is None else clock.isoformat(timespec="milliseconds") + _zone("" if zone is None else zone[1])


def _zone(written: str) -> str:
    """Return a zone as JavaRosa writes it: "Z", or sign, hours and minutes."""
    signs = written.replace(":", "")
    return signs if len(signs) < len("+00") else f"{signs[:3]}:{signs[3:] or '00'}"


def _date_time(text: str, _appearance: str) -> str | None:
    day, separator, rest = text.replace("T", " ").partition(" ")
    found, clock = _date(day, ""), _time(rest.strip(), "")
    return f"{found}T{clock}" if separator and found and clock else None


def _place(text: str, _appearance: str) -> str | None:
    """Write four numbers as JavaRosa does, for a place may stand in a label."""
    parts = _PLACE.fullmatch(text)
    if parts is None or abs(float(parts[1])) > 90 or abs(float(parts[2])) > 180:  # noqa: PLR2004 - degrees
        return None
    return " ".join(str(float(part or 0)) for part in parts.groups())


_FORMS: Final[dict[str, tuple[Callable[[str, str], str | None], str]]] = {
    "int": (_integer, "refused-integer"),
    "integer": (_integer, "refused-integer"),
    "decimal": (_decimal, "refused-number"),
    "date": (_date, "refused-date"),
    "time": (_time, "refused-time"),
    "dateTime": (_date_time, "refused-date"),
    "geopoint": (_place, "refused-place"),
}
"""How each bind type is written, and the sentence for what is not."""
