"""The channel through an emulator that nobody here wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.channels.telegram.channel import TelegramChannel, build_channel
from bot.conversation.events import ChoicePicked, Started, TextReceived
from bot.conversation.screen import Button, Screen, Words
from config.catalogue import load_catalogue
from tests.bot.channels.telegram.intakes import RecordingIntake
from tests.bot.channels.telegram.running import polling
from tests.support.telegram.emulator import Emulator, is_installed

pytestmark = pytest.mark.skipif(not is_installed(), reason="telegram-test-api is not installed: make test installs it")


@pytest.fixture
def intake() -> RecordingIntake:
    return RecordingIntake()


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
async def channel(emulator: Emulator, intake: RecordingIntake, tmp_path: Path) -> AsyncIterator[TelegramChannel]:
    (tmp_path / "en.ftl").write_text("own-name = English\n", encoding="utf-8")
    async with aiohttp.ClientSession() as session:
        yield build_channel(
            api=emulator.url,
            token=emulator.token,
            session=session,
            intake=intake,
            catalogue=load_catalogue(tmp_path),
        )


def screen(text: str) -> Screen:
    return Screen(number=3, language="en", pieces=(Words(text, "strong"),), buttons=(Button(Words("예")),))


async def test_a_conversation_and_its_traces(
    emulator: Emulator, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    await channel.use_polling()
    await channel.offer_commands({"help": "Help"})
    hana = emulator.person("Hana")
    async with polling(channel):
        start = await hana.say("/start")
        bubble = await channel.outlet.show(address=str(hana.id), bubble=None, screen=screen("안녕하십니까"))
        await hana.wait_for("안녕하십니까")
        await hana.press("예")
        await channel.outlet.show(address=str(hana.id), bubble=bubble, screen=screen("계속합니다"))
        await hana.wait_for("계속합니다")
        said = await hana.say("나는 보았습니다")
        await hana.send_voice(b"ogg" * 50_000)
        await hana.wait_for(lambda _: bool(intake.files))
        for message in (start, said, said):
            await channel.outlet.sweep(address=str(hana.id), message=str(message))
        await hana.wait_for(lambda person: len(person.own) == 1)
    assert intake.events == [
        Started(message=str(start)),
        ChoicePicked(screen=3, index=0),
        TextReceived(text="나는 보았습니다", message=str(said)),
    ]
    assert intake.files[0].content == b"ogg" * 50_000
    assert len(hana.bubbles) == 1
