"""Reads a form's sheets from xlsx, xls, md, csv or a folder of CSV files. Its content says what a file is.

The author's side, offline. Called by `author`; packed and binary spreadsheets are read by pyxform's own readers, after
a look at how large they would become.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from config.questionnaire.errors import FormError, FormErrors, Place
from config.questionnaire.sheets import SHEETS, Row, Sheet, Workbook

LARGEST_FILE: Final = 30_000_000
"""Bytes."""
LARGEST_CONTENT: Final = 300_000_000
"""Bytes of a packed spreadsheet when it is unpacked."""
MOST_QUESTIONS: Final = 20_000
"""Rows of the survey sheet."""
MOST_ROWS: Final = 200_000
"""Rows of any other sheet."""
MOST_CELLS: Final = 2_000_000
"""Cells with something in them, and shared texts, of a packed spreadsheet: what its reader holds in memory."""
LONGEST_CELL: Final = 32_767
"""Characters: what a cell of Excel holds at most."""

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PIECE: Final = 1 << 20
_VALUES: Final = (b"</v>", b"</is>", b"</si>")
"""The ends of a cell's value, of a text in a cell, and of a shared text."""
_GLANCE: Final = 5_000
_PIPES: Final = 5
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_TWICE: Final = "Duplicate column header: "


def read_workbook(path: Path) -> Workbook:
    """Return the sheets of a spreadsheet, or of a folder with survey.csv and its companions. Raises FormError."""
    workbook = _from_folder(path) if path.is_dir() else _from_file(path)
    if "survey" not in workbook:
        raise FormError("there is no survey sheet", "Name the sheet with the questions survey.")
    oversized = list(_oversized(workbook))
    if oversized:
        raise FormErrors(oversized)
    return workbook


def _oversized(workbook: Workbook) -> Iterator[FormError]:
    """Yield what would take the compiler too long."""
    for name, sheet in workbook.items():
        most = MOST_QUESTIONS if name == "survey" else MOST_ROWS
        if len(sheet.rows) > most:
            yield FormError(f"the sheet has more than {most} rows", "Split the form.", place=Place(sheet=name))
        for number, row in enumerate(sheet.rows, 2):
            for column, cell in row.items():
                if len(cell) > LONGEST_CELL:
                    place = Place(sheet=name, row=number, column=column)
                    yield FormError(f"the cell has more than {LONGEST_CELL} characters", "Say less.", place=place)


# --- files -------------------------------------------------------------------------------------------------


def _from_file(path: Path) -> Workbook:
    if not path.is_file():
        raise FormError(f"there is no file {path}", "Check the name.")
    data = _content(path)
    if data.startswith(_ZIP):
        _check_packed(data)
        return _from_spreadsheet(data, ".xlsx")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise FormError("the file is locked with a password", "Save it without one.")
        return _from_spreadsheet(data, ".xls")
    try:
        text = _decoded(data, "")
    except FormError as error:
        raise error if path.suffix.lower() == ".csv" else _unreadable(error) from None
    if text[:_GLANCE].lstrip().startswith("<"):
        raise FormError("the file is HTML or XML, whatever its name says", "Open it and save it as .xlsx.")
    if text[:_GLANCE].count("|") >= _PIPES and path.suffix.lower() != ".csv":
        return _from_spreadsheet(text.encode(), ".md")
    return _from_lines(_rows(text, ""))


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        raise FormError("the file is larger than 30 MB", "Remove pictures and unused sheets.")
    return path.read_bytes()


