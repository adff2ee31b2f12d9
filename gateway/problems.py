"""What goes wrong over HTTP, as RFC 9457 problem details: a status and a title, nothing of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from math import ceil

import msgspec
from aiohttp import web

NAMESPACE = "urn:affiant:"


class ProblemError(Exception):
    """A request that is refused for a reason of its own. `guard` makes the answer of it.

    `name` is the last part of the problem's type (a whole URI, if it has a colon; "": the status says it all), `more`
    are its extension members. Nothing here may come from the request but numbers that were checked.
    """

    def __init__(
        self,
        status: int,
        name: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(status, name)
        self.status = status
        self.name = name
        self.headers = dict(headers or {})
        self.more = dict(more or {})

    def response(self) -> web.Response:
        """Return the answer."""
        return _response(self.status, self.name, self.headers, self.more)


def problem(status: int, *, retry_after: float | None = None, allow: str | None = None) -> web.Response:
    """Return a problem response (application/problem+json, RFC 9457 §3) for an HTTP status.

    `retry_after` is in seconds and becomes a Retry-After header (RFC 9110 §10.2.3), rounded up; `allow` names the
    methods that a 405 must name (§15.5.6).
    """
    headers = {} if retry_after is None else {"Retry-After": str(ceil(retry_after))}
    if allow is not None:
        headers["Allow"] = allow
    return _response(status, "", headers, {})


def _response(status: int, name: str, headers: dict[str, str], more: dict[str, int]) -> web.Response:
    kind = name if ":" in name or not name else NAMESPACE + name
    told = {"type": kind or "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    return web.Response(
        status=status,
        body=msgspec.json.encode(told | more),
        content_type="application/problem+json",
        headers=headers,
    )
