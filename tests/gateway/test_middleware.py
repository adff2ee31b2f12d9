"""What holds for every request: the headers, errors that tell nothing, the deadline."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import msgspec
import pytest
from aiohttp import web

from config.catalogue import load_catalogue
from gateway import middleware
from gateway.middleware import HEADERS, guard, harden
from gateway.public.health import health_routes
from gateway.public.page import page_routes
from storage.errors import StorageFullError, TemporaryError

CANARY = "canary-7f3a"

Answer = Callable[[web.Request], Awaitable[web.Response]]


async def fault(_request: web.Request) -> web.Response:
    raise KeyError(CANARY)


async def busy(_request: web.Request) -> web.Response:
    raise TemporaryError(CANARY, retry_after=2.2)


async def full(_request: web.Request) -> web.Response:
    raise StorageFullError(CANARY)


async def slow(_request: web.Request) -> web.Response:
    await asyncio.sleep(30)
    return web.Response()


async def refuse(_request: web.Request) -> web.Response:
    raise web.HTTPForbidden(text=CANARY, reason=CANARY)


async def read(request: web.Request) -> web.Response:
    await request.read()
    return web.Response()


async def well() -> None:
    return


ROUTES: dict[str, Answer] = {
    "/fault": fault, "/busy": busy, "/full": full, "/slow": slow, "/refuse": refuse,
}  # fmt: skip


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """The application as `web_app` makes it, with routes that go wrong."""
    monkeypatch.setattr(middleware, "DEADLINE", 0.2)
    app = web.Application(middlewares=[guard], client_max_size=1024)
    app.on_response_prepare.append(harden)
    app.add_routes([*health_routes(well), *page_routes(load_catalogue()), web.post("/read", read)])
    app.add_routes([web.get(path, answer) for path, answer in ROUTES.items()])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/page.css", 200),
        ("GET", "/healthz", 200),
        ("GET", f"/{CANARY}", 404),
        ("POST", "/", 405),
        ("POST", "/read", 413),
        ("GET", "/refuse", 403),
        ("GET", "/fault", 500),
        ("GET", "/busy", 503),
        ("GET", "/full", 503),
        ("GET", "/slow", 408),
    ],
)
async def test_every_answer_carries_every_header_and_tells_nothing(
    site: str, method: str, path: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    body = bytes(2000) if path == "/read" else None
    async with aiohttp.ClientSession() as session, session.request(method, site + path, data=body) as answer:
        said = await answer.read()
        assert answer.status == status
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        shown = repr(answer.headers).encode() + said
    assert CANARY.encode() not in shown
    assert CANARY not in "".join(capsys.readouterr())
    if status >= 400:
        problem = msgspec.json.decode(said)
        assert (problem["status"], problem.keys()) == (status, {"type", "title", "status"})
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(("path", "seconds"), [("/busy", "3"), ("/full", "1")])
async def test_temporary_trouble_says_when_to_come_again(site: str, path: str, seconds: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(site + path) as answer:
        assert answer.headers["Retry-After"] == seconds


async def test_a_wrong_method_is_told_the_right_ones(site: str) -> None:
    """RFC 9110 §15.5.6: a 405 must name them."""
    async with aiohttp.ClientSession() as session, session.post(site + "/healthz") as answer:
        assert answer.status == 405
        assert "GET" in answer.headers["Allow"]


async def test_what_is_no_request_is_not_logged(site: str, log: io.StringIO) -> None:
    """aiohttp answers it by itself, with what was sent: that is known to whoever sent it, and to nobody else."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.rpartition(":")[2]))
    writer.write(f"{CANARY} nonsense\r\n\r\n".encode())
    answer = await asyncio.wait_for(reader.read(), 3)
    writer.close()
    await writer.wait_closed()
    assert b" 400 " in answer.splitlines()[0]
    assert CANARY not in log.getvalue()


def test_the_policy_allows_no_foreign_and_no_inline_content() -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["form-action"] == "'none'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert {value for name, value in policy.items() if name.endswith("-src")} <= {"'none'", "'self'"}
    assert policy["require-trusted-types-for"] == "'script'"
