"""What holds for every request: headers that forbid everything, errors that tell nothing, a deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from config.logs import logger, place
from gateway.problems import ProblemError, problem
from storage.errors import TemporaryError

_NOTHING = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; {_NOTHING}; trusted-types 'none'; sandbox",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store",
    "Server": "",
}
"""Sent with every response, errors included. A page may widen the first and the fifth for itself: `page_headers`."""

_OWN = ("Content-Security-Policy", "Permissions-Policy")


def page_headers(
    *, scripts: Iterable[str] = (), styles: Iterable[str] = (), policies: str = "'none'", microphone: bool = False
) -> dict[str, str]:
    """Return the headers of an HTML page that may run its own files and nothing else.

    `scripts` and `styles` are the SHA-256 of their bytes in base64 (also the `integrity` of their elements); without
    any, files of this origin. `policies` names its Trusted Types policies. The page talks to this origin alone.
    """
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; connect-src 'self'; "
            f"img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
            f"{_NOTHING}; trusted-types {policies}"
        ),
        "Permissions-Policy": (
            f"camera=(), display-capture=(), geolocation=(), microphone=({'self' if microphone else ''})"
        ),
    }


def _hashes(hashes: Iterable[str]) -> str:
    return " ".join(f"'sha256-{each}'" for each in hashes) or "'self'"


DEADLINE = 60.0
"""Seconds a request may take in all; aiohttp alone never closes a stalled body."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Run a handler inside the deadline and turn whatever goes wrong into a problem response."""
    try:
        async with asyncio.timeout(DEADLINE):
            return await handler(request)
    except ProblemError as error:
        return error.response()
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
    own = {name: response.headers[name] for name in _OWN if name in response.headers}
    response.headers.update(HEADERS | own)


# --- what never becomes a request -------------------------------------------------------------------------


class _Connection(RequestHandler):
    """aiohttp's connection, but for its own error pages: those quote what was sent, and lack our headers."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 -- what was wrong is known to whoever sent it
    ) -> web.StreamResponse:
        """Answer what is no HTTP, and what went wrong outside every handler."""
        if request.writer.output_size > 0:
            raise ConnectionError("an answer is on its way already")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and exc is not None:
            logger().error("request-failed", **place(exc))
        response = problem(status)
        response.headers.update(HEADERS)
        response.force_close()
        return response


class _Server(web.Server):
    """A server of such connections."""

    def __call__(self) -> RequestHandler:
        return _Connection(self, loop=self._loop, **self._kwargs)


class Runner(web.AppRunner):
    """An AppRunner whose every answer carries the headers, the answers to nonsense included."""

    async def _make_server(self) -> web.Server:
        server = await super()._make_server()
        server.__class__ = _Server  # aiohttp takes no class for its server or its connections
        return server
