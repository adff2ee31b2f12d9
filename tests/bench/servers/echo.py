"""Yardstick: aiohttp alone. JSON in, JSON out, nothing kept."""

from __future__ import annotations

import asyncio

from aiohttp import web

from tests.bench.servers.door import application, serve


async def echo(request: web.Request) -> web.Response:
    update = await request.json()
    return web.json_response({"ok": True, "update_id": update["update_id"]})


if __name__ == "__main__":
    asyncio.run(serve(application(echo)))
