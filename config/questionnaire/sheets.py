"""The sheets of a form, searched for where something stands. `workbook` reads them; the author's side, offline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from config.questionnaire.errors import Place
from config.questionnaire.wording import code

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")

_GENERATED = ("_other", "_count")
"""What pyxform appends to a name for a question that has no row of its own."""
_NUMBERED = re.compile(r"^(?:generated_table_list_label_|reserved_name_for_field_list_labels_)(\d+)$")
"""What pyxform puts before the questions of a table-list: the number is that of the row before, or of their own."""
_BRACKET = re.compile(r"(begin|end)[\s_]", re.IGNORECASE)
_MEDIA = "media::"
_SAME = {
    "relevance": "relevant",
    "calculate": "calculation",
    "constraintmsg": "constraintmessage",
    "requiredmsg": "requiredmessage",
    "count": "repeatcount",
}
"""Headers that mean the same, as pyxform has them."""

_KNOWN = frozenset(
    {
        "type", "name", "label", "hint", "guidancehint", "relevant", "required", "requiredmessage", "constraint",
        "constraintmessage", "calculation", "default", "readonly", "choicefilter", "repeatcount", "parameters",
        "appearance", "trigger", "media", "image", "audio", "video",
    }
)  # fmt: skip
"""Columns of the survey sheet, as `_plain` has them."""

Row: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A header and rows, blank rows included, so that the first row is always row 2."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, wanted: str) -> str:
        """Return the header that means a column ("label::ko-KP": "label::조선말 (ko-KP)"), or the column itself."""
        name, _, language = wanted.removeprefix(_MEDIA).partition("::")
        for header in self.header:
            if _plain(header) == _plain(wanted) or header.startswith(f"{wanted}::"):
                return header
        for header in self.header:
            base, *rest = re.split(r"\s*::?\s*", header.removeprefix(_MEDIA), maxsplit=1)
            if _plain(base) == _plain(name) and (code(rest[0]) if rest else "") in {language, ""}:
                return header
        return wanted

    @staticmethod
    def is_known(header: str) -> bool:
        """Return whether a column of the survey sheet means something to a form."""
        return _plain(re.split(r"::?", header, maxsplit=1)[0]) in _KNOWN

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
    external: Mapping[str, int]
    """The same for the external_choices sheet."""

    def find(self, path: str, column: str) -> Place:
        """Return the cell of a question's or a choice's column, as far as it is known."""
        if not path:
            return self._of_form(column)
        sheet = "survey" if path.startswith("/") else "choices"
        row = self._question(path) if sheet == "survey" else self.choices.get(path)
        if sheet == "choices" and row is None and path in self.external:
            sheet, row = "external_choices", self.external[path]
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
        numbered = _NUMBERED.match(below.rpartition("/")[2])
        if numbered:
            return int(numbered.group(1))
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
    return Places(
        workbook=workbook,
        questions=dict(_questions(workbook)),
        choices=dict(_choices(workbook.get("choices"))),
        external=dict(_choices(workbook.get("external_choices"))),
    )


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


def _choices(sheet: Sheet | None) -> Iterator[tuple[str, int]]:
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
