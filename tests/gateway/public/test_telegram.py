"""The webhook: only Telegram is heard, and 200 means committed."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.channels.telegram.channel import TelegramChannel, build_channel
from bot.conversation.events import ChoicePicked
from bot.conversation.screen import Button, Screen, Words
from config.catalogue import load_catalogue
from gateway.public.telegram import PATH, SECRET_HEADER, TelegramWebhook, webhook_routes
from storage.errors import TemporaryError
from tests.bot.channels.telegram.intakes import RecordingIntake
from tests.support.telegram import BotApiServer

SECRET = "0123456789abcdef" * 4
QUESTION = Screen(number=3, language="en", pieces=(Words("?"),), buttons=(Button(Words("Yes")), Button(Words("No"))))
BODY_LIMIT = 1024 * 1024
UPDATE = {
    "update_id": 1,
    "message": {"message_id": 9, "date": 1, "chat": {"id": 5, "type": "private", "first_name": "M"}, "text": "hello"},
}


@dataclass(frozen=True)
class Site:
    """A gateway with a webhook, and the simulator that delivers to it."""

    server: BotApiServer
    channel: TelegramChannel
    intake: RecordingIntake
    session: aiohttp.ClientSession
    url: str

    async def post(self, body: Any = UPDATE, *, secret: str | None = SECRET) -> tuple[int, bytes]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with self.session.post(self.url, data=data, headers=headers) as response:
            return response.status, await response.read()


@pytest_asyncio.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    (tmp_path / "en.ftl").write_text("own-name = English\n", encoding="utf-8")
    intake = RecordingIntake()
    async with BotApiServer() as server, aiohttp.ClientSession() as session:
        channel = build_channel(
            api=server.url, token=server.token, session=session, intake=intake, catalogue=load_catalogue(tmp_path)
        )
        app = web.Application()
        hook = TelegramWebhook(feed=channel.feed, secret=SECRET, body_seconds=0.3)
        app.add_routes([web.post(PATH, hook.handle)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
        yield Site(server, channel, intake, session, url)
        await runner.cleanup()


async def test_telegram_delivers_and_the_turn_is_taken(site: Site) -> None:
    await site.channel.use_webhook(url=site.url, secret=SECRET)
    hana = site.server.person("Hana")
    await hana.say("하나")
    await hana.say("둘")
    await site.server.settled()
    assert site.intake.texts == ["하나", "둘"]


async def test_a_press_is_answered_within_the_response(site: Site) -> None:
    await site.channel.use_webhook(url=site.url, secret=SECRET)
    hana = site.server.person("Hana")
    await hana.say("/start")
    await site.channel.outlet.show(address=str(hana.id), bubble=None, screen=QUESTION)
    await hana.press("No")
    await site.server.settled()
    assert site.intake.events[1:] == [ChoicePicked(screen=3, index=1)]
    assert hana.spinning == 0
    assert "answerCallbackQuery" not in {method for method, _ in site.server.calls}


async def test_a_failed_commit_is_answered_503_and_comes_again_in_order(site: Site) -> None:
    await site.channel.use_webhook(url=site.url, secret=SECRET)
    site.server.time.scale = 50.0
    hana, mina = site.server.person("Hana"), site.server.person("Mina")
    site.intake.busy(hana.id, times=3)
    for text in ("one", "two", "three"):
        await hana.say(text)
        await mina.say(text)
    await site.server.settled()
    assert site.intake.texts_of(hana.id) == site.intake.texts_of(mina.id) == ["one", "two", "three"]
    assert site.server.webhook
    assert sorted(site.server.webhook.statuses) == [200] * 6 + [503] * 3


async def test_an_hour_of_outage_loses_nothing(site: Site) -> None:
    await site.channel.use_webhook(url=site.url, secret=SECRET)
    site.server.time.scale = 50.0
    site.server.faults.outage(3600)
    hana = site.server.person("Hana")
    for text in ("one", "two"):
        await hana.say(text)
    await asyncio.sleep(0.1)
    assert site.intake.texts == []
    site.server.time.advance(3600)
    await site.server.settled()
    assert site.intake.texts == ["one", "two"]


async def test_a_delivery_that_comes_twice_changes_nothing(site: Site) -> None:
    site.server.faults.duplicate = True
    await site.channel.use_webhook(url=site.url, secret=SECRET)
    await site.server.person("Hana").say("one")
    await site.server.settled()
    assert site.intake.texts == ["one"]


async def test_a_busy_engine_names_its_time(site: Site) -> None:
    site.intake.fail(5, TemporaryError("full", retry_after=9))
    headers = {SECRET_HEADER: SECRET}
    async with site.session.post(site.url, json=UPDATE, headers=headers) as response:
        assert (response.status, response.headers["Retry-After"]) == (503, "9")


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET[:-1], SECRET + "0", SECRET.upper(), "비밀" * 32, "\udcff\udcfe" * 32]
)
async def test_forged_deliveries_are_refused_before_they_are_read(site: Site, secret: str | None) -> None:
    assert await site.post(secret=secret) == (403, b"403: Forbidden")
    assert site.intake.offered == []
    assert site.channel.feed.counted == {}


async def test_a_secret_of_bytes_that_are_no_text_is_refused(site: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", _port(site))
    writer.write(b"POST %s HTTP/1.1\r\nHost: x\r\n%s: \xff\xfe\xe9\r\nContent-Length: 0\r\n\r\n" % _named())
    assert (await reader.readline()).split()[1] in {b"400", b"403"}
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff", {"update_id": 1, "message": {"text": "x"}}])
async def test_what_cannot_be_read_is_accepted_and_set_aside(site: Site, body: Any) -> None:
    assert await site.post(body) == (200, b"")
    assert site.channel.feed.counted == {"quarantined": 1}


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_without_end_is_refused(site: Site, *, announced: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(BODY_LIMIT // 65536 + 2):
            yield bytes(65536)

    data: Any = io.BytesIO(bytes(BODY_LIMIT + 1)) if announced else pieces()
    async with site.session.post(site.url, data=data, headers={SECRET_HEADER: SECRET}) as response:
        assert response.status == 413
    assert site.channel.feed.counted == {}


async def test_a_body_that_stalls_is_cut_off(site: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", _port(site))
    head = b"POST %s HTTP/1.1\r\nHost: x\r\n%s: " + SECRET.encode() + b"\r\nContent-Length: 100\r\n\r\n{"
    writer.write(head % _named())
    answer = await asyncio.wait_for(reader.readline(), 3)
    assert answer.split()[1] == b"408"
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("secret", ["", "short", "비밀" * 32])
def test_it_is_not_built_without_a_secret(site: Site, secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        webhook_routes(site.channel.feed, secret)


async def test_the_secret_is_not_shown(site: Site) -> None:
    hook = TelegramWebhook(feed=site.channel.feed, secret=SECRET)
    assert SECRET not in repr(replace(hook, body_seconds=1.0))
    (route,) = webhook_routes(site.channel.feed, SECRET)
    assert isinstance(route, web.RouteDef)
    assert (route.method, route.path) == ("POST", "/telegram/webhook")


def _named() -> tuple[bytes, bytes]:
    return PATH.encode(), SECRET_HEADER.encode()


def _port(site: Site) -> int:
    return int(site.url.split(":")[2].split("/")[0])
