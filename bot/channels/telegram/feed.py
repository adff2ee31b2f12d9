"""The one way in: bytes of an update -> aiogram's Dispatcher -> taken, ignored or set aside.

Webhook and poller call it. It decides what a failure means. It keeps no update: one that was not taken stays with
Telegram, which offers it again.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from dataclasses import dataclass
from typing import Final, Literal

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import AnswerCallbackQuery

from bot.channels.telegram.router import CHANNEL
from bot.channels.telegram.updates import Unreadable, decode, unreadable
from config.logs import logger, place
from storage.errors import TemporaryError

TRIES: Final = 5
"""How often a turn that fails by a fault of ours is offered again before its update is set aside."""

_REMEMBERED = 1_000
_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """What became of an update."""

    outcome: Literal["taken", "ignored", "quarantined"]
    query: str | None = None
    """The pressed button's query id, when there is a spinner to be stopped."""


class Feed:
    """Feeds one bot's dispatcher."""

    def __init__(self, *, bot: Bot, dispatcher: Dispatcher) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._failures: OrderedDict[int, int] = OrderedDict()
        self.quarantine: deque[Unreadable] = deque(maxlen=_SHOWN)
        """The last updates that were set aside."""
        self.counted: Counter[str] = Counter()
        """How many updates had each outcome."""

    async def offer(self, raw: bytes) -> Fed:
        """Take one update, and return when its turn is committed. Raises TemporaryError: offer it again later."""
        update = decode(raw, self._bot)
        if isinstance(update, Unreadable):
            return self._set_aside(update)
        trouble: Exception | None = None
        try:
            answer = await self._dispatcher.feed_update(self._bot, update)
        except TemporaryError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever it is, it must not carry a person's words any further
            trouble = error
        if trouble is not None:
            return self._failed(update.update_id, raw, trouble)
        return self._fed(answer)

    def set_aside(self, raw: bytes) -> Fed:
        """Put an update into quarantine that its caller could not get through."""
        return self._set_aside(unreadable(raw))

    def _fed(self, answer: object) -> Fed:
        if answer is UNHANDLED:
            self.counted["ignored"] += 1
            return Fed(outcome="ignored")
        self.counted["taken"] += 1
        query = answer.callback_query_id if isinstance(answer, AnswerCallbackQuery) else None
        return Fed(outcome="taken", query=query)

    def _failed(self, number: int, raw: bytes, trouble: Exception) -> Fed:
        tries = self._failures.pop(number, 0) + 1
        logger().error("turn-failed", channel=CHANNEL, attempts=tries, **place(trouble))
        if tries >= TRIES:
            return self.set_aside(raw)
        self._failures[number] = tries
        if len(self._failures) > _REMEMBERED:
            self._failures.popitem(last=False)
        raise TemporaryError("the turn failed")

    def _set_aside(self, update: Unreadable) -> Fed:
        self.quarantine.append(update)
        self.counted["quarantined"] += 1
        logger().warning("update-quarantined", channel=CHANNEL, kind=update.kind, digest=update.digest)
        return Fed(outcome="quarantined")
