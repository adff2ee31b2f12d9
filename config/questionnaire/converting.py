"""Sheets -> XForm, by pyxform, which stops at its first complaint: here the row at fault is set aside and it goes on.

Called by `author`, offline; the only module that runs pyxform's converter. What it complains of is said in our words,
with its place; what it remarks on becomes our remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from config.questionnaire.errors import FormError, Place
from config.questionnaire.findings import Findings
from config.questionnaire.sheets import Places, Row, Sheet, Workbook

ROOT: Final = "data"
"""The name of the root, unless a question has it."""

_MOST_COMPLAINTS: Final = 30
_MOST_ROWS: Final = 30_000
"""Rows that are converted over and over again to find all complaints."""
_LONGEST_REASON: Final = 400
_ROW = re.compile(r"\[row\s*:\s*(?:[A-Z]+\s*)?(\d+)\]\s*")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet,?\s*|for sheet: '(\w+)'")
_COLUMN = re.compile(r"the '([^']+)' (?:value|column)")
_REFERENCE = re.compile(r"\$\{[^{}]*\}")
_NAMED = re.compile(r"(?:type|name|named) '([^']+)'")
_ADVERT = re.compile(r"\s*(?:Learn more|Documentation|See): \S+")
_PREAMBLE = re.compile(r"On the '\w+' sheet, the '[^']+' value (?:'[^']*' )?is (?:invalid|problematic)\. ")
_QUOTED_ROW = re.compile(r":? ?\{.*")
_BRACKET = re.compile(r"(begin|end)[\s_]+", re.IGNORECASE)
_VALUES = re.compile(r"(<text id=\"[^\"]*\">)(.*?)(</text>)", re.DOTALL)
_VALUE = re.compile(r"<value(?:\s[^>]*)?(?:/>|>.*?</value>)", re.DOTALL)
_MULTIPLE = re.compile(r"select[ _]multiple\s+(\$\{[^{}]+\})", re.IGNORECASE)
_STAND_IN = re.compile(r"<(instance|text) id=\"\$\{[^\"]*\">.*?</\1>", re.DOTALL)
_SHEET_REMEDY: Final = "Correct the sheet; https://xlsform.org explains every column."
_REMEDIES: Final = {
    "PYREF_003": "Correct the name between the braces, or add the question.",
    "HEADER_001": "Write a name at the top of every column that has cells.",
}
_DUPLICATES: Final = " If this is intentional"
_SAID_ELSEWHERE: Final = ("max-pixels", "is missing the", "machine-readable codes")
"""Words of pyxform's remarks that `lint` makes better, or that are about sending forms."""


