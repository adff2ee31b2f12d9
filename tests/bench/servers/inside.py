"""Affiant's engine with nothing in front of it: 64 tasks hand in arrivals. Prints what that took as one JSON line.

`python -m tests.bench.servers.inside PRESSES SECONDS`, settings as AFFIANT_* variables.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from time import perf_counter, process_time

from bot.conversation.events import ChoicePicked, Started
from bot.engine import Engine
from bot.ports import Arrival
from config.settings import Settings
from gateway.app import build, read_parts
from gateway.lifespan import running
from tests.bench.driver import CONNECTIONS
from tests.bench.servers.engine import CHANNEL, arriving
from tests.bench.updates import CHATS, chat
from tests.bench.walk import Walk, walk


def arrivals(way: Walk) -> Iterator[Arrival]:
    for update, number, pressed in way.rounds(CHATS):
        event = Started() if pressed is None else ChoicePicked(screen=pressed[0], index=pressed[1])
        yield arriving(update, chat(number), event)


async def drive(engine: Engine, waiting: Iterator[Arrival], *, most: int, seconds: float) -> int:
    """Hand in arrivals, 64 at once, until there were `most` or the time is up; return how many."""
    until, taken = perf_counter() + seconds, 0

    async def hand_in() -> None:
        nonlocal taken
        while taken < most and perf_counter() < until:
            taken += 1
            await engine.arrive(next(waiting))

    async with asyncio.TaskGroup() as tasks:
        for _ in range(CONNECTIONS):
            tasks.create_task(hand_in())
    return taken


async def main(presses: int, seconds: float) -> None:
    parts = read_parts(Settings())
    gateway = build(parts, {})
    way = walk(parts.plan, presses=presses, channel=CHANNEL)
    waiting = arrivals(way)
    async with running(gateway, work=False):
        await drive(gateway.engine, waiting, most=way.before(CHATS), seconds=60)
        begun, used = perf_counter(), process_time()
        turns = await drive(gateway.engine, waiting, most=sys.maxsize, seconds=seconds)
        took, cpu = perf_counter() - begun, process_time() - used
    print(json.dumps({"turns": turns, "seconds": took, "cpu": cpu}))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
