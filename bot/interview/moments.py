"""Dates and times as values: days since 1970 when they are numbers, ISO text when they are words.

Wall-clock time is taken as it was written; zones are kept in the stored text and never converted, because the person's
own zone is not known here. ODK XForms specification, "Data types" and "format-date".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

EPOCH: Final = date(1970, 1, 1).toordinal()
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T(.*))?", re.DOTALL)
_TIME: Final = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_ESCAPES: Final = re.compile("%.", re.DOTALL)
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS: Final = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MIDNIGHT: Final = time()
_DAY_SECONDS: Final = 86400


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date with a time of day."""

    day: date
    clock: time
    stored: str
    """ODK text form: "2015-03-04", or "2015-03-04T10:30:00.000+09:00"."""

    @property
    def number(self) -> float:
        """Whole days since 1970, as JavaRosa counts, time of day or not."""
        return float(self.day.toordinal() - EPOCH)

    @property
    def exact(self) -> float:
        """Days since 1970 with the part of the day that has passed."""
        return self.number + fraction(self.clock)

    @property
    def text(self) -> str:
        """The date in ISO form: what an expression sees when it wants words."""
        return self.day.isoformat()


def fraction(clock: time) -> float:
    """Return the part of the day that has passed at a time of day."""
    seconds = (clock.hour * 60 + clock.minute) * 60 + clock.second + clock.microsecond / 1e6
    return seconds / _DAY_SECONDS


def of_day(day: date) -> Moment:
    """Return a date as a moment."""
    return Moment(day, _MIDNIGHT, day.isoformat())


def of_instant(instant: datetime) -> Moment:
    """Return an instant as a moment, in the zone it carries."""
    return Moment(instant.date(), instant.time(), instant.isoformat(timespec="milliseconds"))


def of_number(days: float) -> Moment | None:
    """Return the date that many days after 1970-01-01, or None where no calendar reaches."""
    ordinal = days + EPOCH
    if not 1 <= ordinal < date.max.toordinal() + 1:
        return None
    return of_day(date.fromordinal(int(ordinal)))


def of_text(text: str) -> Moment | None:
    """Return the moment that ISO text names ("2015-3-4", "2015-03-04T10:30"), or None."""
    parts = _DATE.fullmatch(text.strip())
    if parts is None:
        return None
    clock = _MIDNIGHT if parts[4] is None else clock_of(parts[4])
    try:
        day = date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        return None
    return None if clock is None else Moment(day, clock, day.isoformat() if parts[4] is None else text.strip())


def clock_of(text: str) -> time | None:
    """Return the time of day that ISO text names, or None."""
    parts = _TIME.fullmatch(text.strip())
    if parts is None:
        return None
    try:
        return time(int(parts[1]), int(parts[2]), int(parts[3] or 0), int((parts[4] or "").ljust(6, "0")))
    except ValueError:
        return None


def is_format(pattern: str) -> bool:
    """Return whether every escape in a pattern is known."""
    return all(escape in _WRITERS for escape in _ESCAPES.findall(pattern))


def formatted(moment: Moment, pattern: str) -> str:
    """Return a moment as the pattern of format-date and format-date-time says; unknown escapes stay as they are."""
    return _ESCAPES.sub(lambda escape: _WRITERS.get(escape[0], _itself(escape[0]))(moment), pattern)


def _itself(escape: str) -> Callable[[Moment], str]:
    return lambda _moment: escape


_WRITERS: Final[dict[str, Callable[[Moment], str]]] = {
    "%%": lambda _moment: "%",
    "%Y": lambda moment: f"{moment.day.year:04}",
    "%y": lambda moment: f"{moment.day.year % 100:02}",
    "%m": lambda moment: f"{moment.day.month:02}",
    "%n": lambda moment: str(moment.day.month),
    "%b": lambda moment: _MONTHS[moment.day.month - 1],
    "%d": lambda moment: f"{moment.day.day:02}",
    "%e": lambda moment: str(moment.day.day),
    "%W": lambda moment: f"{moment.day.isocalendar().week:02}",
    "%a": lambda moment: _WEEKDAYS[moment.day.weekday()],
    "%H": lambda moment: f"{moment.clock.hour:02}",
    "%h": lambda moment: str(moment.clock.hour),
    "%M": lambda moment: f"{moment.clock.minute:02}",
    "%S": lambda moment: f"{moment.clock.second:02}",
    "%3": lambda moment: f"{moment.clock.microsecond // 1000:03}",
}
"""What each escape writes: names of months and days are English, as in ODK."""
