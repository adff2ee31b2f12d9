"""A bot on the simulator: real HTTP both ways, an intake that remembers, words of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.channels.telegram.channel import TelegramChannel, build_channel
from config.catalogue import Catalogue, load_catalogue
from tests.bot.channels.telegram.intakes import RecordingIntake
from tests.support.telegram import BotApiServer

WORDS = """
own-name = English
welcome = Hello.
progress = { $n } of about { $m }
skip = Skip
back = Back
stop = Stop and erase
now = Your answer now: { $value }.
pair = { $a } 2 { $b }
hostile = <b>not bold</b> *nor this* [nor](http://this)
"""
ARABIC = """
progress = { $n } من نحو { $m }
now = إجابتك الآن: { $value }
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    (tmp_path / "en.ftl").write_text(WORDS, encoding="utf-8")
    (tmp_path / "ko-KP.ftl").write_text("welcome = 안녕하십니까.\n", encoding="utf-8")
    (tmp_path / "ar.ftl").write_text(ARABIC, encoding="utf-8")
    return load_catalogue(tmp_path)


@pytest.fixture
def intake() -> RecordingIntake:
    return RecordingIntake()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest_asyncio.fixture
async def channel(
    server: BotApiServer, intake: RecordingIntake, catalogue: Catalogue
) -> AsyncIterator[TelegramChannel]:
    async with aiohttp.ClientSession() as session:
        yield build_channel(api=server.url, token=server.token, session=session, intake=intake, catalogue=catalogue)