def to_xform(workbook: Workbook, places: Places, findings: Findings) -> str | None:
    """Return the XForm of mended sheets; None where there is none to be had. All complaints are in the findings."""
    rows = sum(len(sheet.rows) for sheet in workbook.values())
    sheets: dict[str, Sheet] | None = dict(workbook)
    for _ in range(min(_MOST_COMPLAINTS, _MOST_ROWS // max(rows, 1)) + 1):
        if sheets is None:
            return None
        warnings: list[str] = []
        try:
            xml = _converted(sheets, places, warnings)
        except Exception as error:  # noqa: BLE001 -- pyxform raises bare TypeErrors too
            sheets = _without(sheets, list(_complaints(error, replace(places, workbook=sheets))), findings)
            continue
        for warning in dict.fromkeys(warnings):
            _remark(warning, places, findings)
        return _settled(xml)
    return None


def _converted(workbook: Workbook, places: Places, warnings: list[str]) -> str:
    from pyxform.xls2xform import convert  # noqa: PLC0415 -- heavy, and only authors need it

    workbook = _with_stand_ins(workbook)
    names = {path.rpartition("/")[2] for path in places.questions}
    root = ROOT
    while root in names:
        root += "_"
    sheets: dict[str, object] = {name: list(sheet.rows) for name, sheet in workbook.items()}
    sheets |= {f"{name}_header": [dict.fromkeys(sheet.header)] for name, sheet in workbook.items()}
    with _alike_only_when_the_same():
        xml = str(convert(sheets, warnings=warnings, validate=False, form_name=root).xform)
    return _STAND_IN.sub("", xml)


@contextmanager
def _alike_only_when_the_same() -> Iterator[None]:
    """Let pyxform compare its elements by identity, as it means to.

    It asks of every question whether a repeat is its parent, and compares them by writing both out as JSON, choices
    and all: quadratic, and 17 seconds for one public form of 570 questions.
    """
    from pyxform.survey_element import SurveyElement  # noqa: PLC0415 -- as above

    compare = SurveyElement.__eq__
    SurveyElement.__eq__ = object.__eq__
    try:
        yield
    finally:
        SurveyElement.__eq__ = compare


def _with_stand_ins(workbook: Workbook) -> Workbook:
    """Return the sheets with a list for each select_multiple from a repeat: pyxform looks for one, and needs none."""
    survey, choices = workbook["survey"], workbook.get("choices", Sheet(header=("list_name", "name", "label"), rows=()))
    types = (_MULTIPLE.match(survey.cell(row, "type")) for row in survey.rows)
    lists = {found.group(1): None for found in types if found}
    if not lists:
        return workbook
    label = next((header for header in choices.header if header.lower().startswith("label")), "label")
    columns = choices.column("list_name"), choices.column("name"), label
    rows = tuple(dict(zip(columns, (name, "1", "-"), strict=True)) for name in lists)
    header = tuple(dict.fromkeys([*choices.header, *columns]))
    return {**workbook, "choices": Sheet(header=header, rows=(*choices.rows, *rows))}


def _settled(xml: str) -> str:
    """Return an XForm that is the same every time: pyxform writes the forms of a text in the order of a set."""
    return _VALUES.sub(lambda text: text[1] + "".join(sorted(_VALUE.findall(text[2]))) + text[3], xml)


# --- complaints ----------------------------------------------------------------------------------------------


def _complaints(error: Exception, places: Places) -> Iterator[FormError]:
    """Yield pyxform's complaints as ours: each with the place that it names, and a remedy."""
    written = str(error)
    if not written or type(error).__module__.partition(".")[0] != "pyxform":
        written = f"pyxform gives up on this form ({type(error).__name__}: {written})"
    lines = written.splitlines()
    several = len(lines) > 1 and all(map(_ROW.match, lines))
    for said in lines if several else [" ".join(written.split())]:
        yield _explained(said, error, places)


def _explained(said: str, error: Exception, places: Places) -> FormError:
    place = _place(said, places)
    reason, duplicates, _ = _ADVERT.sub("", _ROW.sub("", said)).partition(_DUPLICATES)
    if place:
        reason = _PREAMBLE.sub("", reason)
    remedy = "Correct the row." if place and place.row else _SHEET_REMEDY
    if duplicates:
        remedy = "Give each choice a name of its own, or pass --allow-choice-duplicates."
    return FormError(
        reason.rstrip(". ")[:_LONGEST_REASON],
        _REMEDIES.get(str(getattr(getattr(error, "code", None), "name", "")), remedy),
        place=place,
        fix="both are kept" if duplicates else "",
    )


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


def _remark(said: str, places: Places, findings: Findings) -> None:
    """Keep a remark of pyxform's: its first line, for the others quote whole rows."""
    line = " ".join(said.partition("\n")[0].split())
    if any(words in said for words in _SAID_ELSEWHERE):
        return
    place = _place(line, places)
    reason = _ADVERT.sub("", _ROW.sub("", line))
    reason = _QUOTED_ROW.sub("", _PREAMBLE.sub("", reason) if place else reason)
    findings.remark(reason.rstrip(".: ")[:_LONGEST_REASON], "Change it if it was not meant.", place=place)


# --- going on ------------------------------------------------------------------------------------------------


def _without(sheets: dict[str, Sheet], complaints: list[FormError], findings: Findings) -> dict[str, Sheet] | None:
    """Return the sheets with what was complained of set aside; None where that cannot be. Keeps the complaints."""
    changed: dict[str, Sheet] | None = sheets
    for error in complaints:
        if error.fix:
            findings.offer(error)
            changed = _allowing_duplicates(sheets)
        else:
            findings.refuse(error)
            changed = None if changed is None else _aside(changed, error)
    return None if changed == sheets else changed


def _allowing_duplicates(sheets: dict[str, Sheet]) -> dict[str, Sheet]:
    settings = sheets["settings"]
    row = {**settings.rows[0], "allow_choice_duplicates": "yes"}
    return {**sheets, "settings": Sheet(header=tuple(dict.fromkeys([*settings.header, *row])), rows=(row,))}


def _aside(sheets: dict[str, Sheet], error: FormError) -> dict[str, Sheet] | None:
    """Return the sheets with one row emptied, or turned into a value that other rows may still read."""
    place = error.place
    sheet = sheets.get(place.sheet) if place else None
    if sheet is None or place is None or place.row is None or not 0 <= place.row - 2 < len(sheet.rows):
        return None
    row = sheet.rows[place.row - 2]
    bracket = _BRACKET.match(sheet.cell(row, "type")) if place.sheet == "survey" else None
    if bracket and not error.reason.startswith("Unmatched"):
        return None
    kept, added = _matched(sheet, row, bracket) if bracket else (_emptied(sheet, row), ())
    rows = (*sheet.rows[: place.row - 2], kept, *sheet.rows[place.row - 1 :], *added)
    return {**sheets, place.sheet: Sheet(header=sheet.header, rows=rows)}


def _matched(sheet: Sheet, row: Row, bracket: re.Match[str]) -> tuple[Row, tuple[Row, ...]]:
    """Return what becomes of a begin or an end that stands alone: an end goes, a begin gets an end after all rows."""
    if bracket.group(1).lower() == "end":
        return {}, ()
    return row, ({sheet.column("type"): f"end_{sheet.cell(row, 'type')[bracket.end() :]}"},)


def _emptied(sheet: Sheet, row: Row) -> Row:
    if "type" not in map(str.lower, sheet.header):  # a choice
        return {}
    hidden = {sheet.column("type"): "hidden", sheet.column("name"): sheet.cell(row, "name")}
    return {} if row == hidden or not sheet.cell(row, "name") else hidden
