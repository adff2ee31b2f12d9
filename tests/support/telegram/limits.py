"""Telegram's limits, counted: at most one message a second in a chat and thirty a second in all."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Limits:
    """Counts what people see appear or change. With `enforce`, what is too much is refused with 429."""

    enforce: bool = False
    slack: float = 0.1
    """Share of the distance between two messages that the network may have eaten."""
    per_chat: float = 1.0
    overall: int = 30
    violations: list[str] = field(default_factory=list)
    _last: dict[int, float] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def count(self, chat: int, now: float) -> int | None:
        """Count one message; return the retry_after when it is refused."""
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        distance = now - self._last.get(chat, -math.inf)
        wait = self.per_chat - distance if distance < self.per_chat * (1 - self.slack) else 0.0
        if wait:
            self.violations.append(f"chat: {distance:.3f} s after the one before")
        if len(self._recent) >= self.overall * (1 + self.slack):
            self.violations.append(f"overall: {len(self._recent) + 1} in a second")
            wait = wait or 1.0
        if wait and self.enforce:
            return math.ceil(wait)
        self._last[chat] = now
        self._recent.append(now)
        return None
