"""The author's side: a spreadsheet (xlsx, xls, csv, md, or a folder of CSV files) -> XForm -> Plan, offline.

pyxform is loaded only by `author` and `sheets`, and only when asked: the serving process reads finished Plans. Whatever
goes wrong becomes a `FormError` that names sheet, row and column where they are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from config.questionnaire.companions import Companions
from config.questionnaire.errors import FormError, FormErrors, Place, Remark
from config.questionnaire.fixing import Fixing
from config.questionnaire.plan import Plan
from config.questionnaire.sheets import Places, Row, Sheet, Workbook, find_places, read_workbook
from config.questionnaire.xform import ALONE, Reading, read_xform

NAMESPACE: Final = 'affiant="https://affiant.invalid/xforms"'
"""What the settings sheet must say for our columns to pass; it is added where it is missing."""

_ROOT: Final = "data"
_LONGEST_REASON: Final = 400
_ROW = re.compile(r"\[row\s*:\s*(?:[A-Z]+\s*)?(\d+)\]\s*")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet,?\s*|for sheet: '(\w+)'")
_COLUMN = re.compile(r"the '([^']+)' (?:value|column)")
_REFERENCE = re.compile(r"\$\{[^{}]*\}")
_NAMED = re.compile(r"(?:type|name|named) '([^']+)'")
_ADVERT = re.compile(r"\s*(?:Learn more|Documentation|See): \S+")
_PREAMBLE = re.compile(r"On the '\w+' sheet, the '[^']+' value (?:'[^']*' )?is invalid\. ")
_SHEET_REMEDY: Final = "Correct the sheet; https://xlsform.org explains every column."
_REMEDIES: Final = {
    "PYREF_003": "Correct the name between the braces, or add the question.",
    "HEADER_001": "Write a name at the top of every column that has cells.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A form on its way: the XForm, and where everything stands in the sheets."""

    xml: str
    places: Places
    warnings: tuple[str, ...] = ()
    """What pyxform remarks on, in its own words."""
    companions: Companions = ALONE
    fixed: tuple[Remark, ...] = ()
    """What was fixed on the way."""

    def read(self) -> Reading:
        """Return the Plan, with the author's notes, and what was left out. Raises FormErrors with their places."""
        try:
            reading = read_xform(self.xml, self.companions)
        except FormError as error:
            raise FormErrors([each.located(each.place or self._place(each)) for each in error.errors]) from None
        plan = msgspec.structs.replace(reading.plan, notes=self._notes(reading.plan.name))
        return Reading(plan=plan, remarks=(*self.fixed, *reading.remarks))

    def place(self, remark: Remark) -> Place:
        """Return the cell that a remark is about."""
        return remark.place or self.places.find(remark.path, remark.column)

    def _place(self, error: FormError) -> Place:
        found = (self.places.holding(clue) for clue in error.clues)
        return next(filter(None, found), None) or self.places.find(error.path, error.column)

    def _notes(self, root: str) -> dict[str, str]:
        sheet = self.places.workbook["survey"]
        rows = ((path, sheet.rows[number - 2]) for path, number in self.places.questions.items())
        return {f"/{root}/{path}": note for path, row in rows if (note := sheet.cell(row, "notes"))}


def compile_form(path: Path, *, allow_choice_duplicates: bool = False) -> Plan:
    """Return the Plan of a spreadsheet, or of a folder with survey.csv, choices.csv and settings.csv.

    Raises FormError; `allow_choice_duplicates` accepts choices of one list that share a name.
    """
    return convert(path, allow_choice_duplicates=allow_choice_duplicates).read().plan


