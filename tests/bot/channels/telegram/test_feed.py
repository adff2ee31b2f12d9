"""Updates that cannot be read and turns that fail: what is set aside, what comes again, and what nobody learns."""

from __future__ import annotations

import gc
import json
import logging
import traceback
from typing import Any

import pytest
from aiogram.types import Message, Update

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.feed import TRIES, Fed
from bot.channels.telegram.updates import Unreadable
from storage.errors import PermanentError, TemporaryError
from tests.bot.channels.telegram.intakes import RecordingIntake

SECRET = "my brother was taken"
PERSON = {"id": 5, "is_bot": False, "first_name": "Mina"}
CHAT = {"id": 5, "type": "private", "first_name": "Mina"}


def update(number: int = 1, **changes: Any) -> bytes:
    message = {"message_id": 9, "date": 1, "chat": CHAT, "from": PERSON, "text": SECRET} | changes
    return json.dumps({"update_id": number, "message": message}).encode()


UNREADABLE = [
    (update(date="yesterday"), "message"),
    (update(chat={"id": "x"}), "message"),
    (update(message_id=None), "message"),
    (update(text=["a", SECRET]), "message"),
    (json.dumps({"update_id": 1, "edited_message": {"text": SECRET}}).encode(), "edited_message"),
    (json.dumps({"update_id": 1, "invented_kind": {"text": SECRET}}).encode(), "unknown"),
    (json.dumps({"update_id": 1}).encode(), "unknown"),
    (json.dumps({"update_id": "one", "message": {"text": SECRET}}).encode(), "message"),
    (b'{"update_id":1,"message":{"text":"\\ud800 ' + SECRET.encode() + b'"', "unknown"),
    (update().replace(SECRET.encode(), b"\xff\xfe" + SECRET.encode()), "message"),
    (b"[" * 100_000, "unknown"),
    (b"", "unknown"),
    (SECRET.encode(), "unknown"),
    (b"null", "unknown"),
]


@pytest.mark.parametrize(("raw", "kind"), UNREADABLE)
async def test_what_cannot_be_read_is_set_aside_without_a_word(
    channel: TelegramChannel, intake: RecordingIntake, raw: bytes, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert await channel.feed.offer(raw) == Fed(outcome="quarantined")
    (kept,) = channel.feed.quarantine
    assert kept.kind == kind
    assert len(kept.digest) == 16
    assert channel.feed.counted == {"quarantined": 1}
    assert intake.offered == []
    assert SECRET not in caplog.text + repr(kept)


async def test_the_same_bytes_have_the_same_digest(channel: TelegramChannel) -> None:
    for raw in (b"one", b"two", b"one"):
        await channel.feed.offer(raw)
    first, second, third = channel.feed.quarantine
    assert first == third == Unreadable(digest=first.digest, kind="unknown")
    assert first != second


async def test_a_busy_engine_means_again_later(channel: TelegramChannel, intake: RecordingIntake) -> None:
    intake.fail(5, TemporaryError("busy", retry_after=3))
    with pytest.raises(TemporaryError, match="busy") as caught:
        await channel.feed.offer(update())
    assert caught.value.retry_after == 3
    assert (await channel.feed.offer(update())).outcome == "taken"
    assert intake.texts == [SECRET]


@pytest.mark.parametrize("trouble", [PermanentError("broken"), ValueError(SECRET)])
async def test_a_turn_that_always_fails_is_set_aside_in_the_end(
    channel: TelegramChannel, intake: RecordingIntake, trouble: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    intake.fail(5, *[trouble] * TRIES)
    for _ in range(TRIES - 1):
        with pytest.raises(TemporaryError) as caught:
            await channel.feed.offer(update())
        assert SECRET not in "".join(traceback.format_exception(caught.value))
        assert caught.value.__context__ is None
    assert (await channel.feed.offer(update())).outcome == "quarantined"
    assert (await channel.feed.offer(update(2))).outcome == "taken"
    assert SECRET not in caplog.text


async def test_a_turn_that_fails_once_is_not_lost(channel: TelegramChannel, intake: RecordingIntake) -> None:
    intake.fail(5, ValueError("a fault of ours"))
    with pytest.raises(TemporaryError):
        await channel.feed.offer(update())
    assert (await channel.feed.offer(update())).outcome == "taken"


async def test_nothing_of_an_update_outlives_its_turn(channel: TelegramChannel) -> None:
    def alive() -> int:
        gc.collect()
        return sum(isinstance(thing, Message | Update) for thing in gc.get_objects())

    before = alive()
    held = Update.model_validate_json(update())
    assert (held.event_type, alive()) == ("message", before + 2)
    del held
    assert alive() == before + 2, "aiogram forgets by itself now: Incoming may go"
    await channel.feed.offer(update(2))
    assert alive() == before + 2
