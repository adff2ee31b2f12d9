"""Another process looks at the database while it is open: nothing that is written afterwards may be lost to it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from storage.database.engine import Database
from storage.database.unit import Transaction

NOW = datetime(2026, 1, 1, tzinfo=UTC)
_LOOK = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('select count(*) from inbox').fetchone()[0])"


def look(path: Path) -> int:
    """Open, count, close: in a process of its own, as a custodian's command does."""
    done = subprocess.run([sys.executable, "-c", _LOOK, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def admit(number: int, unit: Transaction) -> None:
    unit.inbox.admit([("telegram", str(number))], now=NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_look_from_outside_takes_nothing_away(database: Database, database_url: str) -> None:
    path = Path(database_url.removeprefix("sqlite:///"))
    for number in range(1, 4):
        await database.transact(partial(admit, number))
        await database.read(lambda unit: unit.chats.due(NOW, 1))
        assert await asyncio.to_thread(look, path) == number
        assert path.with_name(f"{path.name}-wal").exists(), "we are still there, so the log is too"
