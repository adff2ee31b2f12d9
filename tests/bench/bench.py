"""One run of the bench: its scale, its folder on the disk, and the yardsticks that were measured already."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import QUICK, THOROUGH, Load, Scale, measure
from tests.bench.process import serve
from tests.bench.updates import messages

SERVERS = "tests.bench.servers"


@dataclass(slots=True, kw_only=True)
class Bench:
    """What every figure is given. The floor is measured once, when the first figure asks for it."""

    folder: Path
    quick: bool
    _floor: Load | None = None

    @property
    def scale(self) -> Scale:
        """How long to look at a server."""
        return QUICK if self.quick else THOROUGH

    def fresh(self, name: str) -> Path:
        """Return the path of a file in the run's folder that does not exist yet."""
        number = sum(1 for _ in self.folder.iterdir())
        return self.folder / f"{number}-{name}"

    def floor(self) -> Load:
        """Return the floor."""
        if self._floor is None:
            self._floor = self.load("floor", self.fresh("floor.db"))
        return self._floor

    def load(self, name: str, *arguments: object) -> Load:
        """Return what a server of tests/bench/servers does with messages of many chats."""
        with serve(f"{SERVERS}.{name}", *arguments) as served:
            return measure(served, messages(), self.scale)
