"""`affiant serve`: the gateway, in one process or one per role. Stops gently on SIGTERM and SIGINT."""

from __future__ import annotations

import asyncio
import resource
import signal

import click

from config.logs import configure_logs
from config.settings import Settings
from gateway.app import read_parts
from gateway.commands.doctor import foreign_names
from storage.errors import PermanentError

ROLES = ("public", "telegram", "work")


@click.command()
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="Repeat for several; default: all.")
def serve(roles: tuple[str, ...]) -> None:
    """Run the gateway until it is told to stop."""
    if remedy := foreign_names().remedy:
        raise PermanentError(remedy)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold what is just being said
    configure_logs()
    asyncio.run(_serve(Settings(), frozenset(roles or ROLES)))


async def _serve(settings: Settings, roles: frozenset[str]) -> None:
    from gateway.serving import serving  # noqa: PLC0415 -- aiogram takes seconds to load; other commands need not wait

    async with serving(read_parts(settings), roles):
        await until_stopped()


async def until_stopped() -> None:
    """Wait for SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
