"""What holds for every request: headers that forbid everything, errors that tell nothing, a deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from config.logs import logger, place
from gateway.problems import problem
from storage.errors import TemporaryError

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Server": "",
}
"""Sent with every response, errors included."""

DEADLINE = 60.0
"""Seconds a request may take in all; aiohttp alone never closes a stalled body."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Run a handler inside the deadline and turn whatever goes wrong into a problem response."""
    try:
        async with asyncio.timeout(DEADLINE):
            return await handler(request)
    except web.HTTPException as error:
        return problem(error.status, allow=error.headers.get("Allow"))
    except TimeoutError:
        return problem(408)
    except TemporaryError as error:
        return problem(503, retry_after=error.retry_after or 1)
    except Exception as error:  # noqa: BLE001 -- the outermost handler: nothing may leave with a message in it
        logger().error("request-failed", method=request.method, **place(error))
        return problem(500)


async def harden(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on every response; a signal handler of `on_response_prepare`."""
    response.headers.update(HEADERS)
