"""SIGKILL while writing: what was acknowledged is there, once, in order, and the custody log is sound."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from gateway.commands.custody import derive
from storage.custody.verify import Sound
from storage.database.engine import Database, open_database
from storage.database.unit import Transaction
from tests.storage.database.records import later, lookup
from tests.storage.database.writer import CHATS

TURNS_BEFORE_DEATH = (3, 40, 111)


def killed_after(url: str, run: str, turns: int) -> list[int]:
    """Run a writer, kill it once it has acknowledged so many turns, and return all that it acknowledged."""
    command = [sys.executable, "-m", "tests.storage.database.writer", url, run]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = []
        for line in process.stdout:
            acknowledged.append(int(line))
            if len(acknowledged) == turns:
                process.kill()  # what it still says comes from the pipe, and was acknowledged all the same
    return acknowledged


@dataclass(frozen=True)
class Found:
    """What a database holds after the crash."""

    updates: set[str]
    versions: int
    lanes: dict[bytes, list[str]]
    custody: list[str]


async def look(database: Database, run: str, *, most: int, after: int) -> Found:
    def work(tx: Transaction) -> Found:
        asked = [(run, str(number)) for number in range(most)]
        new = tx.inbox.admit(asked, now=later(0))
        chats = tx.chats.load([lookup(f"chat {number}") for number in range(CHATS)])
        lanes = tx.outbox.claim(later(1 + after), 100, 0, channels=("telegram",), items=10_000)
        return Found(
            updates={update for _, update in set(asked) - new},
            versions=sum(chat.version for chat in chats.values()),
            lanes={lane.lane: [item.id for item in lane.items] for lane in lanes},
            custody=[leaf.entry.body.decode() for leaf in tx.custody.walk()],
        )

    return await database.transact(work)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
async def test_what_was_acknowledged_survives_three_deaths(database_url: str) -> None:
    kept = 0
    for death, turns in enumerate(TURNS_BEFORE_DEATH):
        run = f"run{death}"
        acknowledged = killed_after(database_url, run, turns)
        assert len(acknowledged) >= turns
        kept += await survivors(database_url, run, acknowledged, kept)


async def survivors(url: str, run: str, acknowledged: list[int], before: int) -> int:
    """Check the database after a death; return how many of this run's turns it holds."""
    database = open_database(url)
    await database.start()
    assert isinstance(await database.read(derive), Sound)
    found = await look(database, run, most=max(acknowledged) + 10, after=before)
    await database.close()
    turns = {int(update) for update in found.updates}
    assert set(acknowledged) <= turns, "an acknowledged turn is lost"
    assert found.versions == before + len(turns), "a turn was done twice, or by halves"
    assert len(found.custody) == before + len(turns)
    assert {body for body in found.custody if f'"{run}-' in body} == {f'{{"case":"{run}-{turn}"}}' for turn in turns}
    for number in range(CHATS):
        lane = found.lanes.get(lookup(f"chat {number}"), [])
        mine = [int(id_.split("-")[1]) for id_ in lane if id_.startswith(f"{run}-")]
        assert mine == sorted(turn for turn in turns if turn % CHATS == number), "lost, doubled or out of order"
    return len(turns)


@pytest.mark.soak
@pytest.mark.skipif("AFFIANT_SOAK" not in os.environ, reason="takes minutes: make soak")
async def test_what_was_acknowledged_survives_many_deaths(database_url: str) -> None:
    kept = 0
    for death in range(100):
        run = f"run{death}"
        acknowledged = killed_after(database_url, run, 1 + death * 7 % 150)
        kept += await survivors(database_url, run, acknowledged, kept)
