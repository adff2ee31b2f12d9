"""The Bot API server of the tests answers as Telegram does, in any body format, and keeps what a person sees."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.support.telegram import BotApiServer
from tests.support.telegram.faults import Fault

KEYS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:0"}, {"text": "No", "callback_data": "1:1"}]]}
HOURS = 3600.0


class Bot:
    """Calls methods with JSON and returns Telegram's whole answer."""

    def __init__(self, server: BotApiServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.server.url}/bot{self.server.token}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            return answer


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest_asyncio.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(server, session)


async def test_a_bubble_is_sent_edited_pressed_and_deleted(server: BotApiServer, bot: Bot) -> None:
    hana = server.person("Hana")
    await hana.say("/start")
    sent = await bot("sendMessage", chat_id=hana.id, text="Shall we begin?", reply_markup=KEYS)
    assert (hana.text, hana.labels) == ("Shall we begin?", ["Yes", "No"])

    query = await hana.press("Yes")
    assert hana.spinning == 1
    assert (await bot("answerCallbackQuery", callback_query_id=query.id))["result"] is True
    assert hana.spinning == 0

    bubble = sent["result"]["message_id"]
    assert (await bot("editMessageText", chat_id=hana.id, message_id=bubble, text="Good."))["ok"]
    assert (hana.text, hana.labels, hana.screen.edits) == ("Good.", [], 1)
    same = await bot("editMessageText", chat_id=hana.id, message_id=bubble, text="Good.")
    assert (same["error_code"], "message is not modified" in same["description"]) == (400, True)

    assert (await bot("deleteMessage", chat_id=hana.id, message_id=bubble))["ok"]
    gone = await bot("deleteMessage", chat_id=hana.id, message_id=bubble)
    assert gone["description"] == "Bad Request: message to delete not found"
    gone = await bot("editMessageText", chat_id=hana.id, message_id=bubble, text="Hello?")
    assert gone["description"] == "Bad Request: message to edit not found"


async def test_updates_come_until_they_are_confirmed(server: BotApiServer, bot: Bot) -> None:
    hana = server.person("Hana")
    await hana.say("one")
    await hana.say("two")
    first = (await bot("getUpdates"))["result"]
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert (await bot("getUpdates"))["result"] == first
    rest = (await bot("getUpdates", offset=first[1]["update_id"]))["result"]
    assert rest == first[1:]
    assert (await bot("getUpdates", offset=first[1]["update_id"] + 1))["result"] == []


async def test_a_long_poll_ends_with_the_first_update_and_there_is_only_one(server: BotApiServer, bot: Bot) -> None:
    hana = server.person("Hana")
    async with asyncio.TaskGroup() as group:
        first = group.create_task(bot("getUpdates", timeout=30))
        await asyncio.sleep(0.05)
        second = group.create_task(bot("getUpdates", timeout=30))
        await asyncio.sleep(0.05)
        await hana.say("hello")
    assert first.result()["error_code"] == 409
    assert [update["message"]["text"] for update in second.result()["result"]] == ["hello"]


@pytest.mark.parametrize("form", ["urlencoded", "multipart", "query"])
async def test_every_body_format_is_understood(server: BotApiServer, bot: Bot, form: str) -> None:
    hana = server.person("Hana")
    await hana.say("/start")
    params = {
        "chat_id": str(hana.id),
        "text": "안녕",
        "reply_markup": '{"inline_keyboard":[[{"text":"가","callback_data":"1:0"}]]}',
    }
    url = f"{server.url}/bot{server.token}/sendMessage"
    if form == "query":
        await bot.session.get(url, params=params)
    else:
        writer = aiohttp.FormData(params, default_to_multipart=form == "multipart")
        await bot.session.post(url, data=writer)
    assert (hana.text, hana.labels) == ("안녕", ["가"])


async def test_what_telegram_refuses(server: BotApiServer, bot: Bot) -> None:
    hana, stranger = server.person("Hana"), server.person("Mina")
    mine = await hana.say("/start")
    refusals: list[tuple[dict[str, Any], str]] = [
        ({"text": "  "}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "x" * 65}]]}},
            "BUTTON_DATA",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "x"}]]}},
            "must be non-empty",
        ),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": stranger.id}, "can't initiate conversation"),
    ]
    for params, said in refusals:
        assert said in (await bot("sendMessage", **{"chat_id": hana.id, **params}))["description"]
    server.time.advance(49 * HOURS)
    old = await bot("deleteMessage", chat_id=hana.id, message_id=mine)
    assert old["description"] == "Bad Request: message can't be deleted for everyone"
    hana.block()
    assert (await bot("sendMessage", chat_id=hana.id, text="x"))["error_code"] == 403
    async with bot.session.post(f"{server.url}/bot1:wrong/getMe") as response:
        assert response.status == 401


async def test_too_much_is_counted_and_refused_when_told_to(server: BotApiServer, bot: Bot) -> None:
    hana = server.person("Hana")
    await hana.say("/start")
    await bot("sendMessage", chat_id=hana.id, text="one")
    await bot("sendMessage", chat_id=hana.id, text="two")
    assert len(server.limits.violations) == 1
    server.limits.enforce = True
    refused = await bot("sendMessage", chat_id=hana.id, text="three")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    server.time.advance(1)
    assert (await bot("sendMessage", chat_id=hana.id, text="three"))["ok"]


async def test_files_are_fetched_or_too_big(server: BotApiServer, bot: Bot) -> None:
    hana = server.person("Hana")
    await hana.send_voice(b"ogg" * 1000)
    await hana.send_document(bytes(20 * 1024 * 1024 + 1))
    voice, large = (update["message"] for update in (await bot("getUpdates"))["result"])
    place = (await bot("getFile", file_id=voice["voice"]["file_id"]))["result"]["file_path"]
    async with bot.session.get(f"{server.url}/file/bot{server.token}/{place}") as response:
        assert await response.read() == b"ogg" * 1000
    refused = await bot("getFile", file_id=large["document"]["file_id"])
    assert refused["description"] == "Bad Request: file is too big"


async def test_faults_come_as_ordered(server: BotApiServer, bot: Bot) -> None:
    hana = server.person("Hana")
    await hana.say("/start")
    server.faults.too_many("sendMessage", retry_after=7)
    server.faults.next("sendMessage", Fault(status=500, done=True))
    assert (await bot("sendMessage", chat_id=hana.id, text="x"))["parameters"] == {"retry_after": 7}
    assert (hana.bubbles, (await bot("sendMessage", chat_id=hana.id, text="x"))["error_code"]) == ([], 500)
    assert hana.text == "x"
    server.faults.outage(60)
    with pytest.raises(aiohttp.ClientError):
        await bot("getMe")
    server.time.advance(61)
    assert (await bot("getMe"))["result"]["is_bot"]
