"""The loop: durable before acknowledged, in order within a chat, one bad turn alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.conversation.events import ChoicePicked, CommandGiven, Started, TextReceived
from bot.conversation.machine import State
from bot.conversation.screen import Line, Words
from bot.ports import FileOffer
from bot.turns import Arrived
from storage.database.unit import Transaction
from storage.errors import PermanentError, TemporaryError
from storage.sealing import words as return_words
from tests.bot.conversation.ways import to_questions, to_review
from tests.bot.house import CHANNEL, House
from tests.support.dialogue import Dialogue

T = TypeVar("T")


def says(house: House, address: str) -> list[str]:
    """Return ids and words of everything on the newest screen of a chat."""
    pieces = [*house.screens(address)[-1].pieces, *(button.label for button in house.screens(address)[-1].buttons)]
    return [piece.id if isinstance(piece, Line) else piece.text for piece in pieces]


def offer(content: bytes, *, size: int | None = None) -> FileOffer:
    async def open_() -> AsyncGenerator[bytes, None]:
        for start in range(0, len(content), 1000):
            yield content[start : start + 1000]

    return FileOffer(kind="image", size=size, message="m", open=open_)


async def send(house: House, address: str, content: bytes, *, update: str = "file") -> None:
    await house.engine.arrive_file(channel=CHANNEL, address=address, update=update, offer=offer(content))


def before(house: House, monkeypatch: pytest.MonkeyPatch, act: Callable[[list[Arrived]], None]) -> None:
    """Let something happen inside each transaction, before its turns are run."""
    run = house.turns.run

    def acting(unit: Transaction, batch: list[Arrived]) -> object:
        act(batch)
        return run(unit, batch)

    monkeypatch.setattr(house.turns, "run", acting)


# --- a turn ---------------------------------------------------------------------------------------------


async def test_what_is_acknowledged_is_in_the_database(house: House) -> None:
    async with house.running():
        await house.take("7", Started())
        assert (await house.state("7")).room == "welcome"
        assert "welcome-hello" in says(house, "7")
        assert house.woken == [None]


async def test_an_update_that_comes_twice_changes_nothing(house: House) -> None:
    async with house.running():
        await house.take("7", Started(), update="9")
        once = await house.chat("7")
        await house.take("7", Started(), update="9")
        assert await house.chat("7") == once
        assert len(house.screens("7")) == 1


async def test_turns_of_one_chat_keep_their_order(house: House, story: State) -> None:
    """They arrive faster than they can be committed, beside those of many other chats."""
    await house.put("7", story)
    texts = ["one", "two", "three"]
    async with house.running(), asyncio.TaskGroup() as people:
        for number, text in enumerate(texts):
            people.create_task(house.say("7", text, update=f"m{number}"), name=text)
            people.create_task(house.take(f"other {number}", Started(), update=f"o{number}"), name="other")
    # The story takes "one"; the photo question refuses "two" and "three". Each screen has a higher number.
    numbers = [screen.number for screen in house.screens("7")]
    assert numbers == sorted(numbers)
    assert len(numbers) == 3
    assert (await house.state("7")).path.endswith("/photo")


async def test_chats_that_wait_share_a_commit(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    before(house, monkeypatch, lambda batch: sizes.append(len(batch)))
    async with asyncio.TaskGroup() as people:
        for number in range(100):
            people.create_task(house.take(str(number), Started()), name="person")
        people.create_task(house.take("0", CommandGiven(name="help")), name="again")
        await asyncio.sleep(0)
        async with house.running():
            await asyncio.sleep(0)
    assert sum(sizes) == 101
    assert len(sizes) <= 4
    assert max(sizes) == 64


# --- what goes wrong ----------------------------------------------------------------------------------------


async def test_one_turn_that_fails_does_not_refuse_the_others(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fault(batch: list[Arrived]) -> None:
        if any(one.arrival.address == "bad" for one in batch):
            raise KeyError("a fault of ours")

    before(house, monkeypatch, fault)
    people = [asyncio.ensure_future(house.take(name, Started())) for name in ("good", "bad", "fine")]
    await asyncio.sleep(0)
    async with house.running():
        results = await asyncio.gather(*people, return_exceptions=True)
    assert results[0] is results[2] is None
    assert isinstance(results[1], PermanentError)
    assert await house.chat("good")
    assert await house.chat("fine")
    assert await house.chat("bad") is None
    assert "a fault of ours" not in "".join(capsys.readouterr())


async def test_temporary_trouble_refuses_all_and_the_engine_lives_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = [TemporaryError("the disk is full", retry_after=3)]

    def fail_once(_: list[Arrived]) -> None:
        if trouble:
            raise trouble.pop()

    before(house, monkeypatch, fail_once)
    async with house.running():
        people = [asyncio.ensure_future(house.take(name, Started(), update=name)) for name in ("1", "2")]
        results = await asyncio.gather(*people, return_exceptions=True)
        assert [type(result) for result in results] == [TemporaryError, TemporaryError]
        await house.take("1", Started(), update="1")
    assert await house.chat("1")
    assert await house.chat("2") is None


async def test_a_drained_engine_keeps_what_had_arrived_and_refuses_what_comes(house: House) -> None:
    waiting = asyncio.ensure_future(house.take("7", Started()))
    await asyncio.sleep(0)
    await house.engine.drain()
    await house.engine.run()
    await waiting
    assert (await house.state("7")).room == "welcome"
    with pytest.raises(TemporaryError) as refused:
        await house.take("8", Started())
    assert refused.value.retry_after == 5


async def test_nothing_of_a_chat_that_says_nothing_is_kept(house: House) -> None:
    """A press on the bubble of a forgotten chat must not bring its address back."""
    async with house.running():
        await house.take("7", ChoicePicked(screen=3, index=0))
    assert house.rows("chats") == []


# --- return words ---------------------------------------------------------------------------------------------


async def test_words_are_made_after_the_commit_and_before_a_stop(house: House) -> None:
    await house.put("7", to_questions(Dialogue(house.program)).state)
    async with house.running():
        await house.take("7", CommandGiven(name="pause"))
        assert (await house.state("7")).words is False
    assert (await house.state("7")).words is True
    chat = await house.chat("7")
    assert chat
    assert chat.recipient
    assert chat.recipient.startswith("age1pq1")
    assert "words-here" in says(house, "7")
    (listed,) = [piece.text for piece in house.screens("7")[-1].pieces if isinstance(piece, Words)]
    given = return_words.parse(" ".join(line.split()[-1] for line in listed.splitlines()))
    assert given
    assert house.turns.stretch(given).lookup == chat.words


async def test_words_are_recognised_whatever_is_asked_and_lead_on_in_another_chat(house: House, story: State) -> None:
    made = return_words.make("en")
    key = house.turns.stretch(made)
    await house.put("old", story, words=key.lookup, recipient=key.recipient)
    async with house.running():
        await house.say("new", "  ".join(made).upper())
    assert "notice-welcome-back" in says(house, "new")
    new = await house.chat("new")
    assert new
    assert (new.words, new.recipient, new.case) == (key.lookup, key.recipient, story.case)
    old = await house.chat("old")
    assert old
    assert (old.words, old.recipient, old.case) == (None, None, None)
    assert house.screens("old")[-1].awaits == "nothing"


async def test_words_that_lead_nowhere_are_no_answer(house: House, story: State) -> None:
    await house.put("7", story)
    async with house.running():
        await house.say("7", " ".join(return_words.make("en")))
    assert house.rows("parts") == []


# --- files ------------------------------------------------------------------------------------------------


async def test_a_file_that_is_waited_for_is_sealed_and_adopted(house: House, story: State) -> None:
    await house.put("7", story)
    photo = bytes(range(256)) * 500
    async with house.running():
        await house.say("7", "Roses.")
        await send(house, "7", photo)
    (file,) = [row for row in house.rows("parts") if row["kind"] == "file"]
    assert await house.blob_names() == [file["blob"]]
    sealed = b"".join([chunk async for chunk in house.blobs.read(file["blob"])])
    assert photo[:64] not in sealed
    assert house.office.open(sealed, "testimony").body == photo


async def test_a_file_that_nobody_waits_for_is_never_opened(house: House, story: State) -> None:
    await house.put("7", story)

    def never() -> AsyncGenerator[bytes, None]:
        raise AssertionError("the download was begun")

    async with house.running():
        await house.engine.arrive_file(
            channel=CHANNEL,
            address="7",
            update="1",
            offer=FileOffer(kind="image", size=3, message="m", open=never),
        )
    assert "notice-file-not-wanted" in says(house, "7")


async def test_words_beside_a_file_are_sealed_with_it(house: House, story: State) -> None:
    await house.put("7", story)
    said = replace(offer(b"photo"), caption="The mill, before.")
    async with house.running():
        await house.say("7", "Roses.")
        await house.engine.arrive_file(channel=CHANNEL, address="7", update="file", offer=said)
    bodies = [house.office.open(row["body"], row["compartment"]).body for row in house.rows("parts") if row["body"]]
    assert sorted(bodies) == [b"Roses.", b"The mill, before."]


async def test_words_beside_a_file_that_nobody_waits_for_are_said_to_be_lost(house: House, story: State) -> None:
    await house.put("7", story)
    said = replace(offer(b"photo"), caption="The mill, before.")
    async with house.running():
        await house.engine.arrive_file(channel=CHANNEL, address="7", update="file", offer=said)
    assert "notice-file-words-not-wanted" in says(house, "7")
    assert house.rows("parts") == []


async def test_a_file_that_comes_twice_is_kept_once(house: House, story: State) -> None:
    await house.put("7", story)
    async with house.running():
        await house.say("7", "Roses.")
        await asyncio.gather(send(house, "7", b"photo", update="5"), send(house, "7", b"photo", update="5"))
    assert len(await house.blob_names()) == 1
    assert [row["kind"] for row in house.rows("parts")].count("file") == 1


async def test_a_file_whose_turn_came_too_late_is_discarded(house: House, story: State) -> None:
    """While it streamed, the person went back: another question is on the screen when its turn comes."""
    await house.put("7", story)
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncGenerator[bytes, None]:
        yield b"half"
        arrived.set()
        await go_on.wait()
        yield b"all"

    async with house.running():
        await house.say("7", "Roses.")
        sending = asyncio.ensure_future(
            house.engine.arrive_file(
                channel=CHANNEL,
                address="7",
                update="1",
                offer=FileOffer(kind="image", size=None, message="m", open=slow),
            )
        )
        await arrived.wait()
        await house.take("7", CommandGiven(name="pause"))
        go_on.set()
        await sending
    assert await house.blob_names() == []
    assert [row["kind"] for row in house.rows("parts")] == ["text"]


async def test_a_file_whose_commit_is_unsure_is_not_destroyed(
    house: House, story: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection may have broken after the commit: then the blob is a part's. The sweep finds it if it is not."""
    await house.put("7", story)
    transact = house.database.transact

    async def unsure(work: Callable[[Transaction], T]) -> T:
        await transact(work)
        raise TemporaryError("the connection is gone")

    async with house.running():
        await house.say("7", "Roses.")
        monkeypatch.setattr(house.database, "transact", unsure)
        with pytest.raises(TemporaryError):
            await send(house, "7", b"photo")
    (file,) = [row for row in house.rows("parts") if row["kind"] == "file"]
    assert await house.blob_names() == [file["blob"]]


