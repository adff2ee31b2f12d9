"""A Bot API server and a gateway that speaks to it, for every journey."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

import pytest

from tests.support.offices import TestOffice
from tests.support.processes import GatewayProcess, Nursery
from tests.support.telegram.server import BotApiServer


@pytest.fixture
async def telegram() -> AsyncIterator[BotApiServer]:
    """Telegram, as far as a bot can tell."""
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def nursery() -> AsyncIterator[Nursery]:
    """Where gateways come from."""
    async with Nursery.open() as opened:
        yield opened


@pytest.fixture
async def gateway(
    nursery: Nursery, office: TestOffice, telegram: BotApiServer, database_url: str
) -> AsyncIterator[GatewayProcess]:
    """A gateway that is healthy and polls."""
    process = gateway_for(nursery, office, telegram, database_url)
    await process.start()
    yield process
    await process.stop()


class BotApi(Protocol):
    """A Bot API server, ours or another."""

    token: str
    url: str


def gateway_for(
    nursery: Nursery, office: TestOffice, telegram: BotApi, database_url: str, **more: str
) -> GatewayProcess:
    """Return a gateway of this office, not started yet."""
    token = office.folder / "token"
    token.write_text(telegram.token)
    variables = {
        "AFFIANT_TELEGRAM_API": telegram.url,
        "AFFIANT_TELEGRAM_TOKEN_FILE": str(token),
        "AFFIANT_DATABASE_URL": database_url,
        "AFFIANT_POLICY": str(office.folder / "policy.toml"),
    }
    return GatewayProcess(nursery, office.folder, variables | more)
