"""One bubble per chat: sent once, edited in place, swept; and what each failure means to delivery."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import aiohttp
import pytest

from bot.channels.telegram.calls import RefusedError
from bot.channels.telegram.channel import TelegramChannel, build_channel
from bot.conversation.screen import Attachment, AttachmentKind, Button, Screen, Words
from config.catalogue import Catalogue
from storage.errors import AffiantError, PermanentError, TemporaryError, UnknownOutcomeError
from tests.bot.channels.telegram.intakes import RecordingIntake
from tests.support.telegram import BotApiServer, Person
from tests.support.telegram.faults import Fault
from tests.support.telegram.server import TOKEN

SECRET = "나는 보았습니다"


def screen(text: str, number: int = 1) -> Screen:
    return Screen(number=number, language="en", pieces=(Words(text, "strong"),), buttons=(Button(Words("Yes")),))


@pytest.fixture
async def hana(server: BotApiServer) -> Person:
    person = server.person("Hana")
    await person.say("/start")
    return person


async def show(channel: TelegramChannel, person: Person, text: str, bubble: str | None = None) -> str:
    return await channel.outlet.show(address=str(person.id), bubble=bubble, screen=screen(text))


async def test_a_bubble_is_sent_once_and_edited_in_place(
    server: BotApiServer, channel: TelegramChannel, hana: Person
) -> None:
    bubble = await show(channel, hana, "<b>one</b> & 하나")
    assert (hana.text, hana.labels, hana.screen.bold) == ("<b>one</b> & 하나", ["Yes"], ["<b>one</b> & 하나"])
    assert (hana.screen.silent, hana.screen.protected) == (True, True)
    assert await show(channel, hana, "two", bubble) == bubble == str(hana.screen.id)
    assert (hana.text, len(hana.bubbles), len(hana.notified)) == ("two", 1, 1)
    assert [params["link_preview_options"] for _, params in server.calls] == [{"is_disabled": True}] * 2


async def test_the_same_screen_again_is_fine(channel: TelegramChannel, hana: Person) -> None:
    bubble = await show(channel, hana, "one")
    assert await show(channel, hana, "one", bubble) == bubble
    assert hana.screen.edits == 0


async def test_a_bubble_that_the_person_deleted_is_sent_anew(channel: TelegramChannel, hana: Person) -> None:
    bubble = await show(channel, hana, "one")
    hana.delete(hana.screen)
    assert await show(channel, hana, "two", bubble) != bubble
    assert [message.text for message in hana.bubbles] == ["two"]


@pytest.mark.parametrize("sweepable", [True, False])
async def test_a_bubble_that_cannot_be_edited_is_replaced_and_swept(
    server: BotApiServer, channel: TelegramChannel, hana: Person, *, sweepable: bool
) -> None:
    bubble = await show(channel, hana, "one")
    server.faults.next("editMessageText", Fault(status=400, description="Bad Request: message can't be edited"))
    if not sweepable:
        server.faults.next("deleteMessage", Fault(status=500))
    assert await show(channel, hana, "two", bubble) != bubble
    assert [message.text for message in hana.bubbles] == (["two"] if sweepable else ["one", "two"])


async def test_sweeping_what_is_gone_is_done_and_what_is_too_old_is_told(
    server: BotApiServer, channel: TelegramChannel, hana: Person
) -> None:
    (mine,) = hana.own
    await channel.outlet.sweep(address=str(hana.id), message=str(mine.id))
    await channel.outlet.sweep(address=str(hana.id), message=str(mine.id))
    assert hana.own == []
    old = await hana.say("old")
    server.time.advance(49 * 3600)
    with pytest.raises(RefusedError) as refused:
        await channel.outlet.sweep(address=str(hana.id), message=str(old))
    assert refused.value.why == "too-old"


FAILURES = [
    ("sendMessage", Fault(status=429, retry_after=7), TemporaryError, 7),
    ("sendMessage", Fault(status=500), TemporaryError, None),
    ("sendMessage", Fault(status=502), TemporaryError, None),
    ("sendMessage", Fault(status=504), UnknownOutcomeError, None),
    ("sendMessage", Fault(drop=True), UnknownOutcomeError, None),
    ("sendMessage", Fault(drop=True, done=True), UnknownOutcomeError, None),
    ("sendMessage", Fault(status=401, description="Unauthorized"), TemporaryError, 60),
    ("sendMessage", Fault(status=400, description=f"Bad Request: can't parse {SECRET}"), PermanentError, None),
    ("editMessageText", Fault(status=429, retry_after=2), TemporaryError, 2),
    ("editMessageText", Fault(status=504), TemporaryError, None),
    ("editMessageText", Fault(drop=True), TemporaryError, None),
    ("editMessageText", Fault(status=403, description="Forbidden: bot was blocked by the user"), PermanentError, None),
    ("deleteMessage", Fault(drop=True, done=True), TemporaryError, None),
    ("deleteMessage", Fault(status=503), TemporaryError, None),
]


@pytest.mark.parametrize(("method", "fault", "kind", "retry_after"), FAILURES)
async def test_each_failure_has_its_meaning_and_tells_nothing(
    server: BotApiServer,
    channel: TelegramChannel,
    hana: Person,
    caplog: pytest.LogCaptureFixture,
    method: str,
    fault: Fault,
    kind: type[AffiantError],
    retry_after: float | None,
) -> None:
    caplog.set_level(logging.DEBUG, logger="aiohttp")
    bubble = await show(channel, hana, "before") if method != "sendMessage" else None
    server.faults.next(method, fault)
    swept = channel.outlet.sweep(address=str(hana.id), message=bubble or "")
    shown = show(channel, hana, SECRET, bubble)
    wanted, other = (swept, shown) if method == "deleteMessage" else (shown, swept)
    other.close()
    with pytest.raises(kind) as caught:
        await wanted
    assert getattr(caught.value, "retry_after", None) == retry_after
    told = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert TOKEN not in told
    assert SECRET not in told
    assert caught.value.__context__ is None


async def test_a_hanging_send_is_unknown_and_a_hanging_edit_is_tried_again(
    server: BotApiServer, channel: TelegramChannel, hana: Person
) -> None:
    server.faults.next("sendMessage", Fault(hang=60))
    with pytest.raises(UnknownOutcomeError):
        await channel.calls.call("sendMessage", {"chat_id": hana.id, "text": "x"}, repeatable=False, seconds=0.1)
    server.faults.next("editMessageText", Fault(hang=60))
    with pytest.raises(TemporaryError):
        await channel.calls.call("editMessageText", {"chat_id": hana.id}, seconds=0.1)


async def test_blocked_by_the_person_is_for_good(channel: TelegramChannel, hana: Person) -> None:
    hana.block()
    with pytest.raises(RefusedError) as refused:
        await show(channel, hana, "one")
    assert refused.value.why == "blocked"


async def test_a_send_that_never_left_is_merely_temporary(catalogue: Catalogue, intake: RecordingIntake) -> None:
    async with aiohttp.ClientSession() as session:
        channel = build_channel(
            api="http://127.0.0.1:9", token=TOKEN, session=session, intake=intake, catalogue=catalogue
        )
        with pytest.raises(TemporaryError) as caught:
            await channel.outlet.show(address="5", bubble=None, screen=screen("one"))
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_an_answer_without_an_id_is_unknown(
    server: BotApiServer, channel: TelegramChannel, hana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.methods, "send_message", lambda _params: True)
    with pytest.raises(UnknownOutcomeError):
        await show(channel, hana, "one")


@pytest.mark.parametrize(("address", "message"), [("somewhere", "1"), ("5", "b1")])
async def test_names_of_other_channels_are_refused(channel: TelegramChannel, address: str, message: str) -> None:
    with pytest.raises(PermanentError):
        await channel.outlet.sweep(address=address, message=message)


async def test_what_telegram_is_told_at_start(server: BotApiServer, channel: TelegramChannel) -> None:
    await channel.use_webhook(url="http://127.0.0.1:1/telegram/webhook", secret="s" * 64)
    assert server.webhook
    assert server.webhook.secret == "s" * 64
    await channel.use_polling()
    assert not server.has_webhook
    await channel.offer_commands({"help": "Help", "stop": "Stop"}, language="ko")
    assert server.world.commands["ko"][1] == {"command": "stop", "description": "Stop"}


# --- files beside the bubble -------------------------------------------------------------------------------

JPEG = b"\xff\xd8" + bytes(500)


def attachment(kind: AttachmentKind, file: str, caption: str = "") -> Attachment:
    return Attachment(kind=kind, file=file, language="en", caption=Words(caption) if caption else None)


@pytest.mark.parametrize(
    ("kind", "file", "method", "covered"),
    [
        ("image", "old mill.JPG", "photo", True),
        ("image", "plan.svg", "document", False),
        ("audio", "bell.mp3", "audio", False),
        ("audio", "bell.ogg", "voice", False),
        ("audio", "bell.wav", "document", False),
        ("video", "river.mp4", "video", True),
    ],
)
async def test_a_file_of_the_form_is_sent_silently_and_taken_away(
    channel: TelegramChannel,
    hana: Person,
    tmp_path: Path,
    kind: AttachmentKind,
    file: str,
    method: str,
    *,
    covered: bool,
) -> None:
    path = tmp_path / file
    path.write_bytes(JPEG)
    bubble = await show(channel, hana, "one")
    name = await channel.outlet.attach(address=str(hana.id), attachment=attachment(kind, file, "1. mill"), path=path)
    (sent,) = hana.beside
    assert (sent.kind, sent.text, sent.covered, sent.silent, sent.protected) == (method, "1. mill", covered, True, True)
    assert sent.file == (f"{kind}{path.suffix.lower()}", JPEG), "the form's own name stays here"
    assert await show(channel, hana, "two", bubble) == bubble
    await channel.outlet.sweep(address=str(hana.id), message=name)
    assert hana.beside == []
    assert hana.text == "two"


async def test_a_file_without_a_caption_has_none(
    server: BotApiServer, channel: TelegramChannel, hana: Person, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    await channel.outlet.attach(address=str(hana.id), attachment=attachment("image", "a.jpg"), path=tmp_path / "a.jpg")
    assert "caption" not in server.calls[-1][1]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=429, retry_after=3), TemporaryError),
        (Fault(drop=True, done=True), UnknownOutcomeError),
        (Fault(status=400, description="Bad Request: IMAGE_PROCESS_FAILED"), PermanentError),
    ],
)
async def test_what_becomes_of_a_file_that_is_not_taken(
    server: BotApiServer, channel: TelegramChannel, hana: Person, tmp_path: Path, fault: Fault, kind: type[AffiantError]
) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    server.faults.next("sendPhoto", fault)
    with pytest.raises(kind) as caught:
        await channel.outlet.attach(
            address=str(hana.id), attachment=attachment("image", "a.jpg"), path=tmp_path / "a.jpg"
        )
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_a_file_that_vanished_since_the_start_is_permanent_trouble(
    server: BotApiServer, channel: TelegramChannel, hana: Person, tmp_path: Path
) -> None:
    calls = len(server.calls)
    with pytest.raises(PermanentError):
        await channel.outlet.attach(
            address=str(hana.id), attachment=attachment("image", "a.jpg"), path=tmp_path / "a.jpg"
        )
    assert len(server.calls) == calls
