"""One outbox item becomes one call on one channel, and what came of it becomes a result. Knows no table.

`void` is decided here too: a show that a later show of the same lane replaces need not be sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from bot.conversation.screen import decode as decode_screen
from bot.ports import Outlet
from storage.errors import PermanentError
from storage.records import OutboxItem
from storage.sealing.lockbox import Lockbox

_payload = msgspec.msgpack.Decoder(tuple[str, bytes])


@dataclass(frozen=True, slots=True)
class Post:
    """The outlets by channel, and the lockbox that opens what they send."""

    outlets: Mapping[str, Outlet]
    lockbox: Lockbox

    async def send(self, item: OutboxItem, bubble: str | None) -> str | None:
        """Do what an item says; return the chat's bubble afterwards. Raises what the outlet raises."""
        outlet = self.outlets.get(item.channel)
        if outlet is None:
            raise PermanentError("no such channel here")
        address, content = _payload.decode(
            self.lockbox.unlock(item.locked_payload, table="outbox", column="payload", row=item.id.encode())
        )
        if item.kind == "show":
            return await outlet.show(address=address, bubble=bubble, screen=decode_screen(content))
        await outlet.sweep(address=address, message=content.decode())
        return bubble


def superseded(items: Sequence[OutboxItem]) -> frozenset[str]:
    """Return the ids of the shows that a later show among the same items makes void."""
    shows = [item.id for item in items if item.kind == "show"]
    return frozenset(shows[:-1])
