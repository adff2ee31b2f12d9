"""`affiant serve`: the gateway, in one process or one per role. Stops gently on SIGTERM and SIGINT."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import click
from aiohttp import web

from bot.ports import Intake
from config.logs import configure_logs, logger
from config.settings import Settings
from gateway.app import Gateway, Parts, build, read_parts, web_app
from gateway.lifespan import running
from gateway.public.telegram import webhook_routes
from gateway.telegram import Telegram, open_telegram

ROLES = ("public", "telegram", "work")
_SHUTDOWN = 10.0


@click.command()
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="Repeat for several; default: all.")
def serve(roles: tuple[str, ...]) -> None:
    """Run the gateway until it is told to stop."""
    configure_logs()
    asyncio.run(_serve(Settings(), frozenset(roles or ROLES)))


async def _serve(settings: Settings, roles: frozenset[str]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with serving(read_parts(settings), roles):
        await stop.wait()


@asynccontextmanager
async def serving(parts: Parts, roles: frozenset[str]) -> AsyncIterator[Gateway]:
    """Run the roles for as long as the block lasts."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(open_telegram(parts)) if parts.settings.telegram_token_file else None
        gateway = build(parts, telegram.outlets if telegram else {})
        await stack.enter_async_context(running(gateway, work="work" in roles))
        if "public" in roles or "telegram" in roles:
            await stack.enter_async_context(listening(parts, _routes(telegram, gateway.engine, parts.settings, roles)))
        if telegram is not None and "telegram" in roles:
            await stack.enter_async_context(telegram.receiving(gateway.engine))
        logger().info("serving", role=" ".join(sorted(roles)), port=parts.settings.port, host=parts.settings.host)
        yield gateway


def _routes(telegram: Telegram | None, intake: Intake, settings: Settings, roles: frozenset[str]) -> list[web.RouteDef]:
    if telegram is None or settings.telegram_mode != "webhook" or "telegram" not in roles:
        return []
    return webhook_routes(telegram.router(intake), telegram.secret)


@asynccontextmanager
async def listening(parts: Parts, routes: list[web.RouteDef]) -> AsyncIterator[None]:
    """Answer HTTP for as long as the block lasts; requests under way are finished."""
    runner = web.AppRunner(web_app(parts, routes), access_log=None, shutdown_timeout=_SHUTDOWN, keepalive_timeout=30)
    await runner.setup()
    try:
        await web.TCPSite(runner, parts.settings.host, parts.settings.port, reuse_address=True).start()
        yield
    finally:
        await runner.cleanup()


def read_secret(path: Path) -> str:
    """Return the one line of a secret's file."""
    return path.read_text("utf-8").strip()