def convert(path: Path, *, allow_choice_duplicates: bool = False, fixes: bool = False) -> Source:
    """Return the XForm of a spreadsheet. `fixes` makes every fix that is offered, and remarks on each.

    Raises FormError.
    """
    workbook = read_workbook(path)
    companions = _companions(path, workbook)
    fixing = Fixing(companions)
    if fixes:
        workbook = fixing.fix(workbook)
    settings = _settings(workbook, allow_choice_duplicates=allow_choice_duplicates or fixes)
    places = find_places(workbook)
    xml, warnings = _run({**workbook, "settings": settings}, places)
    return Source(xml=xml, places=places, warnings=warnings, companions=companions, fixed=tuple(fixing.remarks))


def _companions(path: Path, workbook: Workbook) -> Companions:
    """Return the files beside a form: in its folder, in media/, and in NAME-media/ as ODK calls it."""
    home = path if path.is_dir() else path.parent
    external = workbook.get("external_choices")
    return Companions(
        folders=(home, home / "media", home / f"{path.stem}-media"), external=external.rows if external else ()
    )


def _settings(workbook: Workbook, *, allow_choice_duplicates: bool) -> Sheet:
    """Return the settings with our namespace, and with leave for duplicates where it was asked for."""
    given = workbook.get("settings")
    row: Row = dict(given.rows[0]) if given and given.rows else {}
    column = given.column("namespaces") if given else "namespaces"
    if "affiant=" not in row.get(column, ""):
        row[column] = f"{row.get(column, '')} {NAMESPACE}".strip()
    if allow_choice_duplicates:
        row["allow_choice_duplicates"] = "yes"
    return Sheet(header=tuple(dict.fromkeys([*(given.header if given else ()), *row])), rows=(row,))


def _run(workbook: Workbook, places: Places) -> tuple[str, tuple[str, ...]]:
    from pyxform.xls2xform import convert as pyxform_convert  # noqa: PLC0415 -- heavy, and only authors need it

    names = {path.rpartition("/")[2] for path in places.questions}
    root = _ROOT
    while root in names:
        root += "_"
    sheets: dict[str, object] = {name: list(sheet.rows) for name, sheet in workbook.items()}
    sheets |= {f"{name}_header": [dict.fromkeys(sheet.header)] for name, sheet in workbook.items()}
    warnings: list[str] = []
    try:
        result = pyxform_convert(sheets, warnings=warnings, validate=False, form_name=root)
    except Exception as error:  # noqa: BLE001 -- pyxform raises bare TypeErrors too
        raise _explained(error, places) from None
    return str(result.xform), tuple(warnings)


# --- what pyxform complains about ----------------------------------------------------------------------------


def _explained(error: Exception, places: Places) -> FormError:
    """Return pyxform's complaint as ours: with the place it names, and a remedy."""
    said = " ".join(str(error).split())
    if not said or type(error).__module__.partition(".")[0] != "pyxform":
        said = f"pyxform gives up on this form ({type(error).__name__}: {said})"
    place = _place(said, places)
    reason, duplicates, _ = _ADVERT.sub("", _ROW.sub("", said)).partition(" If this is intentional")
    if place:
        reason = _PREAMBLE.sub("", reason)
    remedy = "Correct the row." if place and place.row else _SHEET_REMEDY
    if duplicates:
        remedy = "Give each choice a name of its own, or pass --allow-choice-duplicates."
    return FormError(reason.rstrip(". ")[:_LONGEST_REASON], _REMEDIES.get(_code(error), remedy), place=place)


def _code(error: Exception) -> str:
    return str(getattr(getattr(error, "code", None), "name", ""))


def _place(said: str, places: Places) -> Place | None:
    row, sheet, column = _ROW.search(said), _SHEET.search(said), _COLUMN.search(said)
    if row is None and sheet is None:
        reference, named = _REFERENCE.search(said), _NAMED.search(said)
        if reference:
            return places.holding(reference.group())
        return places.holding(named.group(1), whole=True) if named else None
    name = next(filter(None, sheet.groups()), "survey") if sheet else "survey"
    header = column.group(1) if column else ""
    known = places.workbook.get(name)
    return Place(
        sheet=name,
        row=int(row.group(1)) if row else None,
        column=known.column(header) if known and header else header,
    )
