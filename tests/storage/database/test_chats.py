"""Chats: loaded, held, saved, found by words, found when due, forgotten."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

from storage.database.engine import Database
from storage.database.unit import Transaction
from storage.records import Chat
from tests.storage.database.records import NOW, chat, later, lookup


async def save(database: Database, *chats: Chat) -> None:
    await database.transact(lambda tx: tx.chats.save(chats))


async def test_what_is_saved_is_loaded_equal(database: Database) -> None:
    one, other = chat("one", due=NOW, words="w"), replace(chat("other"), case="c", version=2**40)
    await save(database, one, other)
    found = await database.transact(lambda tx: tx.chats.load([lookup("other"), lookup("nobody"), lookup("one")]))
    assert found == {one.lookup: one, other.lookup: other}


async def test_saving_again_replaces(database: Database) -> None:
    await save(database, chat("one", due=NOW, words="w"))
    await save(database, chat("one", version=2))
    assert await database.read(lambda tx: tx.chats.peek(lookup("one"))) == chat("one", version=2)


async def test_nobody_is_found_where_nobody_is(database: Database) -> None:
    assert await database.read(lambda tx: tx.chats.peek(lookup("nobody"))) is None
    assert await database.transact(lambda tx: tx.chats.load([])) == {}


async def test_words_lead_to_their_chat_until_they_are_replaced(database: Database) -> None:
    await save(database, chat("one", words="first"), chat("other"))
    assert (await find(database, "first", "unheard of")) == {lookup("first"): chat("one", words="first")}
    await save(database, chat("one", words="second"))
    assert await find(database, "first") == {}
    assert (await find(database, "second")).keys() == {lookup("second")}


async def find(database: Database, *words: str) -> dict[bytes, Chat]:
    return await database.transact(lambda tx: tx.chats.by_words([lookup(each) for each in words]))


async def test_words_that_move_lead_to_the_new_chat(database: Database) -> None:
    await save(database, chat("old", words="w"), chat("new"))
    await save(database, chat("new", words="w"), chat("old"))
    assert await find(database, "w") == {lookup("w"): chat("new", words="w")}


async def test_due_ones_come_longest_due_first_and_no_more_than_asked(database: Database) -> None:
    await save(database, chat("c", due=later(3)), chat("a", due=later(1)), chat("b", due=later(2)), chat("never"))
    assert await due(database, 2.5, limit=9) == ["a", "b"]
    assert await due(database, 9, limit=2) == ["a", "b"]
    assert await due(database, 0.5, limit=9) == []


async def due(database: Database, seconds: float, *, limit: int) -> list[str]:
    chats = await database.read(lambda tx: tx.chats.due(later(seconds), limit))
    return [each.lookup.rstrip(b"\x00").decode() for each in chats]


async def test_a_forgotten_chat_is_gone(database: Database) -> None:
    await save(database, chat("one"), chat("other"))
    await database.transact(lambda tx: tx.chats.delete([lookup("one"), lookup("nobody")]))
    assert (await database.transact(lambda tx: tx.chats.load([lookup("one"), lookup("other")]))).keys() == {
        lookup("other")
    }


async def test_many_at_once(database: Database) -> None:
    many = [chat(f"chat {number}", due=later(number)) for number in range(203)]
    await save(database, *many)
    found = await database.transact(lambda tx: tx.chats.load([each.lookup for each in reversed(many)]))
    assert found == {each.lookup: each for each in many}


async def test_two_turns_of_one_chat_come_one_after_the_other_even_when_the_chat_is_new(database: Database) -> None:
    """The second turn waits for the first, and sees what it wrote."""
    held, go_on = threading.Event(), threading.Event()

    def first(tx: Transaction) -> None:
        assert tx.chats.load([lookup("new")]) == {}
        held.set()
        assert go_on.wait(10)
        tx.chats.save([chat("new", version=1)])

    def second(tx: Transaction) -> int:
        found = tx.chats.load([lookup("new")])[lookup("new")]
        tx.chats.save([replace(found, version=found.version + 1)])
        return found.version

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(database.transact(first))
        await asyncio.to_thread(held.wait, 10)
        waiting = tasks.create_task(database.transact(second))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        go_on.set()
    assert waiting.result() == 1
