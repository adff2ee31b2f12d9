"""POST /telegram/webhook: where Telegram delivers updates when this gateway has a public address.

It proves that the caller knows the secret, reads the body within limits, and answers 200 only after the turn is
committed. aiogram's own handler answers first and accepts everything when it was given no secret.
"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field
from typing import Final

import msgspec
from aiohttp import web

from bot.channels.telegram.feed import Feed
from storage.errors import TemporaryError

PATH: Final = "/telegram/webhook"
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- a header's name, Bot API, method setWebhook
SECRET_LENGTH: Final = 32
"""Fewest characters of a secret: 32 of the 64 that Telegram allows are 192 bits."""
BODY_SECONDS: Final = 15.0

_RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramWebhook:
    """The route of one bot."""

    feed: Feed
    secret: str = field(repr=False)
    body_seconds: float = BODY_SECONDS
    """How long a body may take, from the first to the last byte."""

    def __post_init__(self) -> None:
        """Refuse to exist without a proper secret: with none, anybody could speak for anybody."""
        if len(self.secret) < SECRET_LENGTH or not self.secret.isascii():
            raise ValueError(f"The webhook needs a secret of at least {SECRET_LENGTH} ASCII characters.")

    async def handle(self, request: web.Request) -> web.Response:
        """Take one update. 200: committed (or set aside for good), 503: offer it again."""
        if not self._is_telegram(request):
            raise web.HTTPForbidden
        raw = await self._body(request)
        try:
            fed = await self.feed.offer(raw)
        except TemporaryError as error:
            seconds = max(1, round(error.retry_after or _RETRY_SECONDS))
            return web.Response(status=503, headers={"Retry-After": str(seconds)})
        return _stop_spinner(fed.query) if fed.query else web.Response()

    def _is_telegram(self, request: web.Request) -> bool:
        # A header is bytes of the caller's choice; compared as text, a non-ASCII one would be a TypeError and a 500.
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, self.secret.encode())

    async def _body(self, request: web.Request) -> bytes:
        """Return the body; the application's `client_max_size` (1 MiB) is its limit. Raises 413 and 408."""
        if request.content.is_eof():  # all there, as nearly always: no deadline to be set up
            return await request.read()
        try:
            async with asyncio.timeout(self.body_seconds):
                return await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None


def _stop_spinner(query: str) -> web.Response:
    """Answer the pressed button's query within the response: committed already, and nobody need know whether it worked.

    Only this method is called so. A message sent this way would have no id, no error and no 429.
    """
    body = msgspec.json.encode({"method": "answerCallbackQuery", "callback_query_id": query})
    return web.Response(body=body, content_type="application/json")


def webhook_routes(feed: Feed, secret: str) -> list[web.RouteDef]:
    """Return the route for one bot. Raises ValueError for a secret that is too short."""
    return [web.post(PATH, TelegramWebhook(feed=feed, secret=secret).handle)]
