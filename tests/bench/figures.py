"""What a bench says: figures. Measured, compared, never asserted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `ratio` is `measured / against`; `target` says what to reach, `reached` whether it was."""

    name: str
    measured: float
    unit: str
    yardstick: str = ""
    against: float | None = None
    target: str = ""
    reached: bool | None = None
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick this is; None without one."""
        return self.measured / self.against if self.against else None


def plain(name: str, measured: float, unit: str, *, remark: str = "") -> Figure:
    """Return a figure that stands for itself."""
    return Figure(name=name, measured=measured, unit=unit, remark=remark)


def within(name: str, measured: float, unit: str, *, most: float, remark: str = "") -> Figure:
    """Return a figure that should be at most `most` of its unit."""
    return Figure(
        name=name,
        measured=measured,
        unit=unit,
        target=f"<= {most:g} {unit}",
        reached=measured <= most,
        remark=remark,
    )


def at_least(name: str, measured: float, unit: str, *, least: float, remark: str = "") -> Figure:
    """Return a figure that should be at least `least` of its unit."""
    return Figure(
        name=name,
        measured=measured,
        unit=unit,
        target=f">= {least:g} {unit}",
        reached=measured >= least,
        remark=remark,
    )


def times(
    name: str, measured: float, unit: str, *, yardstick: str, against: float, most: float, remark: str = ""
) -> Figure:
    """Return a figure that should be at most `most` times the yardstick's."""
    return Figure(
        name=name,
        measured=measured,
        unit=unit,
        yardstick=yardstick,
        against=against,
        target=f"<= {most:g} x",
        reached=measured <= most * against,
        remark=remark,
    )


def beside(name: str, measured: float, unit: str, *, yardstick: str, against: float, remark: str = "") -> Figure:
    """Return a figure beside a yardstick's, with nothing to reach."""
    return Figure(name=name, measured=measured, unit=unit, yardstick=yardstick, against=against, remark=remark)
