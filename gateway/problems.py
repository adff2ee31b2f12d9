"""What goes wrong over HTTP, as RFC 9457 problem details: a status and a title, nothing of what was sent."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil

import msgspec
from aiohttp import web


def problem(status: int, *, retry_after: float | None = None, allow: str | None = None) -> web.Response:
    """Return a problem response (application/problem+json, RFC 9457 §3) for an HTTP status.

    `retry_after` is in seconds and becomes a Retry-After header (RFC 9110 §10.2.3), rounded up; `allow` names the
    methods that a 405 must name (§15.5.6).
    """
    headers = {} if retry_after is None else {"Retry-After": str(ceil(retry_after))}
    if allow is not None:
        headers["Allow"] = allow
    return web.Response(
        status=status,
        body=msgspec.json.encode({"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}),
        content_type="application/problem+json",
        headers=headers,
    )
