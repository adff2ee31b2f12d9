"""One run of the bench: its scale, its folder on the disk, and what several figures share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Literal

from tests.bench.installation import Installation, install, postgres, sqlite
from tests.bench.load import QUICK, THOROUGH, Load, Scale, measure
from tests.bench.process import serve
from tests.bench.updates import messages
from tests.support.databases import Postgres

SERVERS = "tests.bench.servers"

Kind = Literal["SQLite", "PostgreSQL"]


class Bench:
    """What every figure is given. What is shared is made when the first figure asks for it, and ends with the run."""

    def __init__(self, *, folder: Path, quick: bool, stack: ExitStack) -> None:
        self.folder = folder
        self.quick = quick
        self._stack = stack

    @property
    def scale(self) -> Scale:
        """How long to look at a server."""
        return QUICK if self.quick else THOROUGH

    @cached_property
    def floor(self) -> Load:
        """The floor, as measured in this run."""
        return self.load("floor", self.fresh("floor.db"))

    @cached_property
    def installation(self) -> Installation:
        """An Affiant made ready."""
        return install(self.fresh("affiant"))

    @cached_property
    def postgres(self) -> Postgres:
        """A durable PostgreSQL server."""
        return self._stack.enter_context(postgres(f"bench-{os.getpid()}"))

    def fresh(self, name: str) -> Path:
        """Return the path of something in the run's folder that does not exist yet."""
        number = sum(1 for _ in self.folder.iterdir())
        return self.folder / f"{number}-{name}"

    @contextmanager
    def database(self, kind: Kind) -> Iterator[str]:
        """Yield the URL of a fresh database with Affiant's tables."""
        if kind == "SQLite":
            yield sqlite(self.fresh("affiant.db"))
            return
        url = self.postgres.migrated()
        yield url
        self.postgres.drop(url)

    def load(self, name: str, *arguments: object) -> Load:
        """Return what a server of tests/bench/servers does with messages of many chats."""
        with serve(f"{SERVERS}.{name}", *arguments) as served:
            return measure(served, messages(), self.scale)
