"""A gateway with a death at one commit point. `tests.support.nursery` installs it into a child.

A commit point is a place where the gateway's state changes for good: the transaction of a turn, a claim, a mark before
a first show, a settlement; each just before and just after its commit; and each call to Telegram just after it was
answered. At the NTH time the process kills itself, as a power cut would.
"""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.channels.telegram.sender import TelegramOutlet
from storage.database.engine import Database
from storage.database.unit import Transaction

T = TypeVar("T")

POINTS = (
    "turn-before-commit",
    "turn-after-commit",
    "claim-before-commit",
    "claim-after-commit",
    "begin-before-commit",
    "begin-after-commit",
    "show-answered",
    "sweep-answered",
    "settle-before-commit",
    "settle-after-commit",
)

PAGE_POINTS = (
    "intake-before-commit",
    "intake-after-commit",
    "begun-before-commit",
    "begun-after-commit",
    "advance-before-commit",
    "advance-after-commit",
    "finish-before-commit",
    "finish-after-commit",
    "save-before-commit",
    "save-after-commit",
)
"""The same of the safe page: a submission, an upload begun, longer and whole, a draft."""

_NAMES = {
    "Receiver._commit": "intake",
    "UploadRoutes.create": "begun",
    "UploadRoutes._advance": "advance",
    "UploadRoutes._finish": "finish",
    "DraftRoutes.put": "save",
    "Engine._commit": "turn",
    "Worker._claim": "claim",
    "Worker._send": "begin",
    "Worker._settle": "settle",
}


class Death:
    """Waits for its point and kills the process there."""

    def __init__(self, point: str, nth: int) -> None:
        self._point = point
        self._left = nth

    def at(self, point: str) -> None:
        """The process has come to a point."""
        if point != self._point:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def install(death: Death) -> None:
    """Let every commit and every call of the outlet pass by death."""
    transact = Database.transact

    async def mortal(self: Database, work: Callable[[Transaction], T]) -> T:
        name = _NAMES.get(work.__qualname__.partition(".<locals>")[0], "other")

        def last(unit: Transaction) -> T:
            result = work(unit)
            death.at(f"{name}-before-commit")
            return result

        result = await transact(self, last)
        death.at(f"{name}-after-commit")
        return result

    Database.transact = mortal  # type: ignore[method-assign]
    for method in ("show", "sweep"):
        setattr(TelegramOutlet, method, _mortal_call(getattr(TelegramOutlet, method), death, method))


def _mortal_call(call: Callable[..., Awaitable[Any]], death: Death, name: str) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(call)
    async def mortal(*args: Any, **kwargs: Any) -> Any:
        result = await call(*args, **kwargs)
        death.at(f"{name}-answered")
        return result

    return mortal
