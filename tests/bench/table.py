"""The table that a run ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figure

_REACHED = {True: "[green]yes[/]", False: "[red]no[/]", None: ""}
_SMALL = 10
_LARGE = 1_000


def show(console: Console, about: Mapping[str, str], figures: Mapping[str, Sequence[Figure]]) -> None:
    """Print what a run found."""
    console.print(" · ".join(f"{name} {value}" for name, value in about.items()), highlight=False)
    table = Table()
    table.add_column("figure", overflow="fold", min_width=36)
    for heading in ("measured", "against", "ratio", "target"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("reached?")
    for some in figures.values():
        for figure in some:
            table.add_row(*_row(figure))
        table.add_section()
    console.print(table)


def _row(figure: Figure) -> tuple[str, ...]:
    name = f"{figure.name} [yellow]({figure.remark})[/]" if figure.remark else figure.name
    against = f"{number(figure.against)} {figure.yardstick}" if figure.against is not None else ""
    ratio = f"{figure.ratio:.2f} x" if figure.ratio is not None else ""
    measured = f"{number(figure.measured)} {figure.unit}"
    return name, measured, against, ratio, figure.target, _REACHED[figure.reached]


def number(value: float) -> str:
    """Return a number with as many digits as mean something."""
    if value >= _LARGE:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < _SMALL else f"{value:.1f}"
