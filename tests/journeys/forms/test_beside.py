"""Pictures stand beside the bubble until the next step, whatever happens between; nothing of them stays in the chat."""

from __future__ import annotations

from tests.journeys.forms.standing import Door
from tests.journeys.forms.visiting import Visitor
from tests.journeys.forms.zoo import MEDIA
from tests.support.telegram.faults import Fault
from tests.support.telegram.person import Person


async def shows_both(person: Person, visitor: Visitor) -> None:
    for name, count in (("picture", 1), ("listen", 2)):
        await person.press(visitor.word(f"button-{name}"))
        await person.wait_for(lambda person, count=count: len(person.beside) == count)  # type: ignore[misc]


async def test_a_picture_goes_with_the_next_step_even_after_a_restart(door: Door) -> None:
    person, visitor = await door.stands_at("animal")
    await shows_both(person, visitor)
    shown = [message.file for message in person.beside]
    assert shown == [("image.jpg", MEDIA["map.jpg"]), ("audio.mp3", MEDIA["bell.mp3"])]
    assert [message.covered for message in person.beside] == [True, False]
    assert await door.gateway.stop() == 0
    await door.gateway.start()
    await person.press("The bear")
    await person.wait_for("Which of them did you feed?")
    await person.wait_for(lambda person: person.beside == [])
    assert len(person.bubbles) == 1


async def test_a_picture_goes_with_the_cover_and_with_everything_that_is_erased(door: Door) -> None:
    person, visitor = await door.stands_at("animal")
    await shows_both(person, visitor)
    await person.say("/stop")
    await person.wait_for(visitor.word("erase-draft"))
    await person.wait_for(lambda person: person.beside == [])
    await person.press(visitor.word("button-keep"))
    await person.wait_for("Which of these animals")

    await shows_both(person, visitor)
    door.telegram.faults.next("deleteMessage", Fault(status=500))
    await person.press(visitor.word("button-help"))
    await person.wait_for(visitor.word("help-why"))
    await person.wait_for(lambda person: person.beside == [])
    await person.press(visitor.word("button-cover"))
    await person.wait_for(visitor.word("cover-class"))

    await person.press(visitor.word("button-cover-ok"))
    await person.wait_for("Which of these animals")
    await shows_both(person, visitor)
    await person.press(visitor.word("button-stop"))
    await person.wait_for(visitor.word("erase-draft"))
    await person.press(visitor.word("button-erase"))
    await person.wait_for(visitor.word("cover-ended"))
    await person.wait_for(lambda person: person.beside == [] and person.own == [])
    assert len(person.bubbles) == 1


async def test_pictures_of_choices_are_numbered_and_the_missing_one_is_left_out(door: Door) -> None:
    person, visitor = await door.stands_at("animal")
    await person.press(visitor.word("button-pictures"))
    await person.wait_for(lambda person: len(person.beside) == 1)
    (bear,) = person.beside
    assert (bear.text, bear.file) == ("1. The bear", ("image.jpg", MEDIA["bear.jpg"]))
    await person.press("The crane")
    await person.wait_for(lambda person: person.beside == [])
