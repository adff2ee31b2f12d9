"""One run of the bench: its scale, its folder on the disk, and the yardsticks that were measured already."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.load import QUICK, THOROUGH, Load, Scale, measure
from tests.bench.process import serve
from tests.bench.updates import messages

SERVERS = "tests.bench.servers"


@dataclass(slots=True, kw_only=True)
class Bench:
    """What every figure is given. Yardsticks are measured once, when the first figure asks for them."""

    folder: Path
    quick: bool
    _loads: dict[str, Load] = field(default_factory=dict)

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
        return self.yardstick("floor", self.fresh("floor.db"))

    def yardstick(self, name: str, *arguments: object) -> Load:
        """Return what a server of tests/bench/servers does with messages of many chats."""
        if name not in self._loads:
            with serve(f"{SERVERS}.{name}", *arguments) as served:
                self._loads[name] = measure(served, messages(), self.scale)
        return self._loads[name]
