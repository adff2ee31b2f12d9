"""The sheets of a form: read from xlsx, xls, md, csv or a folder of CSV files, and searched for where something stands.

The author's side, offline. Called by `author`; spreadsheets are read by pyxform's own readers.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from config.questionnaire.errors import FormError, Place
from config.questionnaire.wording import code

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
LARGEST_FILE = 30_000_000
"""Bytes."""
LARGEST_CONTENT = 300_000_000
"""Bytes of a packed spreadsheet when it is unpacked."""

_GENERATED = ("_other", "_count")
"""What pyxform appends to a name for a question that has no row of its own."""
_BRACKET = re.compile(r"(begin|end)[\s_]", re.IGNORECASE)
_SAME = {
    "relevance": "relevant",
    "calculate": "calculation",
    "constraintmsg": "constraintmessage",
    "requiredmsg": "requiredmessage",
    "count": "repeatcount",
}
"""Headers that mean the same, as pyxform has them."""

Row: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A header and rows, blank rows included, so that the first row is always row 2."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, wanted: str) -> str:
        """Return the header that means a column ("label::ko-KP": "label::조선말 (ko-KP)"), or the column itself."""
        name, _, language = wanted.partition("::")
        for header in self.header:
            if _plain(header) == _plain(wanted) or header.startswith(f"{wanted}::"):
                return header
        for header in self.header:
            base, *rest = re.split(r"\s*::?\s*", header, maxsplit=1)
            if _plain(base) == _plain(name) and (code(rest[0]) if rest else "") in {language, ""}:
                return header
        return wanted

    def cell(self, row: Row, *names: str) -> str:
        """Return the cell of the first of these columns that a row has."""
        for header, value in row.items():
            if _plain(header) in map(_plain, names):
                return value.strip()
        return ""


Workbook: TypeAlias = Mapping[str, Sheet]


@cache
def _plain(header: str) -> str:
    bare = re.sub(r"[\s_:-]", "", header.lower()).removeprefix("bind").removeprefix("jr")
    return _SAME.get(bare, bare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the questions and choices of a workbook stand."""

    workbook: Workbook
    questions: Mapping[str, int]
    """Row by path, without the root."""
    choices: Mapping[str, int]
    """Row by "list/name", and by "list-0" as pyxform counts them."""

    def find(self, path: str, column: str) -> Place:
        """Return the cell of a question's or a choice's column, as far as it is known."""
        if not path:
            return self._of_form(column)
        sheet = "survey" if path.startswith("/") else "choices"
        row = self._question(path) if sheet == "survey" else self.choices.get(path)
        known = self.workbook.get(sheet)
        return Place(sheet=sheet, row=row, column=known.column(column) if known and column else column)

    def _of_form(self, column: str) -> Place:
        for name in ("settings", "entities"):
            sheet = self.workbook.get(name)
            if sheet and sheet.column(column) in sheet.header:
                return Place(sheet=name, row=2, column=sheet.column(column))
        return Place(column=column)

    def _question(self, path: str) -> int | None:
        below = path.split("/", 2)[-1]
        for ending in ("", *_GENERATED):
            row = self.questions.get(below.removesuffix(ending))
            if row is not None:
                return row
        return None

    def holding(self, words: str, *, whole: bool = False) -> Place | None:
        """Return the first cell that contains these words, or is them."""
        for name, sheet in self.workbook.items():
            for number, row in enumerate(sheet.rows, 2):
                for column, value in row.items():
                    if words == value or (words in value and not whole):
                        return Place(sheet=name, row=number, column=column)
        return None


def find_places(workbook: Workbook) -> Places:
    """Return where everything in a workbook stands."""
    return Places(workbook=workbook, questions=dict(_questions(workbook)), choices=dict(_choices(workbook)))


def _questions(workbook: Workbook) -> Iterator[tuple[str, int]]:
    sheet = workbook["survey"]
    inside: list[str] = []
    for number, row in enumerate(sheet.rows, 2):
        brackets, name = _BRACKET.match(sheet.cell(row, "type")), sheet.cell(row, "name")
        if brackets and brackets[1].lower() == "end":
            inside = inside[:-1]
        elif name:
            yield "/".join([*inside, name]), number
        if brackets and brackets[1].lower() == "begin":
            inside.append(name)


