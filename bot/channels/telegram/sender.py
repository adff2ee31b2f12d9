"""The sending side: one bubble per chat, edited in place, and the sweeping of messages. Implements `bot.ports.Outlet`.

Delivery calls it outside any transaction, once per outbox row; waiting, retrying and rate limits are delivery's.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from bot.channels.telegram.calls import Calls, RefusedError
from bot.channels.telegram.render import TelegramMessage, caption, render
from bot.conversation.screen import Attachment, Screen
from config.catalogue import Catalogue
from storage.errors import AffiantError, PermanentError, UnknownOutcomeError

_NO_PREVIEW: Final = {"is_disabled": True}
"""A preview would let Telegram's servers, and the phone, open an address that stands in a text."""

_QUIET: Final[Mapping[str, object]] = {"protect_content": True, "disable_notification": True}
_METHODS: Final = {
    ".jpg": "photo",
    ".jpeg": "photo",
    ".png": "photo",
    ".webp": "photo",
    ".mp3": "audio",
    ".m4a": "audio",
    ".ogg": "voice",
    ".mp4": "video",
}
"""What Telegram shows as what it is, by the file's name; anything else goes as a document."""
_COVERED: Final = {"photo", "video"}
"""What can be sent covered, so that nobody sees it over a shoulder before it is tapped."""


class _Sent(msgspec.Struct, frozen=True):
    message_id: int


_sent = msgspec.json.Decoder(_Sent)


class TelegramOutlet:
    """Shows screens in Telegram chats. A bubble's name is its message id in decimal."""

    def __init__(self, *, calls: Calls, catalogue: Catalogue) -> None:
        self._calls = calls
        self._catalogue = catalogue

    async def show(self, *, address: str, bubble: str | None, screen: Screen) -> str:
        """Edit the bubble, or send a new one where there is none or it cannot be edited. Return the bubble's name.

        Raises TemporaryError, PermanentError, UnknownOutcomeError (a new bubble may or may not be on the screen).
        """
        message = render(screen, self._catalogue)
        if bubble is None:
            return await self._send(address, message)
        failed = await self._edit(address, bubble, message)
        if failed is None:
            return bubble
        if failed.why not in {"gone", "cannot-edit"}:
            raise failed
        fresh = await self._send(address, message)
        if failed.why == "cannot-edit":
            # The new bubble is what matters. An old one that cannot even be deleted is Telegram's 48 hours at work.
            with suppress(AffiantError):
                await self.sweep(address=address, message=bubble)
        return fresh

    async def attach(self, *, address: str, attachment: Attachment, path: Path) -> str:
        """Send a file of the form, covered where that is possible and silently. Return its message's name.

        It leaves under a name of our own: the form's may tell what it is about.
        """
        ending = path.suffix.lower()
        way = _METHODS.get(ending, "document")
        params: dict[str, object] = {"chat_id": _number(address), **_QUIET}
        if attachment.caption is not None:
            params["caption"] = caption(attachment.caption)
        if way in _COVERED:
            params["has_spoiler"] = True
        result = await self._calls.upload(
            f"send{way.capitalize()}", params, field=way, path=path, name=f"{attachment.kind}{ending}"
        )
        return _name_of(result)

    async def sweep(self, *, address: str, message: str) -> None:
        """Delete one message; one that is gone already is deleted.

        Raises TemporaryError, and PermanentError for a message that Telegram holds to be too old.
        """
        try:
            await self._calls.call("deleteMessage", {"chat_id": _number(address), "message_id": _number(message)})
        except RefusedError as refused:
            if refused.why != "gone":
                raise

    async def _edit(self, address: str, bubble: str, message: TelegramMessage) -> RefusedError | None:
        """Edit the bubble; return the refusal unless all is as wanted."""
        params = {"chat_id": _number(address), "message_id": _number(bubble), **_content(message)}
        try:
            await self._calls.call("editMessageText", params)
        except RefusedError as refused:
            return None if refused.why == "not-modified" else refused
        return None

    async def _send(self, address: str, message: TelegramMessage) -> str:
        params = {"chat_id": _number(address), **_content(message), **_QUIET}
        return _name_of(await self._calls.call("sendMessage", params, repeatable=False))


def _name_of(result: msgspec.Raw) -> str:
    """Return the name of a message that was sent."""
    try:
        return str(_sent.decode(result).message_id)
    except msgspec.DecodeError:
        pass
    raise UnknownOutcomeError("what was sent was answered without its message's id")


def _content(message: TelegramMessage) -> dict[str, object]:
    content: dict[str, object] = {
        "text": message.text,
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": {"inline_keyboard": message.keyboard},
    }
    if message.entities:
        content["entities"] = message.entities
    return content


def _number(name: str) -> int:
    try:
        return int(name)
    except ValueError:
        pass
    raise PermanentError("this names no chat or message of Telegram")
