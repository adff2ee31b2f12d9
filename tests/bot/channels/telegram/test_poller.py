"""Long polling: confirmed after the commit, in order in each chat, and nobody waits for anybody else."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.poller import backoff
from storage.errors import TemporaryError
from tests.bot.channels.telegram.intakes import RecordingIntake
from tests.bot.channels.telegram.running import polling
from tests.support.telegram import BotApiServer
from tests.support.telegram.faults import Fault

UNREADABLE = {"message_id": 1, "date": "yesterday", "chat": {"id": 40_001, "type": "private"}, "text": "lost"}


async def test_nothing_is_confirmed_before_its_turn_is_committed(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    intake.busy(hana.id, times=3)
    await hana.say("one")
    async with polling(channel):
        await server.settled()
    assert intake.texts == ["one"]
    assert intake.offered == ["5001"] * 4


async def test_what_is_not_committed_comes_again_after_a_restart(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana, mina = server.person("Hana"), server.person("Mina")
    intake.busy(hana.id, times=1_000)
    await hana.say("one")
    await mina.say("two")
    async with polling(channel):
        await asyncio.wait_for(intake.changed.wait(), 5)
    assert (intake.texts, sorted(server.world.pending)) == (["two"], [5001, 5002])
    intake.failures.clear()
    async with polling(channel):
        await server.settled()
    assert sorted(intake.texts) == ["one", "two"]


async def test_a_stop_confirms_what_was_committed_last(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    async with polling(channel):
        await hana.say("one")
        await asyncio.wait_for(intake.changed.wait(), 5)
    assert (intake.texts, server.world.pending) == (["one"], {})


async def test_chats_run_side_by_side_and_each_in_its_order(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    people = [server.person(f"P{number}") for number in range(20)]
    chance = random.Random(7)
    intake.seconds = 0.01
    for person in people:
        intake.busy(person.id, times=chance.randrange(3))
    said = [(person, str(n)) for n in range(10) for person in people]
    async with polling(channel, width=8):
        for person, text in said:
            await person.say(text)
        await server.settled(seconds=30)
    for person in people:
        assert intake.texts_of(person.id) == [str(n) for n in range(10)]
    assert 1 < intake.most_at_once <= 8


async def test_duplicates_change_nothing(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    server.faults.duplicate = True
    hana = server.person("Hana")
    async with polling(channel):
        for n in range(5):
            await hana.say(str(n))
        await server.settled()
    assert intake.texts == ["0", "1", "2", "3", "4"]
    assert len(intake.offered) == 5


@pytest.mark.parametrize("seed", range(5))
async def test_each_update_is_taken_once_in_whatever_order_a_batch_comes(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake, seed: int
) -> None:
    server.faults.shuffle = random.Random(seed)
    people = [server.person(f"P{number}") for number in range(3)]
    for n in range(5):
        for person in people:
            await person.say(str(n))
    async with polling(channel):
        await server.settled()
    for person in people:
        assert intake.texts_of(person.id) == ["0", "1", "2", "3", "4"]
    assert len(intake.offered) == 15


async def test_an_hour_of_outage_loses_nothing(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    async with polling(channel):
        await hana.say("before")
        await asyncio.wait_for(intake.changed.wait(), 5)
        server.faults.outage(3600)
        await hana.say("during")
        await hana.say("after")
        await asyncio.sleep(0.2)
        assert intake.texts == ["before"]
        server.time.advance(3600)
        await server.settled()
    assert intake.texts == ["before", "during", "after"]


async def test_errors_of_every_kind_are_survived(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    for fault in (
        Fault(status=500),
        Fault(status=502),
        Fault(drop=True),
        Fault(status=400, description="Bad Request: invented"),
        Fault(status=429, retry_after=0),
    ):
        server.faults.next("getUpdates", fault)
    hana = server.person("Hana")
    await hana.say("one")
    async with polling(channel):
        await server.settled()
    assert intake.texts == ["one"]


async def test_an_unreadable_update_blocks_nobody(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    await hana.say("one")
    server.tell("message", UNREADABLE)
    server.tell("message", {"chat": 5})
    await hana.say("two")
    async with polling(channel):
        await server.settled()
    assert intake.texts == ["one", "two"]
    assert channel.feed.counted == {"taken": 2, "quarantined": 2}


async def test_one_chat_that_always_fails_does_not_shut_everybody_out(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    intake.busy(hana.id, times=1_000)
    await hana.say("stuck")
    others = [server.person(f"P{number}") for number in range(110)]
    for person in others:
        await person.say("hello")
    async with polling(channel):
        await server.settled(seconds=30)
    assert intake.texts == ["hello"] * 110
    assert channel.feed.counted == {"taken": 110, "quarantined": 1}


async def test_a_long_turn_does_not_keep_others_waiting(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana, mina = server.person("Hana"), server.person("Mina")
    intake.busy(hana.id, times=1_000)
    await hana.say("slow")
    async with polling(channel):
        await asyncio.sleep(0.1)
        await mina.say("quick")
        await asyncio.wait_for(intake.changed.wait(), 2)
        assert intake.texts == ["quick"]


async def test_a_spinner_that_cannot_be_stopped_stops_nothing(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    person = {"id": 5, "is_bot": False, "first_name": "Mina"}
    old = {"message_id": 9, "date": 0, "chat": {"id": 5, "type": "private", "first_name": "Mina"}}
    server.tell(
        "callback_query", {"id": "unknown", "from": person, "chat_instance": "1", "message": old, "data": "7:2"}
    )
    async with polling(channel):
        await server.settled()
    assert len(intake.events) == 1


def test_pauses_grow_and_end_at_half_a_minute() -> None:
    assert [backoff(n) for n in (1, 2, 3, 7, 8, 1_000)] == [0.5, 1.0, 2.0, 30.0, 30.0, 30.0]


async def test_a_cancelled_poller_ends(channel: TelegramChannel) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2), polling(channel):
            await asyncio.sleep(60)


async def test_the_engines_own_pause_is_kept(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    intake.fail(hana.id, TemporaryError("stopping", retry_after=0.3))
    await hana.say("one")
    async with polling(channel):
        started = asyncio.get_running_loop().time()
        await server.settled()
        assert asyncio.get_running_loop().time() - started >= 0.3
