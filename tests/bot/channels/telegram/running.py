"""Runs a poller for as long as a block lasts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.poller import Poller


def soon(_failures: int) -> float:
    return 0.01


@asynccontextmanager
async def polling(channel: TelegramChannel, *, width: int = 64) -> AsyncIterator[Poller]:
    """Poll with short pauses; stop gently afterwards."""
    poller = Poller(calls=channel.calls, feed=channel.feed, width=width, pause=soon)
    async with asyncio.TaskGroup() as group:
        group.create_task(poller.run())
        try:
            yield poller
        finally:
            poller.stop()
