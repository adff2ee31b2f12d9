"""Parameters of a call, in any of the forms that the Bot API takes: query, urlencoded, multipart, JSON."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

_STRUCTURED = frozenset({"reply_markup", "entities", "allowed_updates", "commands", "link_preview_options", "scope"})
_FLAGS = frozenset({"disable_notification", "protect_content", "drop_pending_updates", "show_alert", "has_spoiler"})


async def read_params(request: web.Request) -> dict[str, Any]:
    """Return the parameters with their types, wherever they stood."""
    params: dict[str, Any] = {name: _typed(name, value) for name, value in request.query.items()}
    if request.content_type == "application/json":
        return params | (json.loads(await request.read() or b"{}") or {})
    form = await request.post()
    texts = {name: _typed(name, value) for name, value in form.items() if isinstance(value, str)}
    files = [(name, value) for name, value in form.items() if isinstance(value, web.FileField)]
    return params | texts | {name: (value.filename, value.file.read()) for name, value in files}


def _typed(name: str, value: str) -> Any:
    if name in _STRUCTURED:
        return json.loads(value)
    if name in _FLAGS:
        return value.lower() in {"true", "1"}
    return value
