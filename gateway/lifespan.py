"""Start and stop in order: the database first and last; a stop drains what has arrived and loses nothing."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from config.logs import logger
from gateway.app import Gateway


@asynccontextmanager
async def task_group() -> AsyncIterator[asyncio.TaskGroup]:
    """Run tasks as asyncio.TaskGroup does, but raise what the block itself raises as it is, not in a group.

    The block must see to it that its tasks end, also when it raises.
    """
    failed: Exception | None = None
    async with asyncio.TaskGroup() as tasks:
        try:
            yield tasks
        except Exception as error:  # noqa: BLE001 -- raised again below
            failed = error
    if failed is not None:
        raise failed


@asynccontextmanager
async def running(gateway: Gateway, *, work: bool = True) -> AsyncIterator[None]:
    """Run the gateway for as long as the block lasts. `work`: also deliver and let time pass.

    The engine is drained after the block: what had arrived is committed, what comes now is told to come again.
    """
    await gateway.parts.database.start()
    try:
        async with task_group() as tasks:
            tasks.create_task(gateway.engine.run(), name="engine")
            tasks.create_task(gateway.site.receiver.run(), name="receiver")
            if work:
                tasks.create_task(gateway.worker.run(), name="worker")
                tasks.create_task(gateway.ticker.run(), name="ticker")
            gc.collect()
            gc.freeze()  # what start-up made stays: full collections no longer walk it (p99 250 -> 25 ms)
            try:
                yield
            finally:
                await gateway.ticker.stop()
                await gateway.engine.drain()
                await gateway.site.receiver.drain()
                await gateway.worker.stop()
    finally:
        await gateway.parts.database.close()
        logger().info("stopped")
