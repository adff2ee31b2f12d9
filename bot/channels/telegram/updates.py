"""From bytes to aiogram's `Update`, or to the little that may be known of an update that cannot be read.

Pydantic's errors quote their input, a person's words. They end here: what is unreadable comes back as a value.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Literal

import msgspec
import pydantic
from aiogram import Bot
from aiogram.types import Update

from bot.channels.telegram.halves import mend
from bot.channels.telegram.lean import build

WANTED: Final = ("message", "callback_query")
"""The kinds of update that are asked for. Edits are not: what was sealed stays as it was said."""

_KNOWN = frozenset(Update.model_fields) - {"update_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An update in quarantine: which kind, and a digest to recognise it by. Its content is gone."""

    digest: str
    """First 16 hexadecimal digits of SHA-256 of its bytes."""
    kind: str
    """The Bot API's name for the kind of update, or "unknown"."""


class Incoming(Update):
    """aiogram's Update without its memory: `event_type` there is cached with the last 128 updates, text and all."""

    @property
    def event_type(self) -> str:
        """The kind, one of WANTED: `decode` lets no other pass."""
        return "message" if self.callback_query is None else "callback_query"


build(Incoming)


class _Chat(msgspec.Struct, frozen=True):
    id: int


class _Message(msgspec.Struct, frozen=True):
    chat: _Chat


class _Query(msgspec.Struct, frozen=True):
    message: _Message | None = None


class Glimpse(msgspec.Struct, frozen=True):
    """What the poller must know of an update before it is read: its number and whose turn it is."""

    update_id: int
    message: _Message | None = None
    callback_query: _Query | None = None

    @property
    def chat(self) -> int | None:
        """The chat's id, None for an update that belongs to no chat we know of."""
        message = self.callback_query.message if self.callback_query else self.message
        return message.chat.id if message else None


class _Number(msgspec.Struct, frozen=True):
    update_id: int


class _Place(msgspec.Struct, frozen=True):
    id: int
    type: Literal["private"]


class _Bubble(msgspec.Struct, frozen=True):
    chat: _Place


class _Sender(msgspec.Struct, frozen=True):
    id: int
    is_bot: bool
    first_name: str


class _Press(msgspec.Struct, rename={"sender": "from"}, omit_defaults=True):
    id: str
    sender: _Sender
    chat_instance: str
    data: str
    message: _Bubble | None = None


class _PressUpdate(msgspec.Struct, frozen=True):
    update_id: int
    callback_query: _Press


_presses = msgspec.json.Decoder(_PressUpdate)
_glimpses = msgspec.json.Decoder(Glimpse)
_numbers = msgspec.json.Decoder(_Number)
_objects = msgspec.json.Decoder(dict[str, msgspec.Raw])


def glimpse(raw: bytes | msgspec.Raw) -> Glimpse | None:
    """Return an update's number and chat; only the number where the rest is odd; None where there is no number."""
    try:
        return _glimpses.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    try:
        return Glimpse(update_id=_numbers.decode(raw).update_id)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def decode(raw: bytes, bot: Bot) -> Incoming | Unreadable:
    """Return the update, mounted on `bot` as aiogram wants it, or what is left of one that cannot be read."""
    update = _validated(_without_bubble(raw), bot) or _validated(mend(raw), bot)
    if update is None:
        return unreadable(raw)
    # aiogram warns of an update without a kind it knows, and prints its whole content: such a one must not reach it.
    return update if any(getattr(update, kind) is not None for kind in WANTED) else unreadable(raw)


def _validated(raw: bytes, bot: Bot) -> Incoming | None:
    try:
        return Incoming.model_validate_json(raw, context={"bot": bot})
    except (pydantic.ValidationError, ValueError, RecursionError):
        return None


def _without_bubble(raw: bytes) -> bytes:
    """Return a press in a private chat without its bubble, which is ours and would cost most of the decoding.

    The chat is known without it: in a private chat it has the id of the person who pressed.
    """
    if b'"callback_query"' not in raw:
        return raw
    try:
        update = _presses.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return raw
    press = update.callback_query
    if press.message is None or press.message.chat.id != press.sender.id:
        return raw
    press.message = None
    return msgspec.json.encode(update)


def unreadable(raw: bytes) -> Unreadable:
    """Return the quarantine's view of these bytes."""
    return Unreadable(digest=hashlib.sha256(raw).hexdigest()[:16], kind=_kind(raw))


def _kind(raw: bytes) -> str:
    try:
        names = _objects.decode(raw).keys() & _KNOWN
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "unknown"
    return min(names, default="unknown")
