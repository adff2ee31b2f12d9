"""Slow, endless and stalled bodies are ended, in little memory, and who comes back gets in (API.md §1)."""

from __future__ import annotations

import asyncio
import gc
import resource
from collections.abc import AsyncIterator
from typing import cast

import psutil
import pytest
from aiohttp import web

from gateway.problems import ProblemError
from gateway.public import bodies
from gateway.public.bodies import Bodies, Room
from storage.ids import new_id
from tests.gateway.public.conftest import Server, serving
from tests.support.clocks import HandClock
from tests.support.offices import TestOffice
from tests.support.page import Person

MEGABYTE = 1024 * 1024


class Content:
    """A body as aiohttp hands it over."""

    def __init__(self, pieces: list[bytes], *, stalls: bool = False) -> None:
        self._pieces = list(pieces)
        self._stalls = stalls

    async def readany(self) -> bytes:
        if self._pieces:
            return self._pieces.pop(0)
        if self._stalls:
            await asyncio.sleep(3600)
        return b""


class Request:
    """As much of a request as reading needs."""

    def __init__(self, pieces: list[bytes], *, length: int | None = None, stalls: bool = False) -> None:
        self.content = Content(pieces, stalls=stalls)
        self.content_length = length


def request(*pieces: bytes, length: int | None = None, stalls: bool = False) -> web.Request:
    return cast("web.Request", Request(list(pieces), length=length, stalls=stalls))


async def stranger() -> bool:
    return False


async def known() -> bool:
    return True


async def status(reading: Bodies, asked: web.Request, most: int = 100) -> int:
    try:
        async with reading.whole(asked, most, stranger):
            return 200
    except ProblemError as problem:
        return problem.status


async def test_within_its_limits_it_is_read() -> None:
    async with Bodies(room=Room(100), silence=1).whole(request(b"one ", b"two"), 10, stranger) as raw:
        assert raw == b"one two"


async def test_what_is_too_large_ends_at_once_whatever_its_length_says() -> None:
    reading = Bodies(room=Room(1000), silence=1)
    assert await status(reading, request(length=101)) == 413
    assert await status(reading, request(bytes(60), bytes(60))) == 413
    assert await status(reading, request(bytes(60), bytes(60), length=3)) == 413


async def test_a_silence_ends_it() -> None:
    assert await status(Bodies(room=Room(100), silence=0.02), request(b"one", stalls=True)) == 408


async def test_so_does_a_drip_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "TOTAL_SECONDS", 0.1)

    class Dripping(Content):
        async def readany(self) -> bytes:
            await asyncio.sleep(0.01)
            return b"."

    asked = request()
    asked.content = Dripping([])  # type: ignore[assignment]  # the request is a stand-in
    assert await status(Bodies(room=Room(1000), silence=5), asked, most=900) == 408


async def test_room_is_given_back_whatever_happens() -> None:
    room = Room(100)
    reading = Bodies(room=room, silence=0.01)
    for asked in (
        request(bytes(70)),
        request(bytes(60), bytes(60)),
        request(bytes(30), stalls=True),
        request(bytes(99)),
    ):
        await status(reading, asked)
    assert room.take(75, known=False)
    assert not room.take(1, known=False)


async def test_the_last_quarter_is_for_people_who_come_back() -> None:
    room = Room(100)
    reading = Bodies(room=room, silence=1)
    assert room.take(75, known=False)
    assert await status(reading, request(b"me")) == 503
    async with reading.whole(request(b"me, again"), 100, known) as raw:
        assert raw == b"me, again"


# --- over real connections -----------------------------------------------------------------------------------

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def impatient(office: TestOffice, database_url: str, clock: HandClock, easy: None) -> AsyncIterator[Server]:
    """A server that waits for no more than a second."""
    policy = office.folder / "policy.toml"
    text = policy.read_text("utf-8").replace("body_seconds = 15.0", "body_seconds = 1.0")
    policy.write_text(text.replace("bodies_megabytes = 64", "bodies_megabytes = 8"), "utf-8")
    async with serving(office, database_url, clock, silence=1) as started:
        yield started


async def stall(port: int, head: str, body: bytes) -> bytes:
    """Send a head and some of a body, and then nothing; return what comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"{head}\r\nHost: x\r\nContent-Length: 900000\r\n\r\n".encode() + body)
        return await asyncio.wait_for(reader.read(), 20)
    except ConnectionError:
        return b""  # hung up on while still talking
    finally:
        writer.close()


@on_sqlite
async def test_a_thousand_slow_clients_are_let_go_and_cost_little(impatient: Server) -> None:
    """Each promises 900 kB, sends 64 and falls silent; meanwhile somebody hands in."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 4096), hard), hard))
    port, page = int(impatient.url.rpartition(":")[2]), impatient.page
    to, own = await page.office(), Person()
    await page.save(own, to.draft(own, new_id(), b"{}"))
    gc.collect()
    before = psutil.Process().memory_info().rss
    head = "POST /intake HTTP/1.1\r\nContent-Type: application/json"
    async with asyncio.TaskGroup() as tasks:
        slow = [tasks.create_task(stall(port, head, bytes(64 * 1024))) for _ in range(1000)]
        await asyncio.sleep(0.3)
        handed = tasks.create_task(page.hand_in(to.submission(person=own), own, proof={}))
        grown = []
        for _ in range(5):
            grown.append(psutil.Process().memory_info().rss - before)
            await asyncio.sleep(0.2)
    assert (await handed)[0] == 201, "who comes back gets in"
    codes = {answer.split(b" ", 2)[1] for task in slow if (answer := task.result())}
    assert codes <= {b"408", b"503"}
    assert max(grown) < 200 * MEGABYTE, "both ends of a thousand connections live in this process"


@on_sqlite
async def test_a_header_that_never_ends_is_not_waited_for(impatient: Server) -> None:
    """The runner of `gateway.serving` closes a connection without a whole header after 15 seconds."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(impatient.url.rpartition(":")[2]))
    writer.write(b"GET /office.json HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()
