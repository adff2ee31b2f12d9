"""A running gateway with its doors open: HTTP, Telegram, and for the demo the terminal. What `serve` and `demo` run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.channels.telegram.channel import TelegramChannel, build_channel
from bot.channels.telegram.poller import Poller
from bot.ports import Outlet
from config.logs import logger
from config.settings import Settings
from gateway.app import Gateway, Parts, build, web_app
from gateway.lifespan import running, task_group
from gateway.public.telegram import PATH, webhook_routes
from gateway.public.wiring import site_routes
from storage.errors import AffiantError, PermanentError, TemporaryError

_SHUTDOWN = 10.0
"""Seconds that requests under way are given at a stop."""
_SILENCE = 15.0
"""Seconds within which a connection must bring its (next) whole request header."""
_CONNECTIONS = 64
_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds between attempts to reach Telegram at start; the last is repeated."""
_MENU = ("help", "pause", "stop")
_TELEGRAM_LANGUAGES = {
    "en": "", "ja": "ja", "ko-KR": "ko", "lo": "lo", "mn": "mn", "ru": "ru", "th": "th", "vi": "vi", "zh-Hans": "zh",
}  # fmt: skip
"""What phones set to a language are shown as the menu; Telegram knows no northern Korean."""


@dataclass(frozen=True, slots=True)
class _Hook:
    """Where Telegram delivers, and the secret that proves that it is Telegram."""

    url: str
    secret: str = field(repr=False)


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
        receives = telegram if "telegram" in roles else None
        hook = _hook(parts.settings) if receives else None
        routes = [*site_routes(gateway.site), *_routes(receives, hook)]
        await stack.enter_async_context(running(gateway, work="work" in roles))
        if roles & {"public", "telegram"}:
            await stack.enter_async_context(_listening(parts, routes))
        if receives is not None:
            await stack.enter_async_context(_receiving(parts, receives, hook))
        logger().info("serving", role="+".join(sorted(roles)), port=parts.settings.port, host=parts.settings.host)
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
            token=_read_secret(settings.telegram_token_file, "AFFIANT_TELEGRAM_TOKEN_FILE"),
            session=session,
            intake=gateway.engine,
            catalogue=gateway.parts.catalogue,
        )
    except ValueError:
        raise PermanentError(
            f"{settings.telegram_token_file} holds no bot token. Copy the whole line that @BotFather gave you."
        ) from None


def _hook(settings: Settings) -> _Hook | None:
    """Return what webhook mode needs, None in polling mode. Raises PermanentError when something is missing."""
    if settings.telegram_mode != "webhook":
        return None
    if not settings.public_url:
        raise PermanentError("A webhook needs the https address of this gateway. Set AFFIANT_PUBLIC_URL.")
    secret = _read_secret(settings.telegram_secret_file, "AFFIANT_TELEGRAM_SECRET_FILE")
    return _Hook(f"{settings.public_url.rstrip('/')}{PATH}", secret)


def _read_secret(path: Path | None, variable: str) -> str:
    """Return the one line of a secret's file. Raises PermanentError when there is none."""
    if path is None or not path.is_file():
        raise PermanentError(f"{variable} names no file that exists. Write the secret into a file and name it there.")
    return path.read_text("utf-8").strip()


# --- HTTP --------------------------------------------------------------------------------------------


def _routes(telegram: TelegramChannel | None, hook: _Hook | None) -> list[web.RouteDef]:
    if telegram is None or hook is None:
        return []
    try:
        return webhook_routes(telegram.feed, hook.secret)
    except ValueError as error:
        raise PermanentError(f"{error} Make one: openssl rand -hex 32") from None


@asynccontextmanager
async def _listening(parts: Parts, routes: list[web.RouteDef]) -> AsyncIterator[None]:
    """Answer HTTP for as long as the block lasts; requests under way are finished."""
    runner = web.AppRunner(
        web_app(parts, routes), access_log=None, shutdown_timeout=_SHUTDOWN, keepalive_timeout=_SILENCE
    )
    await runner.setup()
    try:
        await _bind(web.TCPSite(runner, parts.settings.host, parts.settings.port, reuse_address=True), parts.settings)
        yield
    finally:
        await runner.cleanup()


async def _bind(site: web.TCPSite, settings: Settings) -> None:
    try:
        await site.start()
    except OSError:
        raise PermanentError(
            f"Port {settings.port} on {settings.host} cannot be had. Choose another: AFFIANT_PORT, AFFIANT_HOST"
        ) from None


# --- Telegram ------------------------------------------------------------------------------------------


@asynccontextmanager
async def _receiving(parts: Parts, telegram: TelegramChannel, hook: _Hook | None) -> AsyncIterator[None]:
    """Receive updates for as long as the block lasts; turns under way are finished."""
    poller = telegram.poller()
    ready = asyncio.Event()
    async with task_group() as tasks:
        receiving = tasks.create_task(_receive(telegram, poller, hook, ready), name="receive")
        menu = tasks.create_task(_persist(lambda: _offer_menu(parts, telegram)), name="menu")
        try:
            yield
        finally:
            menu.cancel()
            if ready.is_set():
                poller.stop()
            else:
                receiving.cancel()


async def _receive(telegram: TelegramChannel, poller: Poller, hook: _Hook | None, ready: asyncio.Event) -> None:
    if hook is not None:
        await _persist(lambda: telegram.use_webhook(url=hook.url, secret=hook.secret))
    elif await _persist(telegram.use_polling):
        ready.set()
        await poller.run()


async def _offer_menu(parts: Parts, telegram: TelegramChannel) -> None:
    for language, code in _TELEGRAM_LANGUAGES.items():
        words = {name: parts.catalogue.text(language, f"menu-{name}") for name in _MENU}
        await telegram.offer_commands(words, language=code)


async def _persist(act: Callable[[], Awaitable[None]]) -> bool:
    """Do something that Telegram must agree to, until it does: an outage at start is no reason not to start.

    Return whether it agreed; what it refuses is logged, and the rest of the gateway goes on.
    """
    attempts = 0
    while True:
        attempts += 1
        try:
            await act()
        except TemporaryError as error:
            pause = max(error.retry_after or 0.0, _PAUSES[min(attempts, len(_PAUSES)) - 1])
            logger().warning("telegram-unreachable", attempts=attempts, seconds=pause)
            await asyncio.sleep(pause)
        except AffiantError:
            logger().error("telegram-refused", attempts=attempts)
            return False
        else:
            return True
