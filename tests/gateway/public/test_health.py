"""The health route tells whether anything could be kept, and nothing else."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp import web

from gateway.middleware import guard
from gateway.public.health import Check, health_routes
from storage.database.engine import Database
from storage.errors import StorageFullError, TemporaryError


async def asked(check: Check) -> tuple[int, bytes, str | None]:
    app = web.Application(middlewares=[guard])
    app.add_routes(health_routes(check))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/healthz"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.read(), answer.headers.get("Retry-After")
    finally:
        await runner.cleanup()


async def test_a_database_that_answers_is_health(database: Database) -> None:
    assert await asked(database.check) == (200, b'{"status":"ok"}', None)


async def test_a_closed_database_is_503(database: Database) -> None:
    await database.close()
    status, body, again = await asked(database.check)
    assert (status, again) == (503, "5")
    assert body == b'{"type":"about:blank","title":"Service Unavailable","status":503}'


@pytest.mark.parametrize("error", [TemporaryError("canary"), StorageFullError("canary")])
async def test_trouble_is_told_without_its_reason(error: Exception) -> None:
    async def check() -> None:
        raise error

    status, body, _ = await asked(check)
    assert status == 503
    assert b"canary" not in body
