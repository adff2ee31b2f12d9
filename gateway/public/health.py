"""GET /healthz: is this process able to keep what it is told? For load balancers and for `affiant doctor`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from gateway.problems import problem
from storage.errors import AffiantError

Check = Callable[[], Awaitable[None]]
"""Raises an AffiantError when the thing it checks does not work."""


def health_routes(check: Check) -> list[web.RouteDef]:
    """Return the health route: 200 {"status": "ok"} when `check` passes, else a 503 problem."""

    async def healthz(_request: web.Request) -> web.Response:
        try:
            await check()
        except AffiantError:
            return problem(503, retry_after=5)
        return web.Response(body=msgspec.json.encode({"status": "ok"}), content_type="application/json")

    return [web.get("/healthz", healthz)]
