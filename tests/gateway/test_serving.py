"""A gateway with its doors open: which role opens which, what refuses to start, and how it stops."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.terminal.talk import TerminalOutlet
from bot.conversation.events import Started
from bot.ports import Arrival
from config.catalogue import load_catalogue
from config.settings import Settings
from gateway.app import Parts, read_parts
from gateway.commands.serve import ROLES
from gateway.public.telegram import PATH, SECRET_HEADER
from gateway.serving import serving
from storage.errors import PermanentError, TemporaryError
from tests.gateway.delivery.desk import until
from tests.support.evidence import rows
from tests.support.offices import TestOffice
from tests.support.processes import free_port
from tests.support.telegram.server import BotApiServer

ALL = frozenset(ROLES)
SECRET = "0123456789abcdef" * 4


@pytest.fixture
async def telegram() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture
def settings(office: TestOffice, sqlite_template: Path, telegram: BotApiServer) -> Settings:
    """A whole installation on SQLite, with a bot."""
    shutil.copy(sqlite_template, office.folder / "affiant.db")
    (office.folder / "token").write_text(telegram.token + "\n")
    (office.folder / "secret").write_text(SECRET + "\n")
    return Settings(
        data=office.folder,
        port=free_port(),
        telegram_api=telegram.url,
        telegram_token_file=office.folder / "token",
        policy=office.folder / "policy.toml",
    )


def parts(settings: Settings, **changes: Any) -> Parts:
    return read_parts(settings.model_copy(update=changes))


def url(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.port}"


async def status(address: str) -> int | None:
    """Return the status of a GET, None when nobody answers."""
    try:
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return answer.status
    except aiohttp.ClientConnectionError:
        return None


# --- roles ----------------------------------------------------------------------------------------------


async def test_all_roles_hold_a_conversation(settings: Settings, telegram: BotApiServer, log: io.StringIO) -> None:
    async with serving(parts(settings), ALL):
        assert await status(url(settings) + "/healthz") == 200
        hana = telegram.person("Hana")
        await hana.say("/start")
        await hana.wait_for(lambda person: bool(person.bubbles))
    assert await status(url(settings) + "/healthz") is None
    said = [json.loads(line)["event"] for line in log.getvalue().splitlines()]
    assert (said[0], said[-1]) == ("serving", "stopped")
    assert {method for method, _ in telegram.calls} >= {"deleteWebhook", "setMyCommands", "getUpdates", "sendMessage"}


async def test_the_menu_speaks_every_language_that_telegram_knows(settings: Settings, telegram: BotApiServer) -> None:
    catalogue = load_catalogue()
    spoken = [language for language in catalogue.languages if language != "ko-KP"]

    def offered() -> dict[str, str]:
        menus = [call for method, call in telegram.calls if method == "setMyCommands"]
        return {menu["language_code"]: menu["commands"][-1]["description"] for menu in menus}

    async with serving(parts(settings), ALL):
        await until(lambda: len(offered()) == len(spoken))
    stops = {language.partition("-")[0]: catalogue.text(language, "menu-stop") for language in spoken}
    assert offered() == {"": stops.pop("en"), **stops}


async def test_a_worker_alone_listens_to_nobody_and_delivers(settings: Settings, telegram: BotApiServer) -> None:
    async with serving(parts(settings), frozenset({"work"})) as gateway:
        assert await status(url(settings) + "/healthz") is None
        hana = telegram.person("Hana")
        await hana.say("/start")
        await gateway.engine.arrive(Arrival(channel="telegram", address=str(hana.id), update="1", event=Started()))
        await hana.wait_for(lambda person: bool(person.bubbles))
        assert "getUpdates" not in {method for method, _ in telegram.calls}


async def test_a_public_gateway_delivers_nothing(settings: Settings, telegram: BotApiServer) -> None:
    async with serving(parts(settings), frozenset({"public"})) as gateway:
        assert await status(url(settings) + "/") == 200
        assert await status(url(settings) + PATH) == 404
        await gateway.engine.arrive(Arrival(channel="telegram", address="5", update="1", event=Started()))
        await asyncio.sleep(0.1)
    assert telegram.calls == []
    assert [row["state"] for row in rows(settings.database, "outbox")] == ["waiting"]


async def test_without_a_token_there_is_no_telegram(settings: Settings, telegram: BotApiServer) -> None:
    async with serving(parts(settings, telegram_token_file=None), ALL):
        assert await status(url(settings) + "/healthz") == 200
    assert telegram.calls == []


async def test_a_webhook_is_registered_and_heard(settings: Settings, telegram: BotApiServer) -> None:
    secret = settings.data / "secret"
    hooked = parts(settings, telegram_mode="webhook", public_url=url(settings) + "/", telegram_secret_file=secret)
    async with serving(hooked, ALL):
        await until(lambda: "setWebhook" in {method for method, _ in telegram.calls})
        hana = telegram.person("Hana")
        await hana.say("/start")
        await hana.wait_for(lambda person: bool(person.bubbles))
        headers = {SECRET_HEADER: "wrong"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(url(settings) + PATH, json={}) as answer,
        ):
            assert answer.status == 403
    assert "getUpdates" not in {method for method, _ in telegram.calls}


async def test_a_demos_outlet_delivers_beside_telegram(settings: Settings) -> None:
    made = parts(settings)
    outlet = TerminalOutlet(made.catalogue, lambda _: None)
    async with serving(made, frozenset({"work"}), more={"terminal": outlet}) as gateway:
        await gateway.engine.arrive(Arrival(channel="terminal", address="1", update="1", event=Started()))
        await until(lambda: outlet.screen is not None)


# --- what refuses to start -----------------------------------------------------------------------------------


async def refused(settings: Settings, **changes: Any) -> str:
    with pytest.raises(PermanentError) as error:
        async with serving(parts(settings, **changes), ALL):
            raise AssertionError("it started")
    assert await status(url(settings) + "/healthz") is None
    return str(error.value)


async def test_a_port_that_is_taken(settings: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.port))
        other.listen()
        with pytest.raises(PermanentError, match=rf"Port {settings.port} .* AFFIANT_PORT"):
            async with serving(parts(settings), ALL):
                raise AssertionError("it started")


@pytest.mark.parametrize("content", ["", "no token", "700000001", "비밀", "\n\n"])
async def test_a_file_that_holds_no_token(settings: Settings, content: str) -> None:
    (settings.data / "token").write_text(content, "utf-8")
    said = await refused(settings)
    assert "holds no bot token" in said
    assert not content.strip() or content not in said.replace(str(settings.data), "")


async def test_a_token_of_bytes(settings: Settings) -> None:
    (settings.data / "token").write_bytes(b"\xff\xfe\x00")
    assert "holds no bot token" in await refused(settings)


async def test_a_token_file_that_is_not_there(settings: Settings) -> None:
    said = await refused(settings, telegram_token_file=settings.data / "nowhere")
    assert said.startswith("AFFIANT_TELEGRAM_TOKEN_FILE names no file")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"public_url": ""}, "AFFIANT_PUBLIC_URL"),
        ({"telegram_secret_file": None}, "AFFIANT_TELEGRAM_SECRET_FILE names no file"),
        ({"telegram_secret_file": "short"}, "at least 32"),
    ],
)
async def test_a_webhook_without_what_it_needs(settings: Settings, changes: dict[str, Any], sentence: str) -> None:
    (settings.data / "short").write_text("too short")
    hook = {
        "telegram_mode": "webhook",
        "public_url": "https://visit.invalid",
        "telegram_secret_file": settings.data / "secret",
        **{name: settings.data / value if value == "short" else value for name, value in changes.items()},
    }
    assert sentence in await refused(settings, **hook)


async def test_a_database_without_tables(settings: Settings) -> None:
    (settings.data / "affiant.db").unlink()
    assert "affiant migrate" in await refused(settings)


# --- trouble and stopping --------------------------------------------------------------------------------------


async def test_what_the_block_raises_comes_out_as_it_is(settings: Settings) -> None:
    with pytest.raises(LookupError, match="of the block"):
        async with serving(parts(settings), ALL):
            raise LookupError("of the block")
    assert await status(url(settings) + "/healthz") is None


async def test_it_stops_although_telegram_is_out_of_reach(settings: Settings, log: io.StringIO) -> None:
    async with asyncio.timeout(10):
        async with serving(parts(settings, telegram_api=f"http://127.0.0.1:{free_port()}"), ALL):
            await until(lambda: "telegram-unreachable" in log.getvalue())
            assert await status(url(settings) + "/healthz") == 200


async def test_it_begins_to_hear_when_telegram_comes_back(settings: Settings, telegram: BotApiServer) -> None:
    telegram.time.scale = 50.0
    telegram.faults.outage(60)
    async with serving(parts(settings), ALL):
        hana = telegram.person("Hana")
        await hana.say("/start")
        await hana.wait_for(lambda person: bool(person.bubbles))


async def test_a_bot_that_telegram_does_not_know_leaves_the_rest_running(settings: Settings, log: io.StringIO) -> None:
    (settings.data / "token").write_text("700000009:BBExampleExampleExampleExampleExamp")
    async with serving(parts(settings), ALL):
        await until(lambda: "telegram-unreachable" in log.getvalue())
        assert await status(url(settings) + "/healthz") == 200


async def test_a_stop_drains_what_has_arrived(settings: Settings) -> None:
    async with serving(parts(settings), frozenset({"public"})) as gateway:
        turns = [
            asyncio.ensure_future(
                gateway.engine.arrive(Arrival(channel="telegram", address=str(n), update=str(n), event=Started()))
            )
            for n in range(5)
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*turns)
    assert len(rows(settings.database, "chats")) == 5
    with pytest.raises(TemporaryError):
        await gateway.engine.arrive(Arrival(channel="telegram", address="9", update="9", event=Started()))
