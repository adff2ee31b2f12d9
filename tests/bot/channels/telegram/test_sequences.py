"""Generated sequences of people, faults and restarts: in the end everything was taken, once and in order."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import aiohttp
import pytest

from bot.channels.telegram.channel import build_channel
from config.catalogue import Catalogue, load_catalogue
from tests.bot.channels.telegram.intakes import RecordingIntake
from tests.bot.channels.telegram.running import polling
from tests.support.telegram import BotApiServer
from tests.support.telegram.faults import Fault

PEOPLE = 4
STEPS = 25
FAULTS = (Fault(status=500), Fault(status=502), Fault(drop=True), Fault(drop=True, done=True), Fault(status=429))


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    (tmp_path / "en.ftl").write_text("own-name = English\n", encoding="utf-8")
    return load_catalogue(tmp_path)


class Sequence:
    """One run: what people said is the model, what the intake took is the state."""

    def __init__(self, seed: int, server: BotApiServer, intake: RecordingIntake) -> None:
        self.chance = random.Random(seed)
        self.server = server
        self.intake = intake
        self.said: dict[int, list[str]] = {server.person(f"P{n}").id: [] for n in range(PEOPLE)}

    async def step(self) -> None:
        what = self.chance.choice((self.speak, self.speak, self.speak, self.break_down, self.be_busy, self.rest))
        await what()

    async def speak(self) -> None:
        person = self.server.person(f"P{self.chance.randrange(PEOPLE)}")
        text = str(self.chance.random())
        await person.say(text)
        self.said[person.id].append(text)

    async def break_down(self) -> None:
        self.server.faults.duplicate = self.chance.random() < 0.3
        self.server.faults.shuffle = self.chance if self.chance.random() < 0.3 else None
        self.server.faults.next("getUpdates", self.chance.choice(FAULTS), times=self.chance.randrange(3))

    async def be_busy(self) -> None:
        self.intake.busy(self.chance.choice(list(self.said)), times=self.chance.randrange(4))
        self.intake.seconds = self.chance.choice((0.0, 0.001))

    async def rest(self) -> None:
        await asyncio.sleep(self.chance.choice((0.0, 0.005, 0.02)))


async def run(seed: int, catalogue: Catalogue) -> None:
    intake = RecordingIntake()
    async with BotApiServer() as server, aiohttp.ClientSession() as session:
        sequence = Sequence(seed, server, intake)
        for _ in range(3):  # a restart between them: another poller, another feed, the same Telegram
            channel = build_channel(
                api=server.url, token=server.token, session=session, intake=intake, catalogue=catalogue
            )
            async with polling(channel):
                for _ in range(STEPS):
                    await sequence.step()
        async with polling(channel):
            await server.settled(seconds=20)
        assert {address: intake.texts_of(address) for address in sequence.said} == sequence.said


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_happens_the_end_is_the_same(seed: int, catalogue: Catalogue) -> None:
    await run(seed, catalogue)


@pytest.mark.soak
@pytest.mark.skipif("AFFIANT_SOAK" not in os.environ, reason="takes an hour: make soak")
@pytest.mark.timeout(7_200)
async def test_ten_thousand_sequences(catalogue: Catalogue) -> None:
    for seed in range(10_000):
        await run(1_000 + seed, catalogue)
