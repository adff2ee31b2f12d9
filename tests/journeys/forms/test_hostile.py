"""What nobody should send, at the questions where it hurts most: refused with a sentence or kept byte for byte."""

from __future__ import annotations

import asyncio

from tests.journeys.forms.standing import Door
from tests.journeys.forms.visiting import Say, Visitor
from tests.journeys.forms.zoo import JPEG
from tests.support.patience import until
from tests.support.telegram.person import Person
from tests.support.telegram.world import Json

ODD = {
    "controls": "a\x00b\x07c\x1b[2Jd\x7f\u0085e",
    "bidi": "\u202eone\u202c \u2066two \u2067three",
    "long": "가" * 4000,
    "markup": "<script>alert(1)</script> *b* _i_ [a](tg://user?id=1) `c` /stop @lantern_test_bot #x",
    "marks": "e" + "\u0301" * 3000,
}
"""Text that is kept as it came."""
NO_ANSWER: dict[str, Json] = {
    "contact": {"contact": {"phone_number": "+1", "first_name": "X", "vcard": "BEGIN:VCARD"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "story": {"story": {"chat": {"id": 1, "type": "private"}, "id": 2}},
}


async def said(person: Person, visitor: Visitor, sentence: str) -> None:
    await person.wait_for(lambda person: person.text.startswith(visitor.word(sentence)[:30]))


async def test_at_a_text_everything_is_kept_or_answered(door: Door) -> None:
    person, visitor = await door.stands_at("story")
    for kind, content in NO_ANSWER.items():
        await person.send_raw(kind, content)
        await said(person, visitor, "notice-unsupported")
        await person.say("\ud800")
        await said(person, visitor, "notice-unreadable")
    await person.send_place(1.5, 2.5)
    await said(person, visitor, "notice-place-not-wanted")
    await person.send_photo(JPEG, caption="A heron, in a caption.")
    await said(person, visitor, "notice-file-words-not-wanted")
    assert door.telegram.tell("edited_message", {"message_id": 1, "text": "other words"}) is None

    for text in ODD.values():
        await person.say(text)
        await person.wait_for("number on your ticket")
        await until(lambda text=text: door.texts() == [text.encode()])  # type: ignore[misc]
        await person.press(visitor.word("button-back"))
        await person.wait_for(visitor.word("question-kept"))
    await person.forward("Somebody else's words.")
    await person.wait_for("number on your ticket")
    assert door.texts() == [b"Somebody else's words."]
    await person.wait_for(lambda person: person.own == [])
    assert len(person.bubbles) == 1


async def test_in_a_list_of_a_thousand_nothing_is_found_that_is_not_there(door: Door) -> None:
    person, visitor = await door.stands_at("town")
    for text in (ODD["controls"], ODD["long"], "," * 4000, "\u202e", "\u0301" * 9):
        await person.say(text)
        await said(person, visitor, "notice-not-found")
        await person.say("Town 99")
        await person.wait_for(visitor.word("question-found"))
    data = [button.data for row in person.screen.rows for button in row]
    number = int(data[0].partition(":")[0])
    for forged in (f"{number}:999", f"{number + 5}:0", "x"):
        await person.press_data(forged)
        await said(person, visitor, "notice-old-button")
        await person.say("Town 9")
        await person.wait_for(lambda person: not person.text.startswith(visitor.word("notice-old-button")))
    assert door.texts() == []


async def test_at_a_number_a_place_and_a_file_the_wrong_things_get_their_sentence(door: Door) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(wrong_numbers(door))
        tasks.create_task(wrong_places(door))
        tasks.create_task(wrong_files(door))
    assert door.texts() == []
    assert not list((door.zoo.office.folder / "blobs").rglob("*.*"))


async def wrong_numbers(door: Door) -> None:
    person, visitor = await door.stands_at("age", ("ticket", Say("<b>*A*</b>\u202e")))
    for text in ("NaN", "1e9", "9" * 400, "0x10", "--3", ODD["controls"]):
        await person.say(text)
        await said(person, visitor, "refused-integer")
        await person.say("200")
        await person.wait_for("Ticket <b>*A*</b>: fewer than 200 years")  # the override that turned it round is gone


async def wrong_places(door: Door) -> None:
    person, visitor = await door.stands_at("meadow")
    for text in ("here", "91 0", "1 181", "1,5 2,5 x", "NaN NaN"):
        await person.say(text)
        await said(person, visitor, "refused-place")
        await person.press(visitor.word("button-help"))
        await person.wait_for(visitor.word("help-why"))
        await person.press(visitor.word("button-close"))
        await person.wait_for("Where is the meadow?")


async def wrong_files(door: Door) -> None:
    person, visitor = await door.stands_at("picture")
    await person.send_voice(b"OggS" + bytes(900))
    await said(person, visitor, "notice-file-not-wanted")
    await person.send_photo(b"")
    await said(person, visitor, "notice-file-empty")
    await person.send_video(b"\0" * 900)
    await said(person, visitor, "notice-file-not-wanted")
    await person.sticker()
    await said(person, visitor, "notice-unsupported")
