"""What holds for every request: the headers, errors that tell nothing, the deadline."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import aiohttp
import msgspec
import pytest
from aiohttp import web

from config.catalogue import load_catalogue
from gateway import middleware
from gateway.middleware import HEADERS, Runner, guard, harden, page_headers
from gateway.problems import ProblemError
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


async def own(_request: web.Request) -> web.Response:
    raise ProblemError(409, "taken", headers={"Upload-Offset": "7"}, more={"expected-offset": 7})


ROUTES: dict[str, Answer] = {
    "/own": own, "/fault": fault, "/busy": busy, "/full": full, "/slow": slow, "/refuse": refuse,
}  # fmt: skip


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """The application as `web_app` makes it, with routes that go wrong."""
    monkeypatch.setattr(middleware, "DEADLINE", 0.2)
    app = web.Application(middlewares=[guard], client_max_size=1024)
    app.on_response_prepare.append(harden)
    app.add_routes([*health_routes(well), *page_routes(load_catalogue()), web.post("/read", read)])
    app.add_routes([web.get(path, answer) for path, answer in ROUTES.items()])
    runner = Runner(app, access_log=None, shutdown_timeout=0.2)
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
        expected = HEADERS | (page_headers() if (path, status) == ("/", 200) else {})
        assert {name: answer.headers.get(name) for name in HEADERS} == expected
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


@pytest.mark.parametrize(
    "nonsense",
    [f"{CANARY} nonsense", f"GET /{CANARY}\x00 HTTP/1.1\r\nHost: x", f"GET / HTTP/1.1\r\n{CANARY}: {'x' * 9000}"],
)
async def test_what_is_no_request_gets_the_headers_and_tells_nothing(
    site: str, nonsense: str, log: io.StringIO
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.rpartition(":")[2]))
    writer.write(nonsense.encode() + b"\r\n\r\n")
    answer = await asyncio.wait_for(reader.read(), 3)
    writer.close()
    await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 400 " in head.splitlines()[0]
    told = dict(line.split(": ", 1) for line in head.decode().splitlines()[1:] if ": " in line)
    assert {name: told.get(name, "") for name in HEADERS} == HEADERS
    assert msgspec.json.decode(body)["title"] == "Bad Request"
    assert CANARY.encode() not in answer
    assert CANARY not in log.getvalue()


def policy(headers: Mapping[str, str]) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))


@pytest.mark.parametrize(
    "headers",
    [
        HEADERS,
        page_headers(),
        page_headers(scripts=["c2NyaXB0"], styles=["c3R5bGU="], policies="page", microphone=True),
    ],
)
def test_no_policy_allows_foreign_or_inline_content(headers: Mapping[str, str]) -> None:
    said = policy(headers)
    assert said["default-src"] == said["frame-ancestors"] == said["form-action"] == said["base-uri"] == "'none'"
    assert said["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "*" not in headers["Content-Security-Policy"]
    sources = {source for name, value in said.items() if name.endswith("-src") for source in value.split()}
    assert sources <= {"'none'", "'self'", "blob:", "'sha256-c2NyaXB0'", "'sha256-c3R5bGU='"}
    assert "camera=()" in headers["Permissions-Policy"]


def test_what_is_no_page_may_do_nothing_at_all() -> None:
    assert set(policy(HEADERS)) & {"script-src", "style-src", "connect-src", "img-src"} == set()
    assert "sandbox" in policy(HEADERS)
    assert "microphone=()" in HEADERS["Permissions-Policy"]


def test_a_page_runs_exactly_what_it_names() -> None:
    said = policy(page_headers(scripts=["YQ==", "Yg=="], policies="one two", microphone=True))
    assert said["script-src"] == "'sha256-YQ==' 'sha256-Yg=='"
    assert said["trusted-types"] == "one two"
    assert said["connect-src"] == "'self'"
    assert "microphone=(self)" in page_headers(microphone=True)["Permissions-Policy"]


async def test_a_problem_of_its_own_is_told_with_its_type(site: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(site + "/own") as answer:
        assert answer.status == 409
        assert answer.headers["Upload-Offset"] == "7"
        assert msgspec.json.decode(await answer.read()) == {
            "type": "urn:affiant:taken",
            "title": "Conflict",
            "status": 409,
            "expected-offset": 7,
        }
