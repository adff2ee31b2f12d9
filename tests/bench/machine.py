"""On what a run was made: machine, versions, and how long the disk takes to keep a promise."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import psutil

LIBRARIES = ("aiogram", "aiohttp", "cryptography", "msgspec", "psycopg", "python-telegram-bot", "SQLAlchemy")
_FSYNCS = 50


def machine(folder: Path) -> dict[str, str]:
    """Return what a reader must know to compare runs."""
    gibibytes = psutil.virtual_memory().total / 2**30
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores, {gibibytes:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{name: version(name) for name in LIBRARIES},
        "fsync": f"{_fsync(folder) * 1e3:.2f} ms",
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _fsync(folder: Path) -> float:
    """Return the mean seconds of writing a page and waiting for the disk."""
    with (folder / "fsync").open("wb") as file:
        begun = perf_counter()
        for _ in range(_FSYNCS):
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
        return (perf_counter() - begun) / _FSYNCS
