"""A gateway whose clock a test can put forward. `tests.support.nursery` installs it into a child.

The clock runs on as the machine's does, so many seconds ahead of it as a file says, read anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from storage.clock import SystemClock

VARIABLE = "TEST_CLOCK"
"""Environment variable that names the file."""


class Ahead:
    """The file, as a test holds it. `variables` are the gateway's."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ahead"
        self._seconds = 0.0
        self._write()

    @property
    def variables(self) -> Mapping[str, str]:
        return {VARIABLE: str(self._file)}

    def pass_(self, **span: float) -> None:
        """Let time pass in the gateway: `pass_(minutes=10)`."""
        self._seconds += timedelta(**span).total_seconds()
        self._write()

    def _write(self) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(str(self._seconds))
        new.replace(self._file)


def install(file: Path) -> None:
    """Let every reader of the machine's clock read it so far ahead."""
    now = SystemClock.now

    def ahead(self: SystemClock) -> datetime:
        return now(self) + timedelta(seconds=float(file.read_text()))

    SystemClock.now = ahead  # type: ignore[method-assign]
