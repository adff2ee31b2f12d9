"""One outbox item becomes one call on one channel, and what came of it becomes a result. Knows no table.

`void` is decided here too: a show that a later show of the same lane replaces need not be sent. Files of the form that
stand beside the bubble are taken away by the next show: after it, for a cover must come before anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from bot.conversation.screen import decode as decode_screen
from bot.conversation.screen import decode_attachment
from bot.ports import Outlet
from gateway.delivery.shelf import Shelf
from gateway.delivery.standing import Standing
from storage.errors import PermanentError
from storage.records import OutboxItem
from storage.sealing.lockbox import Lockbox

_payload = msgspec.msgpack.Decoder(tuple[str, bytes])


@dataclass(frozen=True, slots=True)
class Post:
    """The outlets by channel, the lockbox that opens what they send, and the form's media."""

    outlets: Mapping[str, Outlet]
    lockbox: Lockbox
    shelf: Shelf

    async def send(self, item: OutboxItem, standing: Standing) -> None:
        """Do what an item says. `standing` is kept up to date, also when an outlet raises in the middle."""
        outlet = self.outlets.get(item.channel)
        if outlet is None:
            raise PermanentError("no such channel here")
        address, content = _payload.decode(
            self.lockbox.unlock(item.locked_payload, table="outbox", column="payload", row=item.id.encode())
        )
        match item.kind:
            case "show":
                standing.bubble = await outlet.show(
                    address=address, bubble=standing.bubble, screen=decode_screen(content)
                )
                await _clear(outlet, address, standing)
            case "attach":
                attachment = decode_attachment(content)
                path = self.shelf.path(attachment.file)
                standing.beside.append(await outlet.attach(address=address, attachment=attachment, path=path))
            case _:
                await outlet.sweep(address=address, message=content.decode())


async def _clear(outlet: Outlet, address: str, standing: Standing) -> None:
    """Take away what stood beside the screen before. What the channel will never delete is let go."""
    while standing.beside:
        with suppress(PermanentError):
            await outlet.sweep(address=address, message=standing.beside[0])
        del standing.beside[0]


def superseded(items: Sequence[OutboxItem]) -> frozenset[str]:
    """Return the ids of what a later show among the same items makes void: earlier shows, and files beside them."""
    last = max((place for place, item in enumerate(items) if item.kind == "show"), default=0)
    return frozenset(item.id for item in items[:last] if item.kind in {"show", "attach"})
