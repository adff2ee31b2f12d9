"""The default questionnaire as its sheets say it, read without the questionnaire package."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).parents[3] / "config" / "forms" / "intake"

Row: TypeAlias = dict[str, str]


def sheet(name: str) -> list[Row]:
    """Return the rows of one sheet."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said(row: Row, kind: str) -> dict[str, str]:
    """Return a row's label, hint, guidance_hint or constraint_message by language."""
    return {
        code: row[column] for code in LANGUAGES for column in row if column.startswith(kind) and f"({code})" in column
    }


SURVEY = sheet("survey")
LANGUAGES = tuple(re.findall(r"label::[^(]+\(([A-Za-z-]+)\)", " ".join(SURVEY[0])))
CHOICES = sheet("choices")
NODES = [row for row in SURVEY if not row["type"].startswith(("begin_", "end_"))]
SHOWN = [row for row in NODES if row["type"] != "calculate"]
QUESTIONS = [row for row in SHOWN if row["type"] != "note"]
