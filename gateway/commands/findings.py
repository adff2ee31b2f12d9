"""What is to be said about a form, in the order of its sheets: printed for people, or for programs.

For people in 80 columns, what repeats itself said once; for programs a JSON object a line. Called by `affiant form`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import click
from rich.cells import cell_len

from bot.channels.terminal.render import visible
from config.questionnaire.errors import Place, Remark, Severity
from gateway.commands.rehearsal import in_json

FIXED: Final = "fixed: "
"""How the reason of a finding begins that tells what was mended."""
WIDTH: Final = 80
"""Columns: what every terminal has."""

_SHEETS: Final = ("", "settings", "survey", "choices", "external_choices", "entities", "osm")
_COLOURS: Final[dict[Severity, str]] = {"error": "red", "warning": "yellow", "advice": "cyan"}
_INDENT: Final = 9
_MOST_ROWS: Final = 12
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing about one cell."""

    severity: Severity
    sheet: str
    row: int | None
    column: str
    name: str
    reason: str
    remedy: str
    fix: str
    """What --fix would do; "" where it cannot help."""

    @classmethod
    def of(cls, remark: Remark, place: Place, *, fix: str = "") -> Finding:
        """Return a remark with its place in the sheets."""
        return cls(
            severity=remark.severity,
            sheet=place.sheet,
            row=place.row,
            column=place.column,
            name=remark.path.rpartition("/")[2],
            reason=remark.reason,
            remedy=remark.remedy,
            fix=fix,
        )

    def sentence(self) -> str:
        """Return it in one line that a terminal shows as it is."""
        place = Place(sheet=self.sheet or "the form", row=self.row, column=self.column)
        return plain(f"{place}: {self.reason}. {self.remedy}")

    def as_line(self) -> str:
        """Return it as one line of JSON."""
        return in_json(asdict(self))


def plain(text: str) -> str:
    """Return text in one line, without what could take hold of a terminal."""
    return " ".join(visible(text).split())


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by sheet and row, each of them once."""
    return sorted(dict.fromkeys(findings), key=lambda each: (_rank(each.sheet), each.row or 0))


def _rank(sheet: str) -> int:
    return _SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS)


# --- for people ----------------------------------------------------------------------------------------------


def print_findings(findings: Sequence[Finding]) -> None:
    """Print findings, those that differ in their row only together."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for each in findings:
        key = (each.severity, each.sheet, each.column, each.reason, each.remedy, each.fix)
        groups.setdefault(key, []).append(each)
    for group in groups.values():
        first = group[0]
        severity = click.style(f"{first.severity:<{_INDENT}}", fg=_COLOURS[first.severity])
        offer = f" With --fix: {first.fix}." if first.fix else ""
        said = plain(f"{_clipped(first.reason)}. {first.remedy}{offer}")
        lines = [*folded(f"{_where(group)}:", WIDTH - _INDENT), *folded(said, WIDTH - _INDENT)]
        click.echo(severity + f"\n{' ' * _INDENT}".join(lines))


def _clipped(reason: str) -> str:
    """Return a reason without the rest of an endless name."""
    return reason if len(reason) <= _LONGEST else f"{reason[:_LONGEST]} …"


def folded(text: str, width: int) -> list[str]:
    """Return text in lines of so many columns: letters of East Asia take two. A longer word has a line to itself."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if cell_len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _where(group: Sequence[Finding]) -> str:
    rows = sorted({each.row for each in group if each.row})
    place = [group[0].sheet or "the form"]
    if rows:
        place.append(("row " if len(rows) == 1 else "rows ") + _ranges(rows))
    if group[0].column:
        place.append(f"column {group[0].column}")
    return plain(", ".join(place))


def _ranges(rows: Sequence[int]) -> str:
    """Return rows as "3-9, 11", of very many only the first."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in spans[:_MOST_ROWS]]
    return ", ".join(shown) + (" …" if len(spans) > _MOST_ROWS else "")


def tally(findings: Sequence[Finding]) -> str:
    """Return how many there are of each."""
    counts = [(sum(each.severity == kind for each in findings), kind) for kind in ("error", "warning", "advice")]
    return ", ".join(f"{count} {kind}{'s' if count != 1 and kind != 'advice' else ''}" for count, kind in counts) + "."
