"""Files stream in as they are, up to what a bot may download, however long they claim to be."""

from __future__ import annotations

import os
import traceback

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.files import LIMIT, Files
from tests.bot.channels.telegram.intakes import RecordingIntake
from tests.bot.channels.telegram.running import polling
from tests.support.telegram import BotApiServer
from tests.support.telegram.faults import Fault
from tests.support.telegram.server import TOKEN

MEGABYTE = 1024 * 1024


async def test_each_kind_is_offered_and_arrives_byte_for_byte(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    content = os.urandom(300_000)
    await hana.send_voice(content)
    await hana.send_audio(content)
    await hana.send_photo(content)
    await hana.send_video(content)
    await hana.send_document(content)
    async with polling(channel):
        await server.settled()
    assert [file.kind for file in intake.files] == ["audio", "audio", "image", "video", "document"]
    assert {file.content for file in intake.files} == {content}
    assert {file.size for file in intake.files} == {len(content)}


async def test_empty_and_whole_twenty_megabytes(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    await hana.send_document(b"")
    await hana.send_document(bytes(LIMIT))
    async with polling(channel):
        await server.settled()
    assert [len(file.content) for file in intake.files] == [0, LIMIT]


async def test_21_megabytes_are_refused_by_telegram_itself(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    await hana.send_document(bytes(21 * MEGABYTE))
    async with polling(channel):
        await server.settled()
    assert intake.refused == ["the file is longer than a bot may download"]


async def test_a_file_longer_than_it_claims_is_cut_off(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    await hana.send_voice(bytes(200_000), claimed=10)
    small = Files(channel.calls, limit=100_000)
    channel.feed._dispatcher["files"] = small
    async with polling(channel):
        await server.settled()
    assert intake.refused == ["the file is longer than a bot may download"]
    assert intake.files == []


async def test_a_download_that_breaks_off_is_tried_again(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    content = os.urandom(200_000)
    server.faults.next("download", Fault(status=500))
    server.faults.next("download", Fault(drop=True))
    server.faults.next("getFile", Fault(status=429, retry_after=0))
    server.faults.cut_files_at = 70_000
    await hana.send_voice(content)
    async with polling(channel):
        while len(intake.offered) < 5:
            await intake.changed.wait() if intake.files else await server.time.sleep(0.01)
        assert intake.files == []
        server.faults.cut_files_at = None
        await server.settled()
    assert [file.content for file in intake.files] == [content]


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a/../../b", ""])
async def test_a_path_that_leads_elsewhere_is_not_followed(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake, path: str
) -> None:
    hana = server.person("Hana")
    await hana.send_voice(b"x")
    (file,) = server.world.files.values()
    file.path = path
    async with polling(channel):
        await server.settled()
    assert intake.refused == ["Telegram names no place to download the file from"]


async def test_a_file_that_is_gone_is_refused_without_its_address(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    await hana.send_voice(b"x")
    server.faults.next("download", Fault(status=404))
    async with polling(channel):
        await server.settled()
    assert intake.refused == ["the file is no longer there"]


async def test_the_token_stays_out_of_a_failed_download(server: BotApiServer, channel: TelegramChannel) -> None:
    server.faults.next("download", Fault(drop=True), times=2)  # aiohttp repeats a GET once
    with pytest.raises(Exception, match="broke off") as caught:
        async for _ in channel.calls.download("voice/file_1.bin", seconds=5):
            pass
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
