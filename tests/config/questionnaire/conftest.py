"""A form written as tables, as authors write them to each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from config.questionnaire.author import compile_form, convert
from config.questionnaire.errors import FormError
from config.questionnaire.plan import Plan
from tests.config.questionnaire.tables import table

Compile: TypeAlias = Callable[..., Plan]
Write: TypeAlias = Callable[..., Path]
Said: TypeAlias = Callable[..., list[str]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write sheets, each a table with a header line, as one .md file."""

    def write(**sheets: str) -> Path:
        path = tmp_path / "form.md"
        path.write_text("\n".join(table(name, rows) for name, rows in sheets.items()), "utf-8")
        return path

    return write


@pytest.fixture
def compile_(write: Write) -> Compile:
    """Compile such sheets to a Plan."""
    return lambda **sheets: compile_form(write(**sheets))


@pytest.fixture
def said() -> Said:
    """Return everything that is said of a form: its remarks, or all for which it is refused."""

    def said(path: Path, *, fixes: bool = False) -> list[str]:
        try:
            source = convert(path, fixes=fixes)
            reading = source.read()
        except FormError as error:
            return [each.diagnostics() for each in error.errors]
        return [remark.sentence(source.place(remark)) for remark in reading.remarks]

    return said
