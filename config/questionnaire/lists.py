"""Choice lists of every origin: the choices sheet, external_choices, and files beside the form. Called by `model`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

import msgspec

from config.questionnaire.companions import Companions
from config.questionnaire.errors import FormError
from config.questionnaire.findings import Findings
from config.questionnaire.formulas import LAST_SAVED
from config.questionnaire.plan import Choice, Wording
from config.questionnaire.sheets import Sheet
from config.questionnaire.wording import Itext, code, local

HIDDEN: Final = " "
"""What is put behind a column that a list is not named by: no path can name it by mistake."""

_IDENTIFIER = "itextId"
_CHOICE_PARTS = {"name", "label", _IDENTIFIER}
_NAMING = ("name", "label")
_SHEET_PARTS = {"list_name", "list name", "name", "value", "label"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What belongs to a form and is not in its XForm."""

    companions: Companions = field(default_factory=Companions)
    external: Sheet | None = None
    """The external_choices sheet."""


@dataclass(slots=True)
class Lists:
    """The choice lists of one form by name, read when first asked for."""

    outside: Outside
    findings: Findings
    language: str = "default"
    """The language of words that say none."""
    known: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    _rows: dict[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    """Rows of files, by the name of their list."""
    _identifiers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By the name of a list, the names of its labels in the form's texts."""

    def columns(self, name: str) -> Collection[str] | None:
        """Return the columns of a list, none where it is empty; None for no such list, nor a CSV file of that name."""
        if name not in self.known and not self.load(name, f"{name}.csv"):
            return None
        if not self.known[name]:
            return ()
        if name in self._rows:
            return {column for row in self._rows[name] for column in row}
        return {column for choice in self.known[name] for column in choice.columns} | set(_NAMING)

    def read(self, instances: Iterable[Element], itext: Itext) -> None:
        """Take in the secondary instances of a model: choices written there, and files that they name."""
        for instance in instances:
            name, source = instance.get("id"), instance.get("src")
            if name is None or name == LAST_SAVED:
                continue
            if not source:
                items = [_values(item) for item in instance.iter() if local(item) == "item"]
                self.known[name] = tuple(_choice(item, itext) for item in items)
                self._identifiers[name] = tuple(item.get(_IDENTIFIER, "") for item in items)
            elif "${" not in name and not self.load(name, _file(source)):
                self._miss(name, _file(source))

    def load(self, name: str, file: str) -> bool:
        """Take in the rows of a file beside the form under a name; return whether there is such a file."""
        try:
            rows = self.outside.companions.rows(file)
        except FormError as error:
            self.findings.refuse(error)
            rows = ()
        if rows is None:
            return False
        self._rows[name] = rows
        self.known[name] = tuple(self._named(rows, "name", "label"))
        return True

    def _miss(self, name: str, file: str) -> None:
        self.known[name] = ()
        self.findings.offer(
            FormError(
                f"there is no file {file} beside the form", "Put it beside the form, or into its folder media.",
                clues=(file, f"'{name}'", f'"{name}"', name), fix="whatever looks into it finds nothing",
            )
        )  # fmt: skip

    def renamed(self, name: str, value: str, label: str) -> str | None:
        """Return the name of a file's list whose choices are named and labelled by these columns; None for no file."""
        if (value, label) == _NAMING:
            return name
        if name not in self._rows:
            return name if name in self.known and not self.known[name] else None
        again = f"{name} ({value}, {label})"
        if again not in self.known:
            self.known[again] = tuple(self._named(self._rows[name], value, label))
        return again

    def external(self, name: str) -> str | None:
        """Return the name under which a list of the external_choices sheet is known now; None where it is not there."""
        sheet = self.outside.external
        again = name if name not in self.known else f"{name} (external)"
        if sheet is not None and again not in self.known:
            self.known[again] = tuple(self._of_sheet(sheet, name))
        return again if self.known.get(again) else None

    def file(self, name: str) -> Sequence[Mapping[str, str]] | None:
        """Return the rows of a file beside the form, by its name with or without .csv."""
        name = name.removesuffix(".csv")
        return self._rows.get(name) if name in self._rows or self.load(name, f"{name}.csv") else None

    def with_texts(self) -> dict[str, tuple[Choice, ...]]:
        """Return the lists with one more column: the name of each label among the form's texts."""
        return {
            name: tuple(
                msgspec.structs.replace(choice, columns={**choice.columns, _IDENTIFIER: identifier})
                for choice, identifier in zip(choices, self._identifiers[name], strict=True)
            )
            if any(self._identifiers.get(name, ()))
            else choices
            for name, choices in self.known.items()
        }

    # --- rows as choices -----------------------------------------------------------------------------------

    def _named(self, rows: Iterable[Mapping[str, str]], value: str, label: str) -> Iterator[Choice]:
        """Yield the rows of a file. A column that would be mistaken for the name or the label gets out of the way."""
        plain = (value, label) == _NAMING
        for row in rows:
            words = row.get(label, "")
            columns = {
                column + (HIDDEN if column in _NAMING else ""): cell
                for column, cell in row.items()
                if not plain or column not in _NAMING
            }
            yield Choice(name=row.get(value, ""), label={self.language: (words,)} if words else {}, columns=columns)

    def _of_sheet(self, sheet: Sheet, name: str) -> Iterator[Choice]:
        """Yield the choices of a list as the external_choices sheet has them."""
        for row in sheet.rows:
            if sheet.cell(row, "list_name") == name:
                titles = {header: header.partition("::") for header in row}
                yield Choice(
                    name=sheet.cell(row, "name", "value"),
                    label={
                        code(language.strip()) or self.language: (row[header],)
                        for header, (base, _, language) in titles.items()
                        if base.strip().lower() == "label"
                    },
                    columns={each: row[each] for each in row if titles[each][0].strip().lower() not in _SHEET_PARTS},
                )


def _file(source: str) -> str:
    file = source.rpartition("/")[2]
    return file.removesuffix(".csv") if file.endswith(".csv.csv") else file


def _values(item: Element) -> dict[str, str]:
    return {local(each): "".join(each.itertext()).strip() for each in item}


def _choice(values: Mapping[str, str], itext: Itext) -> Choice:
    identifier = values.get(_IDENTIFIER)
    label: Wording = {itext.default: (values["label"],)} if values.get("label") else {}
    return Choice(
        name=values.get("name", ""),
        label=label if identifier is None else itext.wording(identifier),
        columns={key: value for key, value in values.items() if key not in _CHOICE_PARTS},
        media={} if identifier is None else itext.media(identifier),
    )
