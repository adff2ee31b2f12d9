"""The form's pictures and sounds on this machine: which are there, which are missing, where each lies.

Looked at once, at start: a person is offered only what can be shown, and an operator hears what cannot.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.logs import logger
from config.questionnaire.plan import Plan
from config.questionnaire.reading import shown_files
from storage.errors import PermanentError

LARGEST: Final = 10 * 1024 * 1024
"""Bytes that every channel can send: https://core.telegram.org/bots/api#sending-files takes no larger photo."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One form's media folder."""

    folder: Path
    present: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    """Files that the form names and that are not there, are empty or too large; in the order of the form."""

    def path(self, name: str) -> Path:
        """Return where a file lies. Raises PermanentError for one that was not there at start."""
        if name not in self.present:
            raise PermanentError("the form's media folder has no such file")
        return self.folder / name

    def tell(self) -> None:
        """Tell the log how many files are missing; `affiant doctor` names them."""
        if self.missing:
            logger().warning("media-missing", count=len(self.missing))


def look(plan: Plan, folder: Path) -> Shelf:
    """Return the shelf of a form whose media lie in a folder."""
    names = shown_files(plan)
    present = frozenset(name for name in names if _is_there(folder, name))
    return Shelf(folder, present, tuple(name for name in names if name not in present))


def _is_there(folder: Path, name: str) -> bool:
    """Tell whether a name is that of a file in the folder itself: none may lead out of it."""
    if name != Path(name).name or name in {".", ".."} or "\0" in name:
        return False
    path = folder / name
    return path.is_file() and not path.is_symlink() and 0 < path.stat().st_size <= LARGEST
