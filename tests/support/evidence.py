"""What is left on the server, looked at from outside: rows of a table, and the commands that a custodian runs."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage.database import tables


def rows(url: str, table: str) -> list[dict[str, Any]]:
    """Return every row of a table, read by a connection of its own."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=sa.NullPool)
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(sa.select(tables.metadata.tables[table]))]


async def affiant(*arguments: str, folder: Path, url: str) -> tuple[int, str]:
    """Run the command line tool; return its exit status and what it printed."""
    environment = os.environ | {"AFFIANT_DATA": str(folder), "AFFIANT_DATABASE_URL": url}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gateway", *arguments, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode()
