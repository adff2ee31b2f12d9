"""The safe page's server, running on a port with a clock that is moved by hand; and browsers that look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web

from config.settings import Settings
from gateway.app import Gateway, build, read_parts, web_app
from gateway.lifespan import running
from gateway.middleware import Runner
from gateway.public.wiring import site_routes
from storage.database.engine import Database
from storage.sealing.signing import fingerprint
from tests.support.clocks import HandClock
from tests.support.offices import TestOffice
from tests.support.page import Page


@dataclass
class Server:
    """A gateway with its public routes open."""

    gateway: Gateway
    url: str
    clock: HandClock
    page: Page

    @property
    def database(self) -> Database:
        return self.gateway.parts.database

    async def sweep(self) -> None:
        """Let housekeeping come by."""
        await self.gateway.ticker.sweep()


Start = Callable[[], Awaitable[Server]]


@asynccontextmanager
async def serving(office: TestOffice, url: str, clock: HandClock, *, silence: float = 75) -> AsyncIterator[Server]:
    """Run a gateway on this database. `silence`: seconds within which a whole header must come."""
    parts = read_parts(
        Settings(data=office.folder, database_url=url, policy=office.folder / "policy.toml"), clock=clock
    )
    gateway = build(parts, {})
    async with running(gateway, work=False):
        runner = Runner(
            web_app(parts, site_routes(gateway.site)), access_log=None, shutdown_timeout=0.2, keepalive_timeout=silence
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            async with aiohttp.ClientSession() as session:
                page = Page(session, address, fingerprint(office.key.public))
                yield Server(gateway, address, clock, page)
        finally:
            await runner.cleanup()


@pytest.fixture
def easy(office: TestOffice) -> None:
    """Make the proof of work easy: what is tested is that there is one."""
    policy = office.folder / "policy.toml"
    policy.write_text(policy.read_text("utf-8").replace("proof_tries = 4000 ", "proof_tries = 20 "), "utf-8")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def server(office: TestOffice, database_url: str, clock: HandClock, easy: None) -> AsyncIterator[Server]:
    """A running server, on both databases in turn."""
    async with serving(office, database_url, clock) as started:
        yield started


@pytest.fixture
def page(server: Server) -> Page:
    """A browser that looks at it."""
    return server.page
