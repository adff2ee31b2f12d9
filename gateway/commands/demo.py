"""`affiant demo`: an office with invented staff on this machine, and the conversation in this terminal."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from bot.channels.terminal.talk import CHANNEL, TerminalOutlet
from config.logs import configure_logs
from config.settings import Settings
from gateway.app import read_parts
from gateway.commands.serve import ROLES, until_stopped
from gateway.commands.talk import sit
from gateway.commands.training import OFFICERS, practice, training_office


@click.command()
@click.option("--telegram-token-file", type=click.Path(path_type=Path, exists=True), help="Also answer as this bot.")
def demo(telegram_token_file: Path | None) -> None:
    """Show everything on this machine: an office with invented staff, and the conversation."""
    given = Settings()
    settings = practice(given, given.data / "demo").model_copy(update={"telegram_token_file": telegram_token_file})
    training_office(settings)
    with (settings.data / "demo.log").open("a") as log:
        configure_logs(stream=log)
        asyncio.run(_demo(settings))


async def _demo(settings: Settings) -> None:
    from gateway.serving import serving  # noqa: PLC0415 -- aiogram takes seconds to load; other commands need not wait

    parts = read_parts(settings)
    click.echo(f"Page      http://{settings.host}:{settings.port}/   (health: /healthz)")
    click.echo(f"Officers  {', '.join(officer.name for officer in OFFICERS)}; passphrase: {OFFICERS[0].passphrase}")
    click.echo(f"Keys      {settings.data / 'ceremony'}   (in a real office these never touch the server)")
    click.echo(f"Data      {settings.data}   (look inside: nothing that you say can be read there)")
    outlet = TerminalOutlet(parts.catalogue, click.echo)
    async with serving(parts, frozenset(ROLES), more={CHANNEL: outlet}) as gateway:
        if not sys.stdin.isatty():
            click.echo("No terminal here: serving until stopped.")
            await until_stopped()
            return
        click.echo("Press a number, or write. /help, /pause and /stop work anywhere; Ctrl-D ends the demo.\n")
        await sit(gateway, outlet, person="1")
    click.echo(f"\nBe the custodian now: AFFIANT_DATA={settings.data} .venv/bin/affiant custody cases")
