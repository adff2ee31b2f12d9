"""Files that a person sends: which one of a message, what may be known of it, and how it streams in.

Nothing is written to disk and nothing is looked into: the engine seals the stream or leaves it unopened.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol

import msgspec
from aiogram.types import Message

from bot.channels.telegram.calls import Calls, RefusedError
from bot.channels.telegram.halves import torn
from bot.ports import FileOffer, FileTooLargeError
from storage.errors import PermanentError

LIMIT = 20 * 1024 * 1024
"""Bytes that the Bot API lets a bot download; see its method getFile."""

SECONDS = 45.0
"""A whole download may take this long (20 MB at 3.7 Mbit/s): less than the gateway gives a request."""


class _Sent(Protocol):
    """What Voice, Audio, PhotoSize, Video, VideoNote and Document have in common."""

    @property
    def file_id(self) -> str:
        """Telegram's name for it."""

    @property
    def file_size(self) -> int | None:
        """Bytes, as Telegram claims."""


class _File(msgspec.Struct, frozen=True):
    file_path: str


@dataclass(frozen=True, slots=True)
class Files:
    """Makes offers out of messages."""

    calls: Calls
    limit: int = LIMIT

    def offer(self, message: Message) -> FileOffer | None:
        """Return the offer of a message's file, None for a message without one."""
        found = _attached(message)
        if found is None:
            return None
        kind, sent = found
        return FileOffer(
            kind=kind,
            size=sent.file_size,
            message=str(message.message_id),
            open=partial(self._stream, sent.file_id),
            caption=torn(message.caption or ""),
        )

    async def _stream(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """Yield the bytes.

        Raises TemporaryError, FileTooLargeError past the limit (however long it claimed to be), or PermanentError.
        """
        result = await self._get(file_id)
        left = self.limit
        async with aclosing(self.calls.download(_path(result), seconds=SECONDS)) as chunks:
            async for chunk in chunks:
                left -= len(chunk)
                if left < 0:
                    raise FileTooLargeError("the file is longer than a bot may download")
                yield chunk

    async def _get(self, file_id: str) -> msgspec.Raw:
        try:
            return await self.calls.call("getFile", {"file_id": file_id})
        except RefusedError as refused:
            if refused.why == "too-big":
                raise FileTooLargeError("the file is longer than a bot may download") from None
            raise


def _attached(message: Message) -> tuple[Literal["image", "audio", "video", "document"], _Sent] | None:
    """Return the one file of a message. A photo comes in several sizes; an animation is also a document."""
    if message.voice:
        return "audio", message.voice
    if message.photo:
        return "image", max(message.photo, key=lambda size: size.width * size.height)
    if message.audio:
        return "audio", message.audio
    if message.video:
        return "video", message.video
    if message.video_note:
        return "video", message.video_note
    return ("document", message.document) if message.document else None


def _path(result: msgspec.Raw) -> str:
    """Return the path that getFile gave. It becomes part of an address, so it must stay below it."""
    try:
        path = msgspec.json.decode(result, type=_File).file_path
    except msgspec.DecodeError:
        path = ""
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise PermanentError("Telegram names no place to download the file from")
    return path
