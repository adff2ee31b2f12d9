"""Puts the channel together for the composition root: calls, outlet, feed, poller, and what Telegram hears at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.utils.token import TokenValidationError

from bot.channels.telegram.calls import Calls
from bot.channels.telegram.feed import Feed
from bot.channels.telegram.files import Files
from bot.channels.telegram.poller import Poller
from bot.channels.telegram.router import build_dispatcher
from bot.channels.telegram.sender import TelegramOutlet
from bot.channels.telegram.updates import WANTED
from bot.ports import Intake
from config.catalogue import Catalogue

CONNECTIONS = 40
"""Webhook deliveries at once, of different chats; Telegram's default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramChannel:
    """One bot, connected."""

    calls: Calls
    feed: Feed
    outlet: TelegramOutlet

    def poller(self) -> Poller:
        """Return a poller that is not running yet."""
        return Poller(calls=self.calls, feed=self.feed)

    async def use_polling(self) -> None:
        """Tell Telegram to keep updates until they are asked for: with a webhook set, getUpdates is answered 409."""
        await self.calls.call("deleteWebhook", {"drop_pending_updates": False})

    async def use_webhook(self, *, url: str, secret: str) -> None:
        """Tell Telegram where to deliver, and the secret that proves that it is Telegram."""
        params = {"url": url, "secret_token": secret, "max_connections": CONNECTIONS, "allowed_updates": WANTED}
        await self.calls.call("setWebhook", params)

    async def offer_commands(self, commands: Mapping[str, str], *, language: str = "") -> None:
        """Set the menu: command -> description, for phones in a language (ISO 639-1), or for all others."""
        listed = [{"command": name, "description": words} for name, words in commands.items()]
        await self.calls.call("setMyCommands", {"commands": listed, "language_code": language})


def build_channel(
    *, api: str, token: str, session: aiohttp.ClientSession, intake: Intake, catalogue: Catalogue
) -> TelegramChannel:
    """Return the channel of the bot that `token` belongs to, at the Bot API server `api` (https://api.telegram.org).

    Raises ValueError for what is no token.
    """
    server = TelegramAPIServer.from_base(api)
    calls = Calls(server=server, token=token, session=session)
    # The Bot gives updates their owner. Its session is never used: calls are made by `calls`.
    try:
        bot = Bot(token, session=AiohttpSession(api=server))
    except TokenValidationError:
        raise ValueError("this is no bot token") from None
    dispatcher = build_dispatcher(intake=intake, files=Files(calls))
    return TelegramChannel(
        calls=calls,
        feed=Feed(bot=bot, dispatcher=dispatcher),
        outlet=TelegramOutlet(calls=calls, catalogue=catalogue),
    )
