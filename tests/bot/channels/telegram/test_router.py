"""What a person does on their phone, and what the engine hears of it."""

from __future__ import annotations

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.router import place_of
from bot.conversation.events import ChoicePicked, CommandGiven, PlaceShared, Started, TextReceived, Unsupported
from bot.conversation.screen import Button, Screen, Words
from tests.bot.channels.telegram.intakes import RecordingIntake
from tests.bot.channels.telegram.running import polling
from tests.support.telegram import BotApiServer

POLL = {
    "id": "1",
    "question": "?",
    "options": [{"persistent_id": "a", "text": "x", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
QUESTION = Screen(number=3, language="en", pieces=(Words("?"),), buttons=(Button(Words("Yes")), Button(Words("No"))))


async def test_what_is_written_and_commanded(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    said = [
        "/start",
        "/start payload",
        "/HELP@lantern_test_bot now",
        "/pause",
        "/stop",
        "/other",
        "/",
        "나는 \n보았습니다",
    ]
    ids = [str(await hana.say(text)) for text in said]
    async with polling(channel):
        await server.settled()
    assert intake.events == [
        Started(message=ids[0]),
        Started(message=ids[1]),
        CommandGiven(name="help", message=ids[2]),
        CommandGiven(name="pause", message=ids[3]),
        CommandGiven(name="stop", message=ids[4]),
        TextReceived(text="/other", message=ids[5]),
        TextReceived(text="/", message=ids[6]),
        TextReceived(text="나는 \n보았습니다", message=ids[7]),
    ]
    first = intake.arrivals[0]
    assert (first.channel, first.address, first.update) == ("telegram", str(hana.id), "5001")


async def test_half_a_character_makes_a_text_unreadable_and_half_a_name_does_not(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    whole = "\U0001f9ed \\ud83e \ufffd"
    await server.person("Hana").say("a\ud83eb \U0001f9ed")
    await server.person("Mina \udd70").say(whole)
    async with polling(channel):
        await server.settled()
    half, kept = (event.text for event in intake.events if isinstance(event, TextReceived))
    assert (half, kept) == ("a\ud800b \U0001f9ed", whole)


async def test_a_press_is_taken_and_its_spinner_stops(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    await hana.say("/start")
    await channel.outlet.show(address=str(hana.id), bubble=None, screen=QUESTION)
    async with polling(channel):
        await hana.press("No")
        await server.settled()
        await hana.wait_for(lambda person: person.spinning == 0)
    assert intake.events[1:] == [ChoicePicked(screen=3, index=1)]


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        ":",
        "3",
        "3:",
        ":1",
        "-3:1",
        "3:1:1",
        "3:+1",
        "\uff13:1",
        "3:1\n",
        "3: 1",
        "1e3:0",
        "9" * 30 + ":0",
        "\x00:\x00",
    ],
)
def test_forged_buttons_fit_no_screen(data: str | None) -> None:
    assert place_of(data) == (-1, -1)


def test_our_own_buttons_are_understood() -> None:
    assert place_of("3:1") == (3, 1)
    assert place_of("123456789:99") == (123456789, 99)


async def test_a_forged_press_arrives_as_one_on_no_screen(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    await hana.say("/start")
    await channel.outlet.show(address=str(hana.id), bubble=None, screen=QUESTION)
    async with polling(channel):
        await hana.press_data("drop table")
        await server.settled()
    assert intake.events[1:] == [ChoicePicked(screen=-1, index=-1)]


async def test_what_is_no_answer_is_said_to_be_none(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    ids = [
        await hana.sticker(),
        await hana.send_raw("poll", {"poll": POLL}),
        await hana.send_raw("contact", {"contact": {"phone_number": "+1", "first_name": "X"}}),
    ]
    await hana.send_raw("service", {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    async with polling(channel):
        await server.settled()
    assert intake.events == [Unsupported(message=str(number)) for number in ids]


async def test_a_place_is_taken_where_it_is_now(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    here = await hana.send_place(1.5, -2.25)
    live = await hana.send_place(1.5, -2.25, horizontal_accuracy=12.5, live_period=900)
    there = {"latitude": 3.0, "longitude": 4.0}
    venue = await hana.send_raw(
        "venue", {"location": there, "venue": {"location": there, "title": "x", "address": "y"}}
    )
    async with polling(channel):
        await server.settled()
    assert intake.events == [
        PlaceShared(latitude=1.5, longitude=-2.25, message=str(here)),
        PlaceShared(latitude=1.5, longitude=-2.25, accuracy=12.5, message=str(live)),
        PlaceShared(latitude=3.0, longitude=4.0, message=str(venue)),
    ]
    assert "1.5" not in repr(intake.events), "no log line can tell where somebody is"


async def test_an_edited_message_is_not_heard_and_a_forwarded_one_is_a_message(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    hana = server.person("Hana")
    async with polling(channel):
        number = await hana.forward("not my words")
        await server.settled()
        assert server.tell("edited_message", {"message_id": number, "text": "other words"}) is None
    assert intake.events == [TextReceived(text="not my words", message=str(number))]


async def test_groups_and_channels_hear_nothing(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    group = {"id": -100, "type": "group", "title": "Neighbours"}
    person = {"id": 5, "is_bot": False, "first_name": "Mina"}
    message = {"message_id": 9, "date": 1, "chat": group, "from": person, "text": "/start"}
    server.tell("message", message)
    server.tell("message", {**message, "sticker": None, "text": "hello"})
    server.tell("callback_query", {"id": "1", "from": person, "chat_instance": "1", "message": message, "data": "1:0"})
    server.tell(
        "callback_query", {"id": "2", "from": person, "chat_instance": "1", "inline_message_id": "x", "data": "1:0"}
    )
    async with polling(channel):
        await server.settled()
    assert intake.arrivals == []
    assert channel.feed.counted == {"ignored": 4}
    assert {method for method, _ in server.calls} == {"getUpdates"}


async def test_a_press_on_a_bubble_that_telegram_no_longer_shows_is_taken(
    server: BotApiServer, channel: TelegramChannel, intake: RecordingIntake
) -> None:
    person = {"id": 5, "is_bot": False, "first_name": "Mina"}
    old = {"message_id": 9, "date": 0, "chat": {"id": 5, "type": "private", "first_name": "Mina"}}
    server.tell("callback_query", {"id": "1", "from": person, "chat_instance": "1", "message": old, "data": "7:2"})
    async with polling(channel):
        await server.settled()
    assert intake.events == [ChoicePicked(screen=7, index=2)]
