"""Affiant as `affiant serve` runs it, all roles in one process. Settings are AFFIANT_* variables."""

from __future__ import annotations

import asyncio

from config.logs import configure_logs
from config.settings import Settings
from gateway.app import read_parts
from gateway.commands.serve import ROLES
from gateway.serving import serving
from tests.bench.servers.door import announce, stopped


async def main() -> None:
    settings = Settings()
    async with serving(read_parts(settings), frozenset(ROLES)):
        announce(settings.port)
        await stopped()


if __name__ == "__main__":
    configure_logs()
    asyncio.run(main())
