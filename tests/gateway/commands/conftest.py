"""Forms on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.gateway.commands.forms import GOOD, write_form

Write: TypeAlias = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write sheets as one .md file."""
    return lambda **sheets: write_form(tmp_path, **sheets)


@pytest.fixture
def good(write: Write) -> Path:
    """A form without faults."""
    return write(**GOOD)
