"""`affiant talk`: the whole conversation in this terminal. Without an office of its own it makes one for training."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import click

from bot.channels.terminal.talk import CHANNEL, Talk, TerminalOutlet
from config.logs import configure_logs
from config.settings import Settings
from gateway.app import Gateway, Parts, build, read_parts
from gateway.commands.init import FORM
from gateway.commands.training import practice, training_office
from gateway.lifespan import running


@click.command()
@click.option(
    "--form", "source", type=click.Path(path_type=Path, exists=True), help="An XLSForm to try, instead of AFFIANT_FORM."
)
@click.option("--person", default="1", help="Whose chat this is; another name is another chat.")
def talk(source: Path | None, person: str) -> None:
    """Hold a conversation in this terminal. What you say stays in the data folder, sealed."""
    settings = Settings()
    if settings.path("office").is_file():
        _hold(settings, person)
        return
    with tempfile.TemporaryDirectory(prefix="affiant-") as folder:
        training = practice(settings if source is None else settings.model_copy(update={"form": None}), Path(folder))
        training_office(training, source or FORM)
        _hold(training, person)


def _hold(settings: Settings, person: str) -> None:
    with (settings.data / "talk.log").open("a") as log:
        configure_logs(stream=log)
        asyncio.run(_conversation(read_parts(settings), person))


async def _conversation(parts: Parts, person: str) -> None:
    outlet = TerminalOutlet(parts.catalogue, click.echo)
    gateway = build(parts, {CHANNEL: outlet})
    async with running(gateway):
        await sit(gateway, outlet, person=person)


async def sit(gateway: Gateway, outlet: TerminalOutlet, *, person: str) -> None:
    """Hold the conversation of a person at this terminal until the lines of standard input end."""
    parts = gateway.parts
    await Talk(
        intake=gateway.engine,
        outlet=outlet,
        address=person,
        first_update=int(parts.clock.now().timestamp() * 1000),
        sentence=lambda name: parts.catalogue.text("en", name),
        write=click.echo,
    ).run(lines())


async def lines() -> AsyncIterator[str]:
    """Yield the lines of standard input. A thread reads: a terminal cannot be awaited everywhere."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin.buffer:
            loop.call_soon_threadsafe(queue.put_nowait, line.decode("utf-8", "replace"))
        loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=read, name="standard input", daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line
