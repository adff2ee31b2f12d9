"""What `--fix` does to the sheets of a form before they are converted. Each fix is said; nothing is fixed silently.

Called by `author` where an author asks for it. The spreadsheet itself stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from config.questionnaire.companions import Companions
from config.questionnaire.errors import Place, Remark
from config.questionnaire.sheets import Row, Sheet, Workbook

_BETRAYING = frozenset(
    {
        "audit", "background-audio", "deviceid", "device_id", "phonenumber", "phone_number", "phone number", "username",
        "email", "simserial", "sim_id", "sim id", "subscriberid", "subscriber_id", "subscriber id", "imei",
        "start-geopoint",
    }
)  # fmt: skip
_PLACES = frozenset({"geotrace", "geoshape", "osm"})
_FROM_FILE = re.compile(r"select_(?:one|multiple)_from_file\s+(\S+)", re.IGNORECASE)
_REFERENCE = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_IN_WORDS = "asked in words"


@dataclass(slots=True)
class Fixing:
    """The survey sheet on its way, and what has been done to it."""

    companions: Companions
    remarks: list[Remark] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    """Names of the rows that are left out: who reads them reads a blank."""

    def fix(self, workbook: Workbook) -> dict[str, Sheet]:
        """Return the sheets with every fix that there is."""
        survey = workbook["survey"]
        rows = tuple(self._row(survey, row, number) for number, row in enumerate(survey.rows, 2))
        blanked = tuple({column: self._blanked(cell) for column, cell in row.items()} for row in rows)
        return {**workbook, "survey": Sheet(header=survey.header, rows=blanked)}

    def _row(self, sheet: Sheet, row: Row, number: int) -> Row:
        type_ = sheet.cell(row, "type").strip()
        if type_.lower() in _BETRAYING:
            self._say(number, f"{type_} is left out", "Delete the row.")
            self.dropped.add(sheet.cell(row, "name"))
            return {}
        if type_.partition(" ")[0].lower() in _PLACES or self._is_missing(type_):
            self._say(number, f"{type_} is {_IN_WORDS}", "Put the file beside the form, or make it a text question.")
            return dict(_as_text(sheet, row))
        return row

    def _is_missing(self, type_: str) -> bool:
        named = _FROM_FILE.match(type_)
        return named is not None and self.companions.find(named.group(1)) is None

    def _blanked(self, cell: str) -> str:
        return _REFERENCE.sub(lambda found: "''" if found.group(1) in self.dropped else found.group(), cell)

    def _say(self, number: int, reason: str, remedy: str) -> None:
        self.remarks.append(
            Remark(
                severity="warning", path="", column="type", reason=f"fixed: {reason}", remedy=remedy,
                place=Place(row=number, column="type"),
            )
        )  # fmt: skip


def _as_text(sheet: Sheet, row: Row) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row that becomes a text question: what belongs to choices goes."""
    type_, gone = sheet.column("type"), {sheet.column(each) for each in ("choice_filter", "parameters", "appearance")}
    for column, cell in row.items():
        if column not in gone:
            yield column, "text" if column == type_ else cell
