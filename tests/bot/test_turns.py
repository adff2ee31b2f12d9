"""A batch of turns inside one transaction: who takes over whose case, and what is left of an ended chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.events import ChoicePicked, CommandGiven, Event, Started, TimedOut, WordsGiven, WordsMade
from bot.conversation.machine import State, fresh
from bot.turns import Arrived, Outcome
from storage.errors import IntegrityFailureError
from storage.records import CustodyEntry
from tests.bot.conversation.ways import does, to_done, to_questions
from tests.bot.house import House
from tests.support.dialogue import Dialogue, Press

WORDS = b"w" * 32
GIVEN = WordsGiven(message="m")
MADE = WordsMade(words=("oak",), lookup=WORDS, recipient="age1pq1other")


def arrived(house: House, address: str, event: Event, *, words: bytes | None = None, update: str = "") -> Arrived:
    arrival = house.arrival(address, event, update=update)
    return Arrived(arrival=arrival, lookup=house.lookup(address), words=words)


async def run(house: House, *batch: Arrived) -> list[Outcome]:
    return await house.database.transact(lambda unit: house.turns.run(unit, list(batch)))


async def kinds(house: House) -> list[str]:
    entries: list[CustodyEntry] = [
        leaf.entry for leaf in await house.database.read(lambda unit: unit.custody.leaves(0, 100))
    ]
    return [entry.kind for entry in entries]


async def test_the_words_go_to_the_first_who_gives_them(house: House, story: State) -> None:
    """Two chats give the same words in one batch: the case must not end up in both."""
    await house.put("old", story, words=WORDS, recipient="age1pq1x")
    await run(house, arrived(house, "first", GIVEN, words=WORDS), arrived(house, "second", GIVEN, words=WORDS))
    cases = {row["lookup"]: (row["words"], row["case"]) for row in house.rows("chats")}
    assert list(cases.values()).count((WORDS, story.case)) == 1
    assert cases[house.lookup("second")] == (WORDS, story.case), "the later one had them last, as if one by one"
    assert cases[house.lookup("old")] == cases[house.lookup("first")] == (None, None)
    assert (await kinds(house)).count("moved") == 2


async def test_words_of_a_chat_that_ended_in_the_same_batch_lead_nowhere(house: House) -> None:
    done = to_done(Dialogue(house.program)).state
    await house.put("old", done, words=WORDS, recipient="age1pq1x")
    house.clock.advance(days=31)
    await run(house, arrived(house, "old", TimedOut()), arrived(house, "new", GIVEN, words=WORDS))
    assert [row["lookup"] for row in house.rows("chats")] == [house.lookup("new")]
    assert (await house.state("new")).room == "welcome"


async def test_words_bound_in_the_same_batch_lead_on_already(house: House) -> None:
    pausing = does(to_questions(Dialogue(house.program)), Press("button-pause")).state
    await house.put("old", pausing)
    await run(house, arrived(house, "old", MADE), arrived(house, "new", GIVEN, words=WORDS))
    new = await house.chat("new")
    assert new
    assert (new.words, new.recipient, new.case) == (WORDS, "age1pq1other", pausing.case)


async def test_a_chats_own_words_only_open_it(house: House, story: State) -> None:
    await house.put("7", story, words=WORDS, recipient="age1pq1x")
    before = await house.chat("7")
    await run(house, arrived(house, "7", GIVEN, words=WORDS))
    after = await house.chat("7")
    assert before
    assert after
    assert (after.words, after.case, after.version) == (WORDS, before.case, 2)
    assert "moved" not in await kinds(house)


async def test_the_words_of_another_screen_are_new_words_when_they_were_lost(house: House) -> None:
    pausing = does(to_questions(Dialogue(house.program)), Press("button-pause")).state
    await house.put("7", pausing, words=b"o" * 32, recipient="age1pq1old")
    await run(house, arrived(house, "7", MADE))
    chat = await house.chat("7")
    assert chat
    assert (chat.words, chat.recipient) == (WORDS, "age1pq1other"), "the words before lead nowhere"


async def test_an_ended_chat_leaves_its_last_screen_and_nothing_else(house: House) -> None:
    await house.put("7", to_done(Dialogue(house.program)).state, words=WORDS)
    house.clock.advance(days=31)
    await run(house, arrived(house, "7", TimedOut()))
    assert house.rows("chats") == []
    (screen,) = house.screens("7")
    assert screen.buttons == ()
    (lane,) = house.rows("lanes")
    assert lane["closing"], "the lane goes with its last item"


@pytest.mark.parametrize("event", [TimedOut(), ChoicePicked(screen=3, index=1), MADE])
async def test_a_chat_of_which_nothing_is_known_stays_unknown(house: House, event: Event) -> None:
    await run(house, arrived(house, "7", event))
    assert house.rows("chats") == house.rows("outbox") == house.rows("lanes") == []


async def test_erasing_takes_the_words_too(house: House, story: State) -> None:
    await house.put("7", story, words=WORDS, recipient="age1pq1x")
    await run(house, arrived(house, "7", CommandGiven(name="stop")))
    screen = house.screens("7")[-1]
    (sure,) = [index for index, button in enumerate(screen.buttons) if button.role == "danger"]
    await run(house, arrived(house, "7", ChoicePicked(screen=screen.number, index=sure)))
    assert house.rows("chats") == []
    await run(house, arrived(house, "thief", GIVEN, words=WORDS))
    assert (await house.state("thief")).case == ""


async def test_a_batch_is_all_or_nothing(house: House, story: State) -> None:
    await house.put("damaged", story)
    chat = await house.chat("damaged")
    assert chat
    await house.put("other", story)
    other = await house.chat("other")
    assert other
    swapped = replace(chat, locked_state=other.locked_state)  # bound to another row: the lockbox notices
    await house.database.transact(lambda unit: unit.chats.save([swapped]))
    with pytest.raises(IntegrityFailureError):
        await run(house, arrived(house, "new", Started(), update="1"), arrived(house, "damaged", Started(), update="2"))
    assert await house.chat("new") is None
    assert house.rows("inbox") == []


async def test_a_known_update_has_an_outcome_of_nothing(house: House) -> None:
    first = await run(house, arrived(house, "7", Started(), update="1"))
    again = await run(house, arrived(house, "7", Started(), update="1"), arrived(house, "8", Started(), update="2"))
    assert first == [Outcome()]
    assert again == [Outcome(), Outcome()]
    assert len(house.screens("7")) == len(house.screens("8")) == 1


async def test_the_moment_of_silence_is_written_down(house: House) -> None:
    await run(house, arrived(house, "7", Started()))
    chat = await house.chat("7")
    assert chat
    assert chat.due == house.clock.now() + timedelta(minutes=10)


async def test_peeking_at_nobody_finds_a_fresh_conversation(house: House, story: State) -> None:
    await house.put("7", story)
    here = await house.database.read(lambda unit: house.turns.peek(unit, house.lookup("7")))
    nobody = await house.database.read(lambda unit: house.turns.peek(unit, house.lookup("8")))
    assert (here, nobody) == (story, fresh())


async def test_the_ledger_names_the_exact_wording(house: House) -> None:
    assert house.turns.context("telegram").editions == {"en": "e" * 64}
