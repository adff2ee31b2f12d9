"""The files beside a form: lists for select_one_from_file and pulldata(), the rows of the external_choices sheet.

Offline, the author's side. Called by `model`; `author` knows where they are.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from config.questionnaire.errors import FormError
from config.questionnaire.plan import Choice

Rows: TypeAlias = list[dict[str, str]]

LARGEST: Final = 10_000_000
"""Bytes of one file."""
IN_WORDS: Final = "the question is asked in words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Companions:
    """Where a form's files are, and its external choices. Without folders, nothing is there."""

    folders: tuple[Path, ...] = ()
    external: tuple[Mapping[str, str], ...] = field(default=(), repr=False)
    """Rows of the external_choices sheet."""

    def find(self, name: str) -> Path | None:
        """Return a file beside the form."""
        return next((path for folder in self.folders if (path := folder / Path(name).name).is_file()), None)

    def rows(self, name: str) -> Rows:
        """Return the rows of a CSV file, or of the items of an XML file. Raises FormError."""
        path = self.find(name)
        if path is None:
            raise self._missing(name)
        if path.stat().st_size > LARGEST:
            raise FormError(f"{name} is larger than 10 MB", "Leave out rows that nobody chooses.", clues=(name,))
        try:
            return _items(path) if path.suffix == ".xml" else _table(path)
        except (csv.Error, UnicodeDecodeError, ElementTree.ParseError, DefusedXmlException) as error:
            reason = f"{name} cannot be read ({type(error).__name__})"
            raise FormError(reason, "Save it as CSV in UTF-8.", clues=(name,)) from None

    def _missing(self, name: str) -> FormError:
        stem = name.rpartition(".")[0]
        return FormError(
            f"the file {name} is not beside the form",
            "Put it into the form's folder, or its rows into the choices sheet.",
            clues=(name, f"'{stem}'", f'"{stem}"', stem),
            fix=IN_WORDS,
        )

    def lists(self, language: str) -> dict[str, tuple[Choice, ...]]:
        """Return the lists of the external_choices sheet."""
        found: dict[str, list[Choice]] = {}
        for row in self.external:
            columns = {key: cell for key, cell in row.items() if key not in {"list_name", "name"}}
            label = next((cell for key, cell in columns.items() if key.partition(":")[0] == "label"), "")
            extra = {key: cell for key, cell in columns.items() if key.partition(":")[0] != "label"}
            choice = Choice(name=row.get("name", ""), label={language: (label,)} if label else {}, columns=extra)
            found.setdefault(row.get("list_name", ""), []).append(choice)
        return {name: tuple(choices) for name, choices in found.items() if name}


def _table(path: Path) -> Rows:
    text = path.read_text("utf-8-sig")
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    return [
        {key.strip(): (cell or "").strip() for key, cell in row.items() if key}
        for row in csv.DictReader(text.splitlines(), delimiter=delimiter)
    ]


def _items(path: Path) -> Rows:
    root = ElementTree.fromstring(path.read_text("utf-8"), forbid_dtd=True)
    return [
        {each.tag.rpartition("}")[2]: "".join(each.itertext()).strip() for each in item}
        for item in root.iter()
        if item.tag.rpartition("}")[2] == "item"
    ]
