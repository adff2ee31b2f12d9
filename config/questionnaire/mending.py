"""What a conversation cannot do, found row by row in the sheets, and what becomes of it with --fix.

Every finding is offered with its fix, and what follows goes on as if it had been made: so the later stages find all
else that is wrong, and with --fix the XForm says the same as the Plan. Called by `author` before pyxform sees the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from config.questionnaire.companions import Companions
from config.questionnaire.errors import FormError, Place
from config.questionnaire.expression import ExpressionError, parse
from config.questionnaire.findings import Findings
from config.questionnaire.searching import REASON, REMEDY, WRITTEN, as_search
from config.questionnaire.sheets import Row, Sheet, Workbook

_PRIVATE: Final = {
    "audit": "audit", "start-geopoint": "start-geopoint", "background-geopoint": "start-geopoint",
    "deviceid": "deviceid", "device_id": "deviceid", "device id": "deviceid", "get device id": "deviceid",
    "imei": "deviceid", "uri:deviceid": "deviceid",
    "phonenumber": "phonenumber", "phone_number": "phonenumber", "get phone number": "phonenumber",
    "uri:phonenumber": "phonenumber",
    "simserial": "simserial", "sim_id": "simserial", "sim id": "simserial", "get sim id": "simserial",
    "uri:simserial": "simserial",
    "subscriberid": "subscriberid", "subscriber_id": "subscriberid", "subscriber id": "subscriberid",
    "get subscriber id": "subscriberid", "uri:subscriberid": "subscriberid",
    "username": "username", "uri:username": "username", "email": "email", "uri:email": "email",
}  # fmt: skip
"""Types that betray who answers, or where, in all spellings that pyxform takes."""
_RECORDING: Final = "background-audio"
_PLACES: Final = re.compile(r"(?:q |add )?(geotrace|geoshape|osm)(?: prompt)?(?:\s.*)?", re.IGNORECASE)
_FROM_FILE: Final = re.compile(r"select[ _](?:one|multiple)[ _]from[ _]file\s+(.+)", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_OF_CHOICES: Final = ("choice_filter", "parameters", "appearance", "constraint", "constraint_message", "default")
"""Columns of a select that mean nothing to a text."""
_CONDITIONS: Final = ("relevant", "required", "read_only", "constraint")
_MEANT: Final = {"t": "true()", "y": "true()", "f": "false()", "n": "false()"}
_UNWRITTEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 cannot carry."""
_BROKEN: Final = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_KEPT_OUT: Final = "the row is left out"
_IN_WORDS: Final = "it is asked in words"


def mend(workbook: Workbook, companions: Companions, findings: Findings) -> Workbook:
    """Return the sheets as every fix would leave them."""
    clean = {name: _carried(name, sheet, findings) for name, sheet in workbook.items()}
    survey = clean["survey"]
    mending = _Mending(survey, companions, findings, frozenset(_referenced(clean)))
    rows = tuple(mending.mended(row, number) for number, row in enumerate(survey.rows, 2))
    return {**clean, "survey": Sheet(header=survey.header, rows=rows)}


def _carried(name: str, sheet: Sheet, findings: Findings) -> Sheet:
    """Return a sheet without the characters that no XML can carry; say where there are any, or a failed formula."""
    rows = []
    for number, row in enumerate(sheet.rows, 2):
        for column, cell in row.items():
            place = Place(sheet=name, row=number, column=column)
            if _UNWRITTEN.search(cell):
                reason = "the cell has characters that no form can carry"
                findings.offer(FormError(reason, "Write it anew.", place=place, fix="they are left out"))
            if cell in _BROKEN and (name != "survey" or Sheet.is_known(column)):
                findings.remark(f"the cell holds a formula that failed ({cell})", "Correct it.", place=place)
        rows.append({column: _UNWRITTEN.sub("", cell) for column, cell in row.items()})
    return Sheet(header=sheet.header, rows=tuple(rows))


def _referenced(workbook: Workbook) -> Iterator[str]:
    for sheet in workbook.values():
        for row in sheet.rows:
            for cell in row.values():
                if "${" in cell:
                    yield from (name.rpartition("#")[2] for name in _REFERENCE.findall(cell))


@dataclass(frozen=True, slots=True)
class _Mending:
    """The survey sheet on its way."""

    sheet: Sheet
    companions: Companions
    findings: Findings
    referenced: frozenset[str]
    """Names that some cell reads."""

    def mended(self, row: Row, number: int) -> Row:
        """Return a row as its fixes would leave it."""
        type_ = " ".join(self.sheet.cell(row, "type").split())
        private, place = _PRIVATE.get(type_.lower()), _PLACES.fullmatch(type_)
        file = _FROM_FILE.fullmatch(type_)
        if private or type_.lower() == _RECORDING:
            reason = (
                f"{private} would betray who answers" if private else "recording in the background is not supported"
            )
            self._offer(number, "type", reason, "Delete the row.", _KEPT_OUT)
            return self._without(row)
        if place:
            reason = f"{place.group(1).lower()} cannot be asked in a conversation"
            self._offer(number, "type", reason, "Ask for the place in words.", _IN_WORDS)
            return self._in_words(row)
        if file and self.companions.find(file.group(1)) is None:
            reason = f"there is no file {file.group(1)} beside the form"
            self._offer(number, "type", reason, "Put it beside the form, or into its folder media.", _IN_WORDS)
            return self._in_words(row)
        return self._judged(self._searched(row, number), number)

    def _searched(self, row: Row, number: int) -> Row:
        """Return a row whose search() can be understood, and finds its file."""
        written = WRITTEN.search(self.sheet.cell(row, "appearance"))
        reason = self._unsearchable(written.group()) if written else ""
        if not reason:
            return row
        self._offer(number, "appearance", reason, REMEDY, _IN_WORDS)
        return self._in_words(row)

    def _unsearchable(self, written: str) -> str:
        try:
            search = as_search(parse(_REFERENCE.sub(".", written)))
        except ExpressionError as error:
            return f"search() cannot be read: {error.reason}"
        if search is None:
            return REASON
        name = f"{search.file}.csv"
        return "" if self.companions.find(name) else f"there is no file {name} beside the form"

    def _judged(self, row: Row, number: int) -> Row:
        """Return a row without conditions such as T, which mean a question of that name."""
        changed = dict(row)
        for name in _CONDITIONS:
            column = self.sheet.column(name)
            cell = row.get(column, "").strip()
            meant = _MEANT.get(cell.lower())
            if meant:
                meaning = "false()" if name == "required" else meant  # as the reference engine has it: nothing is there
                self._offer(
                    number, name, f"{cell} is no condition", "Write true() or false().", f"it is read as {meaning}"
                )
                changed[column] = meaning
        return changed

    # --- rows ----------------------------------------------------------------------------------------------

    def _without(self, row: Row) -> Row:
        """Return nothing, or a row that stays blank where something reads it."""
        name = self.sheet.cell(row, "name")
        return {self.sheet.column("type"): "hidden", self.sheet.column("name"): name} if name in self.referenced else {}

    def _in_words(self, row: Row) -> Row:
        gone = {self.sheet.column(name) for name in _OF_CHOICES}
        kept = {
            column: cell
            for column, cell in row.items()
            if column not in gone and not column.startswith(("constraint_message", "constraint message"))
        }
        return {**kept, self.sheet.column("type"): "text"}

    def _offer(self, number: int, column: str, reason: str, remedy: str, fix: str) -> None:
        place = Place(row=number, column=self.sheet.column(column))
        self.findings.offer(FormError(reason, remedy, place=place, column=column, fix=fix))
