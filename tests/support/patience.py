"""Waiting for what nobody announces: a row in a table, a line in a log, a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

GLANCE = 0.05


async def until(condition: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Wait until the condition holds; fail when it never does."""
    for _ in range(round(seconds / GLANCE)):
        if condition():
            return
        await asyncio.sleep(GLANCE)
    raise AssertionError("waited in vain")
