"""Figures: a conversation turn behind any channel, from the event to the commit, on SQLite and on PostgreSQL.

Measured twice: with nothing in front of the engine, and behind a door as plain as the floor's, where the floor's p99
can be compared. Every turn is a press in the middle of the default questionnaire.
"""

from __future__ import annotations

import json
import subprocess
import sys
from os import environ

from tests.bench.bench import SERVERS, Bench, Kind
from tests.bench.figures import Figure, beside, times
from tests.bench.load import Load, measure
from tests.bench.process import serve
from tests.bench.updates import CHATS, conversations

_FLOOR = "floor"
_MOST_CPU: dict[Kind, float] = {"SQLite": 2.0, "PostgreSQL": 2.5}
_MOST_P99 = 3.0
_PRESSES = 1_500
_PATIENCE = 120
_MICRO = 1e6


def turn_on_sqlite(bench: Bench) -> list[Figure]:
    """Measure turns on SQLite, synchronous=FULL."""
    return _turn(bench, "SQLite")


def turn_on_postgres(bench: Bench) -> list[Figure]:
    """Measure turns on a PostgreSQL of this machine, whose own processor time is not the gateway's."""
    return _turn(bench, "PostgreSQL")


def _turn(bench: Bench, kind: Kind) -> list[Figure]:
    floor, most = bench.floor, _MOST_CPU[kind]
    with bench.database(kind) as url:
        cpu, per_second = _inside(bench, url)
    with bench.database(kind) as url:
        door = _door(bench, url)
    title = f"turn on {kind}"
    return [
        times(f"{title}: CPU", cpu, "us", yardstick=_FLOOR, against=floor.cpu_us, most=most),
        beside(f"{title}: turns", per_second, "/s", yardstick=_FLOOR, against=floor.per_second),
        beside(
            f"{title}, plain HTTP door: CPU",
            door.cpu_us,
            "us",
            yardstick=_FLOOR,
            against=floor.cpu_us,
            remark=door.remark,
        ),
        beside(f"{title}, plain HTTP door: turns", door.per_second, "/s", yardstick=_FLOOR, against=floor.per_second),
        times(
            f"{title}, plain HTTP door: p99",
            door.p99_ms,
            "ms",
            yardstick=_FLOOR,
            against=floor.p99_ms,
            most=_MOST_P99,
        ),
    ]


def _inside(bench: Bench, url: str) -> tuple[float, float]:
    """Return processor microseconds per turn, and turns a second."""
    command = [sys.executable, "-m", f"{SERVERS}.inside", str(_PRESSES), str(bench.scale.full)]
    env = {**environ, **bench.installation.env(url)}
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True, timeout=_PATIENCE)
    said = json.loads(done.stdout.splitlines()[-1])
    return said["cpu"] / said["turns"] * _MICRO, said["turns"] / said["seconds"]


def _door(bench: Bench, url: str) -> Load:
    walk = bench.installation.walk
    with serve(f"{SERVERS}.engine", env=bench.installation.env(url)) as served:
        return measure(served, conversations(walk), bench.scale, before=walk.before(CHATS))
