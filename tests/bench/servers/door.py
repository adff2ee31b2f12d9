"""What every bench server shares: listen on a free port, tell it on standard output, serve until SIGTERM."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(handler: Handler) -> web.Application:
    """Return an application with the one route."""
    app = web.Application()
    app.router.add_post("/", handler)
    return app


async def serve(app: web.Application) -> None:
    """Serve until told to stop. Start-up's objects are frozen for every server alike."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        gc.collect()
        gc.freeze()
        announce(runner.addresses[0][1])
        await stopped()
    finally:
        await runner.cleanup()


def announce(port: int) -> None:
    """Tell the bench where to find this server."""
    print(f"port {port}", flush=True)


async def stopped() -> None:
    """Wait for SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