def _check_packed(data: bytes) -> None:
    """Refuse what unpacks to far more than it weighs: `zipfile` reads no more of a member than the size it declares."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {member.filename for member in archive.infolist()}
            size = sum(member.file_size for member in archive.infolist())
            cells = sum(_cells(archive, name) for name in names) if size <= LARGEST_CONTENT else 0
    except Exception:  # noqa: BLE001 -- damaged in any way: its reader will say so
        return
    if size > LARGEST_CONTENT:
        raise FormError("the file unpacks to more than 300 MB", "Copy the sheets into a new spreadsheet.")
    if cells > MOST_CELLS:
        raise FormError("the file has more than 2,000,000 cells", "Delete the sheets that are not part of the form.")
    if "content.xml" in names and "xl/workbook.xml" not in names:
        raise FormError("this is an OpenDocument spreadsheet", "Save it as .xlsx and try again.")


def _cells(archive: zipfile.ZipFile, name: str) -> int:
    """Return how many values a part of a spreadsheet holds, about: one between two pieces may be missed."""
    if not name.endswith(".xml"):
        return 0
    with archive.open(name) as part:
        return sum(piece.count(mark) for piece in iter(lambda: part.read(_PIECE), b"") for mark in _VALUES)


def _from_spreadsheet(data: bytes, kind: str) -> Workbook:
    from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415 -- heavy, and only authors need it

    try:
        with warnings.catch_warnings(action="ignore"):  # of openpyxl, about colours and pictures
            read = get_xlsform(data, file_type=kind)
    except Exception as error:  # noqa: BLE001 -- whatever a damaged spreadsheet does to its reader
        raise _unreadable(error) from None
    return {
        name: _sheet(rows, getattr(read, f"{name}_header"))
        for name in SHEETS
        if (rows := getattr(read, name)) is not None
    }


def _unreadable(error: Exception) -> FormError:
    said = str(error)
    if said.startswith(_TWICE):
        return FormError(f"two columns are called {said.removeprefix(_TWICE)}", "Rename or delete one of them.")
    why = "" if isinstance(error, FormError) else f" ({type(error).__name__})"
    return FormError(f"the file cannot be read as a spreadsheet{why}", "Save it as .xlsx and try again.")


def _sheet(rows: Sequence[Mapping[str, object]], header: Sequence[Mapping[str, object]] | None) -> Sheet:
    titles = header[0] if header else {key: None for row in rows for key in row}
    return Sheet(
        header=tuple(str(title) for title in titles if title not in {None, "None"}),
        rows=tuple({str(key): str(cell) for key, cell in row.items() if cell not in {None, ""}} for row in rows),
    )


# --- CSV ---------------------------------------------------------------------------------------------------


def _from_folder(path: Path) -> Workbook:
    files = {name: path / f"{name}.csv" for name in SHEETS}
    if not files["survey"].is_file():
        raise FormError(f"{path} has no survey.csv", "Give a spreadsheet, or a folder with one CSV file per sheet.")
    return {
        name: _table(name, _rows(_decoded(_content(file), name), name))
        for name, file in files.items()
        if file.is_file()
    }


def _from_lines(rows: Sequence[Sequence[str]]) -> Workbook:
    """Return the sheets of one CSV file: the first column names them, as pyxform has it, or there is a survey only."""
    first = [cell.lower() for cell in rows[0]] if rows else []
    if "type" in first and "name" in first and first[0]:
        return {"survey": _table("survey", rows)}
    tables: dict[str, list[Sequence[str]]] = {}
    name = ""
    for row in rows:
        name = row[0].lower() if row and row[0] else name
        if any(row[1:]):
            tables.setdefault(name, []).append(row[1:])
    return {name: _table(name, table) for name, table in tables.items() if name in SHEETS}


def _decoded(data: bytes, sheet: str) -> str:
    try:
        return data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_csv(error, sheet) from None


def _rows(text: str, sheet: str) -> list[list[str]]:
    """Return the cells of a CSV text, whatever separates them."""
    glance = text[:_GLANCE]
    delimiter = max(",;\t", key=glance.count)
    try:
        return [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise _no_csv(error, sheet) from None


def _no_csv(error: Exception, sheet: str) -> FormError:
    return FormError(
        f"the file cannot be read as CSV ({type(error).__name__})", "Save it as CSV in UTF-8.",
        place=Place(sheet=sheet) if sheet else None,
    )  # fmt: skip


def _table(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    titles, *below = rows or [[]]
    twice = sorted({title for title in titles if title and list(titles).count(title) > 1})
    if twice:
        raise FormErrors(
            FormError(
                "two columns have one name",
                "Rename or delete one of them.",
                place=Place(sheet=name, row=1, column=each),
            )
            for each in twice
        )
    return Sheet(
        header=tuple(title for title in titles if title),
        rows=tuple(_row(titles, row) for row in below),
    )


def _row(titles: Sequence[str], row: Sequence[str]) -> Row:
    return {title: cell for title, cell in zip(titles, row, strict=False) if title and cell}
