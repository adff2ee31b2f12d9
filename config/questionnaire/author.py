"""The author's side: a spreadsheet (xlsx, xls, csv, md, or a folder of CSV files) -> XForm -> Plan, offline.

pyxform is loaded only by `workbook` and `converting`, and only when asked: the serving process reads finished Plans.
Whatever is wrong becomes a `FormError` that names sheet, row and column where they are known; all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from config.questionnaire.companions import Companions
from config.questionnaire.converting import to_xform
from config.questionnaire.errors import FormError, FormErrors, Place, Remark
from config.questionnaire.findings import Findings
from config.questionnaire.lists import Outside
from config.questionnaire.mending import mend
from config.questionnaire.plan import Plan
from config.questionnaire.sheets import SHEETS, Places, Row, Sheet, Workbook, find_places
from config.questionnaire.workbook import read_workbook
from config.questionnaire.xform import Reading, plan_of

NAMESPACE: Final = 'affiant="https://affiant.invalid/xforms"'
"""What the settings sheet must say for our columns to pass; it is added where it is missing."""

_TRANSLATED: Final = ("label", "hint", "guidance_hint", "image", "big-image", "audio", "video", "constraint_message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A form on its way: the XForm, and where everything stands in the sheets."""

    xml: str
    """ "" where there is none to be had: `read` says why."""
    places: Places
    outside: Outside
    findings: Findings = field(repr=False)
    """What was found, and fixed, before there was an XForm."""

    @property
    def companions(self) -> Companions:
        """The files beside the form."""
        return self.outside.companions

    def read(self) -> Reading:
        """Return the Plan, with the author's notes, and remarks on what was fixed, changed or left out.

        Raises FormErrors with everything that is refused, each with its place, in the order of the sheets.
        """
        findings = self.findings.copy()
        plan = plan_of(self.xml, findings, self.outside) if self.xml else None
        if plan is None or findings.errors:
            located = {error.diagnostics(): error for error in map(self._located, findings.errors)}
            raise FormErrors(sorted(located.values(), key=_in_order))
        plan = msgspec.structs.replace(plan, notes=self._notes(plan.name))
        fixed = map(_fixed, map(self._located, findings.fixed))
        return Reading(plan=plan, remarks=tuple(dict.fromkeys([*fixed, *findings.remarks])))

    def place(self, remark: Remark) -> Place:
        """Return the cell that a remark is about."""
        return remark.place or self.places.find(remark.path, remark.column)

    def _located(self, error: FormError) -> FormError:
        if error.place or not (error.path or error.column or error.clues):
            return error
        found = (self.places.holding(clue) for clue in error.clues)
        return error.located(next(filter(None, found), None) or self.places.find(error.path, error.column))

    def _notes(self, root: str) -> dict[str, str]:
        sheet = self.places.workbook["survey"]
        rows = ((path, sheet.rows[number - 2]) for path, number in self.places.questions.items())
        return {f"/{root}/{path}": note for path, row in rows if (note := sheet.cell(row, "notes"))}


def _fixed(error: FormError) -> Remark:
    reason = f"fixed: {error.reason}; {error.fix}"
    return Remark(
        severity="warning", path=error.path, column=error.column, reason=reason, remedy=error.remedy, place=error.place
    )


def _in_order(error: FormError) -> tuple[int, int]:
    place = error.place
    if place is None:
        return -1, 0
    return SHEETS.index(place.sheet) if place.sheet in SHEETS else len(SHEETS), place.row or 0


def compile_form(path: Path, *, allow_choice_duplicates: bool = False) -> Plan:
    """Return the Plan of a spreadsheet, or of a folder with survey.csv, choices.csv and settings.csv.

    Raises FormError; `allow_choice_duplicates` accepts choices of one list that share a name.
    """
    return convert(path, allow_choice_duplicates=allow_choice_duplicates).read().plan


def convert(path: Path, *, allow_choice_duplicates: bool = False, fixes: bool = False) -> Source:
    """Return the XForm of a spreadsheet. `fixes` makes every fix that is offered; each is remarked on.

    Raises FormError where no sheets can be read; all else that is wrong waits for `Source.read`.
    """
    workbook = read_workbook(path)
    outside = Outside(companions=Companions.of(path), external=workbook.get("external_choices"))
    findings = Findings(fixing=fixes)
    places = find_places(workbook)
    mended = mend(workbook, outside.companions, findings)
    settings = _settings(mended, allow_choice_duplicates=allow_choice_duplicates)
    xml = to_xform({**mended, "settings": settings}, places, findings)
    return Source(xml=xml or "", places=places, outside=outside, findings=findings)


def _settings(workbook: Workbook, *, allow_choice_duplicates: bool) -> Sheet:
    """Return the settings with our namespace, and with leave for duplicates where it was asked for."""
    given = workbook.get("settings")
    row: Row = dict(given.rows[0]) if given and given.rows else {}
    column = given.column("namespaces") if given else "namespaces"
    if "affiant=" not in row.get(column, ""):
        row[column] = f"{row.get(column, '')} {NAMESPACE}".strip()
    if allow_choice_duplicates:
        row["allow_choice_duplicates"] = "yes"
    language = _mother_tongue(workbook)
    if language and not (given and given.cell(row, "default_language")):
        row["default_language"] = language
    return Sheet(header=tuple(dict.fromkeys([*(given.header if given else ()), *row])), rows=(row,))


def _mother_tongue(workbook: Workbook) -> str:
    """Return the language of columns that name none, where pyxform would make up a language called default for them.

    It does where labels name their language and a hint or a picture does not.
    """
    languages = [header.partition("::")[2] for header in workbook["survey"].header if header.startswith("label::")]
    sheets = [sheet for name, sheet in workbook.items() if name in {"survey", "choices"}]
    headers = {header for sheet in sheets for header in sheet.header}
    silent = headers & {*_TRANSLATED, *(f"media::{kind}" for kind in _TRANSLATED)}
    return languages[0].strip() if languages and silent and "label" not in headers else ""
