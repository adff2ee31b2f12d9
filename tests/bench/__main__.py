"""`make bench`: measure, put beside the yardsticks, print. A figure that is not reached is told, never an error."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import click
from rich.console import Console

from tests.bench.bench import Bench
from tests.bench.figures import Figure
from tests.bench.interview import interview
from tests.bench.machine import machine
from tests.bench.memory import memory
from tests.bench.page import page
from tests.bench.sealing import sealing
from tests.bench.table import show
from tests.bench.telegram import telegram
from tests.bench.turn import turn_on_postgres, turn_on_sqlite
from tests.bench.yardsticks import yardsticks

FIGURES: dict[str, Callable[[Bench], list[Figure]]] = {
    "yardsticks": yardsticks,
    "sqlite": turn_on_sqlite,
    "postgresql": turn_on_postgres,
    "telegram": telegram,
    "page": page,
    "interview": interview,
    "sealing": sealing,
    "memory": memory,
}

_WIDTH = 150
"""Of a table that goes into a file."""


@click.command()
@click.option("--only", "names", multiple=True, type=click.Choice(list(FIGURES)), help="Repeat for several.")
@click.option("--quick", is_flag=True, help="A smoke run: the figures are rough.")
@click.option("--json", "copy", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures there, too.")
def main(names: tuple[str, ...], copy: Path | None, *, quick: bool) -> None:
    """Measure Affiant beside what it should be measured against. Databases lie in the system's temporary folder."""
    console = Console()
    if not console.is_terminal:
        console.width = _WIDTH
    begun = perf_counter()
    with tempfile.TemporaryDirectory(prefix="affiant-bench-") as place, ExitStack() as stack:
        folder = Path(place)
        about = machine(folder)
        figures = _measure(console, Bench(folder=folder, quick=quick, stack=stack), names or tuple(FIGURES))
    about["took"] = f"{perf_counter() - begun:.0f} s{' (quick: rough figures)' if quick else ''}"
    show(console, about, figures)
    if copy is not None:
        lines = {name: [{**asdict(figure), "ratio": figure.ratio} for figure in some] for name, some in figures.items()}
        copy.write_text(json.dumps({"machine": about, "figures": lines}, indent=2) + "\n", "utf-8")


def _measure(console: Console, bench: Bench, names: tuple[str, ...]) -> dict[str, list[Figure]]:
    figures: dict[str, list[Figure]] = {}
    for name in names:
        with console.status(f"Measuring: {name} …"):
            figures[name] = FIGURES[name](bench)
    return figures


if __name__ == "__main__":
    main()
