"""Figures: resident memory. All roles at rest, and what conversations add that are open at the same time."""

from __future__ import annotations

import asyncio
from time import sleep

from tests.bench.bench import SERVERS, Bench
from tests.bench.driver import Driver
from tests.bench.figures import Figure, plain, within
from tests.bench.process import Served, serve
from tests.bench.updates import conversations

_MOST_IDLE_MB = 150.0
_MEGA = 1e6
_ROUNDS = 3
_LONGEST = 90.0
_SETTLE = 1.0


def memory(bench: Bench) -> list[Figure]:
    """Measure a gateway at rest, then an engine while 10,000 people (1,000 when quick) take their first turns."""
    chats = 1_000 if bench.quick else 10_000
    before, after = _open(bench, chats)
    return [
        within("memory at rest, all roles", _idle(bench), "MB", most=_MOST_IDLE_MB),
        plain(f"memory with {chats:,} open conversations", after, "MB", remark=f"{before:.1f} MB before"),
        plain("memory for each open conversation", (after - before) * _MEGA / chats, "B"),
    ]


def _idle(bench: Bench) -> float:
    with bench.database("SQLite") as url, serve(f"{SERVERS}.bot_api") as api:
        env = bench.installation.telegram(url, api=api.port, limited=True)
        with serve(f"{SERVERS}.gateway", env=env) as served:
            sleep(_SETTLE)
            return served.rss() / _MEGA


def _open(bench: Bench, chats: int) -> tuple[float, float]:
    """Return the engine's megabytes before and after, once warm."""
    with bench.database("SQLite") as url, serve(f"{SERVERS}.engine", env=bench.installation.env(url)) as served:
        return asyncio.run(_turns(bench, served, chats))


async def _turns(bench: Bench, served: Served, chats: int) -> tuple[float, float]:
    driver = Driver(conversations(bench.installation.walk, chats=chats))
    await driver.connect(served.port)
    try:
        await driver.flood(_LONGEST, most=chats // 10)
        before = served.rss() / _MEGA
        await driver.flood(_LONGEST, most=_ROUNDS * chats - chats // 10)
        return before, served.rss() / _MEGA
    finally:
        driver.close()
