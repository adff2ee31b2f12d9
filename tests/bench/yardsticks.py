"""Figures: what others need for one turn, on this machine, in this run."""

from __future__ import annotations

from tests.bench.bench import SERVERS, Bench
from tests.bench.figures import Figure, beside, plain
from tests.bench.load import Load
from tests.bench.process import serve

FLOOR = "floor"


def yardsticks(bench: Bench) -> list[Figure]:
    """Measure the floor and the bots that others write."""
    floor = bench.floor
    figures = [
        plain("floor: CPU per turn", floor.cpu_us, "us", remark=floor.remark),
        plain("floor: turns", floor.per_second, "/s"),
        plain("floor: p50 at half load", floor.p50_ms, "ms"),
        plain("floor: p99 at half load", floor.p99_ms, "ms"),
        *_lines("aiohttp JSON echo, nothing kept", bench.load("echo"), floor),
    ]
    with serve(f"{SERVERS}.bot_api") as api:
        for title, name, arguments in (
            ("aiogram echo, answers, nothing kept", "aiogram_echo", ()),
            ("aiogram + SQLAlchemy ORM, SQLite FULL, answers", "aiogram_orm", (bench.fresh("orm.db"),)),
            ("python-telegram-bot, SQLite FULL, answers", "ptb", (bench.fresh("ptb.db"), "answers")),
            ("python-telegram-bot, SQLite FULL, silent", "ptb", (bench.fresh("silent.db"), "silent")),
        ):
            figures += _lines(title, bench.load(name, api.port, *arguments), floor)
    return figures


def _lines(title: str, load: Load, floor: Load) -> list[Figure]:
    return [
        beside(f"{title}: CPU", load.cpu_us, "us", yardstick=FLOOR, against=floor.cpu_us, remark=load.remark),
        beside(f"{title}: turns", load.per_second, "/s", yardstick=FLOOR, against=floor.per_second),
        beside(f"{title}: p99", load.p99_ms, "ms", yardstick=FLOOR, against=floor.p99_ms),
    ]