def _choices(workbook: Workbook) -> Iterator[tuple[str, int]]:
    sheet = workbook.get("choices")
    if sheet is None:
        return
    seen: set[str] = set()
    counted: Counter[str] = Counter()
    for number, row in enumerate(sheet.rows, 2):
        list_, name = sheet.cell(row, "list_name"), sheet.cell(row, "name", "value")
        yield f"{list_}-{counted[list_]}", number
        counted[list_] += 1
        if f"{list_}/{name}" not in seen:
            seen.add(f"{list_}/{name}")
            yield f"{list_}/{name}", number


# --- reading -----------------------------------------------------------------------------------------------


def read_workbook(path: Path) -> Workbook:
    """Return the sheets of a spreadsheet, or of a folder with survey.csv and its companions. Raises FormError."""
    workbook = _from_folder(path) if path.is_dir() else _from_file(path)
    if "survey" not in workbook:
        raise FormError("there is no survey sheet", "Name the sheet with the questions survey.")
    return workbook


def _from_folder(path: Path) -> Workbook:
    files = {name: path / f"{name}.csv" for name in SHEETS}
    if not files["survey"].is_file():
        raise FormError(f"{path} has no survey.csv", "Give a spreadsheet, or a folder with one CSV file per sheet.")
    return {name: _from_csv(name, file) for name, file in files.items() if file.is_file()}


def _from_csv(name: str, path: Path) -> Sheet:
    _check_size(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file)) or [[]]
    except (csv.Error, UnicodeDecodeError) as error:
        raise FormError(
            f"the file cannot be read as CSV ({type(error).__name__})", "Save it as CSV in UTF-8.",
            place=Place(sheet=name),
        ) from None  # fmt: skip
    titles = [title.strip() for title in header]
    for twice in sorted({title for title in titles if title and titles.count(title) > 1}):
        raise FormError(
            "two columns have one name", "Rename or delete one of them.", place=Place(sheet=name, row=1, column=twice)
        )
    return Sheet(
        header=tuple(title for title in titles if title),
        rows=tuple({key: cell for key, cell in zip(titles, row, strict=False) if key and cell.strip()} for row in rows),
    )


def _from_file(path: Path) -> Workbook:
    from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415 -- heavy, and only authors need it

    if not path.is_file():
        raise FormError(f"there is no file {path}", "Check the name.")
    _check_size(path)
    _check_content(path)
    try:
        read = get_xlsform(str(path))
    except Exception as error:  # noqa: BLE001 -- whatever a damaged spreadsheet does to its reader
        raise FormError(
            f"the file cannot be read as a spreadsheet ({type(error).__name__})", "Save it as .xlsx and try again."
        ) from None
    return {
        name: _sheet(rows, getattr(read, f"{name}_header"))
        for name in SHEETS
        if (rows := getattr(read, name)) is not None
    }


def _sheet(rows: Sequence[Mapping[str, object]], header: Sequence[Mapping[str, object]] | None) -> Sheet:
    titles = header[0] if header else {key: None for row in rows for key in row}
    return Sheet(
        header=tuple(str(title) for title in titles if title not in {None, "None"}),
        rows=tuple({str(key): str(cell) for key, cell in row.items() if cell not in {None, ""}} for row in rows),
    )


def _check_size(path: Path) -> None:
    if path.stat().st_size > LARGEST_FILE:
        raise FormError("the file is larger than 30 MB", "Remove pictures and unused sheets.")


def _check_content(path: Path) -> None:
    """Refuse what unpacks to far more than it weighs: `zipfile` reads no more of a member than the size it declares."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except Exception:  # noqa: BLE001 -- not packed, or damaged in any way: its reader will say so
        return
    if size > LARGEST_CONTENT:
        raise FormError("the file unpacks to more than 300 MB", "Copy the sheets into a new spreadsheet.")