async def test_an_erased_chats_files_are_removed_after_the_commit(house: House, story: State) -> None:
    await house.put("7", story)
    async with house.running():
        await house.say("7", "Roses.")
        await send(house, "7", b"photo")
        assert await house.blob_names()
        await house.take("7", CommandGiven(name="stop"))
        asked = house.screens("7")[-1]
        (sure,) = [index for index, button in enumerate(asked.buttons) if button.role == "danger"]
        await house.take("7", ChoicePicked(screen=asked.number, index=sure))
    assert await house.blob_names() == []
    assert house.rows("parts") == house.rows("chats") == []
    assert [row["kind"] for row in house.rows("custody_entries")][-1] == "erased"


# --- the way to the end -----------------------------------------------------------------------------------------


async def test_sending_seals_a_manifest_for_each_compartment(house: House) -> None:
    review = to_review(Dialogue(house.program))
    await house.put("7", review.state)
    async with house.running():
        await house.take("7", ChoicePicked(screen=review.state.number, index=review.index("button-send")))
    (case,) = house.rows("cases")
    assert case["id"] == (await house.state("7")).case
    manifests = [row for row in house.rows("parts") if row["kind"] == "manifest"]
    assert {row["state"] for row in manifests} == {"kept"}
    for row in manifests:
        assert b'"plan":"visit"' in house.office.open(row["body"], row["compartment"]).body


def test_what_a_person_writes_is_in_no_repr(house: House) -> None:
    arrived = house.turns.arrived(house.arrival("secret address", TextReceived(text="secret words", message="m")))
    assert "secret" not in repr(arrived)
