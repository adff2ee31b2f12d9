"""A running gateway with its doors open: HTTP, Telegram, and for the demo the terminal. What `serve` and `demo` run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.channels.telegram.channel import TelegramChannel, build_channel
from bot.ports import Outlet
from config.logs import logger
from gateway.app import Gateway, Parts, build, web_app
from gateway.lifespan import running
from gateway.public.telegram import PATH, TelegramWebhook
from storage.errors import AffiantError, PermanentError, TemporaryError

ROLES = ("public", "telegram", "work")
_SHUTDOWN = 10.0
_CONNECTIONS = 64
_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
_MENU = ("help", "pause", "stop")
_TELEGRAM_LANGUAGES = {"en": "", "ko-KR": "ko", "zh-Hans": "zh"}
"""What phones set to a language are shown as the menu; Telegram knows no northern Korean."""


@asynccontextmanager
async def serving(
    parts: Parts, roles: frozenset[str], *, more: dict[str, Outlet] | None = None
) -> AsyncIterator[Gateway]:
    """Run the roles for as long as the block lasts. `more` are outlets besides Telegram's."""
    outlets: dict[str, Outlet] = dict(more or {})
    gateway = build(parts, outlets)
    async with AsyncExitStack() as stack:
        telegram = await _telegram(stack, gateway)
        if telegram is not None:
            outlets["telegram"] = telegram.outlet
        await stack.enter_async_context(running(gateway, work="work" in roles))
        if roles & {"public", "telegram"}:
            await stack.enter_async_context(_listening(parts, _routes(parts, telegram, roles)))
        if telegram is not None and "telegram" in roles:
            await stack.enter_async_context(_receiving(parts, telegram))
        logger().info("serving", role=" ".join(sorted(roles)), port=parts.settings.port, host=parts.settings.host)
        yield gateway


async def _telegram(stack: AsyncExitStack, gateway: Gateway) -> TelegramChannel | None:
    settings = gateway.parts.settings
    if settings.telegram_token_file is None:
        return None
    session = await stack.enter_async_context(
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=_CONNECTIONS), trust_env=True)
    )
    try:
        return build_channel(
            api=settings.telegram_api,
            token=read_secret(settings.telegram_token_file),
            session=session,
            intake=gateway.engine,
            catalogue=gateway.parts.catalogue,
        )
    except ValueError:
        raise PermanentError(
            f"{settings.telegram_token_file} holds no bot token. Copy the whole line that @BotFather gave you."
        ) from None


def read_secret(path: Path | None) -> str:
    """Return the one line of a secret's file. Raises PermanentError when there is none."""
    if path is None or not path.is_file():
        raise PermanentError(f"There is no secret file at {path}. Name one; see README, Settings.")
    return path.read_text("utf-8").strip()


# --- HTTP --------------------------------------------------------------------------------------------


def _routes(parts: Parts, telegram: TelegramChannel | None, roles: frozenset[str]) -> list[web.RouteDef]:
    if telegram is None or "telegram" not in roles or parts.settings.telegram_mode != "webhook":
        return []
    try:
        webhook = TelegramWebhook(feed=telegram.feed, secret=read_secret(parts.settings.telegram_secret_file))
    except ValueError as error:
        raise PermanentError(str(error)) from None
    return [web.post(PATH, webhook.handle)]


@asynccontextmanager
async def _listening(parts: Parts, routes: list[web.RouteDef]) -> AsyncIterator[None]:
    """Answer HTTP for as long as the block lasts; requests under way are finished."""
    runner = web.AppRunner(web_app(parts, routes), access_log=None, shutdown_timeout=_SHUTDOWN, keepalive_timeout=75)
    await runner.setup()
    try:
        await web.TCPSite(runner, parts.settings.host, parts.settings.port, reuse_address=True).start()
        yield
    except OSError:
        raise PermanentError(
            f"Port {parts.settings.port} on {parts.settings.host} is taken. Choose another: AFFIANT_PORT"
        ) from None
    finally:
        await runner.cleanup()


# --- Telegram ------------------------------------------------------------------------------------------


@asynccontextmanager
async def _receiving(parts: Parts, telegram: TelegramChannel) -> AsyncIterator[None]:
    """Receive updates for as long as the block lasts; turns under way are finished."""
    async with asyncio.TaskGroup() as tasks:
        if parts.settings.telegram_mode == "webhook":
            url = f"{parts.settings.public_url.rstrip('/')}{PATH}"
            secret = read_secret(parts.settings.telegram_secret_file)
            begin = tasks.create_task(_persist(lambda: telegram.use_webhook(url=url, secret=secret)), name="webhook")
            poller = None
        else:
            poller = telegram.poller()
            begin = tasks.create_task(_persist(telegram.use_polling, then=poller.run), name="poller")
        menu = tasks.create_task(_persist(lambda: _offer_menu(parts, telegram)), name="menu")
        try:
            yield
        finally:
            menu.cancel()
            if poller is None:
                begin.cancel()
            else:
                poller.stop()


async def _offer_menu(parts: Parts, telegram: TelegramChannel) -> None:
    for language, code in _TELEGRAM_LANGUAGES.items():
        words = {name: parts.catalogue.text(language, f"menu-{name}") for name in _MENU}
        await telegram.offer_commands(words, language=code)


async def _persist(act: Callable[[], Awaitable[None]], *, then: Callable[[], Awaitable[None]] | None = None) -> None:
    """Do something that Telegram must agree to, until it does; an outage at start is no reason not to start."""
    for attempt in range(1_000_000):
        try:
            await act()
            break
        except TemporaryError as error:
            pause = max(error.retry_after or 0.0, _PAUSES[min(attempt, len(_PAUSES) - 1)])
            logger().warning("telegram-unreachable", attempts=attempt + 1, seconds=pause)
            await asyncio.sleep(pause)
        except AffiantError:
            logger().error("telegram-refused", attempts=attempt + 1)
            return
    if then is not None:
        await then()
