"""Delivery to a webhook as Telegram does it: in each chat one update at a time, in order, until it is answered 2xx."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.support.telegram.faults import Faults
from tests.support.telegram.methods import BotApiError, Methods
from tests.support.telegram.world import Json, World

FIRST_RETRY = 0.5
LAST_RETRY = 30.0


@dataclass(slots=True)
class Webhook:
    """Where updates go while a webhook is set."""

    url: str
    secret: str
    world: World
    methods: Methods
    faults: Faults
    session: aiohttp.ClientSession
    statuses: list[int] = field(default_factory=list)
    """What the bot answered, in order; 0 when it did not."""
    _lanes: dict[int, deque[Json]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def push(self, update: Json) -> None:
        """Queue an update behind those of its chat."""
        chat = chat_of(update)
        lane = self._lanes.get(chat)
        if lane is None:
            self._lanes[chat] = deque([update])
            task = asyncio.get_running_loop().create_task(self._work(chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            lane.append(update)

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _work(self, chat: int) -> None:
        lane = self._lanes[chat]
        while lane:
            for _ in range(2 if self.faults.duplicate else 1):
                await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[chat]

    async def _deliver(self, update: Json) -> None:
        wait = FIRST_RETRY
        while True:
            status, answer = await self._post(update)
            self.statuses.append(status)
            if 200 <= status < 300:
                self._act(answer)
                self.world.confirm(update["update_id"])
                return
            await self.world.time.sleep(wait)
            wait = min(2 * wait, LAST_RETRY)

    async def _post(self, update: Json) -> tuple[int, Any]:
        if self.faults.dark:
            return 0, None
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with self.session.post(
                self.url, json=update, headers=headers, timeout=aiohttp.ClientTimeout(total=60)
            ) as response:
                body = await response.read()
                return response.status, await response.json() if body and response.status == 200 else None
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0, None

    def _act(self, answer: Any) -> None:
        """Carry out a method that the bot named in its answer; whether it worked, the bot never hears."""
        method = self.methods.find(answer.get("method", "")) if isinstance(answer, dict) else None
        if method:
            try:
                method(answer)
            except BotApiError:
                return


def chat_of(update: Json) -> int:
    """Return whose queue an update stands in."""
    body = next(value for name, value in update.items() if name != "update_id")
    body = body if isinstance(body, dict) else {}
    message = body.get("message", body)
    return int(message.get("chat", {}).get("id", 0)) if isinstance(message, dict) else 0
