"""The author's side: a spreadsheet (xlsx, xls, csv folder, md) -> XForm, by pyxform, offline -> Plan.

pyxform is loaded only here and only when asked: the serving process reads finished Plans. Whatever goes wrong becomes a
`FormError` that names sheet, row and column where they are known.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from config.questionnaire.errors import FormError, Place
from config.questionnaire.plan import Plan
from config.questionnaire.xform import compile_xform

NAMESPACE = 'affiant="https://affiant.invalid/xforms"'
SHEETS = ("survey", "choices", "settings")
LARGEST_FILE = 30_000_000
_FORM_NAME = "data"
_ROW = re.compile(r"\[row : (\d+)\]\s*")

Row: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A form on its way: the XForm, and where each question stands in the survey sheet."""

    xml: str
    rows: Mapping[str, int]
    """Row of each name in the survey sheet, counted from 1 with the header."""
    warnings: tuple[str, ...] = field(default=())

    def place(self, error: FormError) -> FormError:
        """Return an error with its place in the sheet, if its question is known."""
        row = self.rows.get(error.path.rpartition("/")[2]) if error.path else None
        return error if error.place else error.located(Place(row=row, column=error.column))


def compile_form(path: Path, *, allow_choice_duplicates: bool = False) -> Plan:
    """Return the Plan of a spreadsheet, or of a folder with survey.csv, choices.csv and settings.csv.

    Raises FormError; `allow_choice_duplicates` accepts choices of one list that share a name.
    """
    source = convert(path, allow_choice_duplicates=allow_choice_duplicates)
    try:
        return compile_xform(source.xml)
    except FormError as error:
        raise source.place(error) from None


def convert(path: Path, *, allow_choice_duplicates: bool = False) -> Source:
    """Return the XForm of a spreadsheet. Raises FormError."""
    sheets = read_sheets(path)
    settings = dict((sheets.get("settings") or [{}])[0])
    if "affiant=" not in settings.get("namespaces", ""):
        settings["namespaces"] = f"{settings.get('namespaces', '')} {NAMESPACE}".strip()
    if allow_choice_duplicates:
        settings["allow_choice_duplicates"] = "yes"
    sheets["settings"] = [settings]
    rows = {row["name"]: number for number, row in enumerate(sheets.get("survey", []), 2) if row.get("name")}
    return _run(sheets, rows)


def _run(sheets: dict[str, list[Row]], rows: dict[str, int]) -> Source:
    from pyxform.xls2xform import convert as pyxform_convert  # noqa: PLC0415 -- heavy, and only authors need it

    name = _FORM_NAME
    while name in rows:
        name += "_"
    warnings: list[str] = []
    try:
        result = pyxform_convert(dict(sheets), warnings=warnings, validate=False, form_name=name)
    except Exception as error:  # noqa: BLE001 -- pyxform raises bare TypeErrors too
        raise _explained(error) from None
    return Source(xml=result.xform, rows=rows, warnings=tuple(warnings))


def _explained(error: Exception) -> FormError:
    """Return pyxform's complaint as ours: with the row it names, and a remedy."""
    text = str(error).strip() or type(error).__name__
    found = _ROW.search(text)
    place = Place(row=int(found.group(1))) if found else None
    reason = _ROW.sub("", text).split("\n")[0].rstrip(". ")
    remedy = "Correct the row." if found else "Correct the sheet; https://xlsform.org explains every column."
    if "duplicate" in reason.lower() and "choice" in reason.lower():
        remedy = "Give each choice a name of its own, or pass --allow-choice-duplicates."
    return FormError(reason, remedy, place=place)


# --- reading spreadsheets ------------------------------------------------------------------------------


def read_sheets(path: Path) -> dict[str, list[Row]]:
    """Return the rows of each sheet: column name -> text, empty cells left out. Raises FormError."""
    if path.is_dir():
        return _from_folder(path)
    if not path.is_file():
        raise FormError(f"there is no file {path}", "Check the name.")
    if path.stat().st_size > LARGEST_FILE:
        raise FormError("the file is larger than 30 MB", "Remove pictures and unused sheets.")
    return _from_file(path)


def _from_folder(path: Path) -> dict[str, list[Row]]:
    if not (path / "survey.csv").is_file():
        raise FormError(f"{path} has no survey.csv", "Give a spreadsheet, or a folder with one CSV per sheet.")
    return {name: _csv(path / f"{name}.csv") for name in SHEETS if (path / f"{name}.csv").is_file()}


def _csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: value for key, value in row.items() if key and value} for row in csv.DictReader(file)]


def _from_file(path: Path) -> dict[str, list[Row]]:
    from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415 -- heavy, and only authors need it

    try:
        read = get_xlsform(str(path))
    except Exception as error:  # noqa: BLE001 -- whatever a damaged spreadsheet does to its reader
        raise FormError(
            f"the file cannot be read as a spreadsheet ({type(error).__name__})", "Save it as .xlsx and try again."
        ) from None
    return {
        name: [{str(key): str(value) for key, value in row.items() if value not in (None, "")} for row in rows]
        for name in ("survey", "choices", "settings", "external_choices", "entities", "osm")
        if (rows := getattr(read, name, None))
    }
