"""What the office says to everybody is signed, or is not said; and a page that is lied to sends nothing (API.md §2)."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec
import pytest
from aiohttp import web

from gateway.commands.signing import write_signed
from storage.sealing.forms import FORM_TYPE, digest
from storage.sealing.office import OFFICE_TYPE, Office
from storage.sealing.recipients import Identity
from storage.sealing.signing import Envelope, OfficeKey, envelope, fingerprint
from tests.gateway.public.conftest import Server, serving
from tests.support.clocks import HandClock
from tests.support.offices import SIGNED, TestOffice
from tests.support.page import DistrustError, Page

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_the_document_is_what_the_ceremony_signed(server: Server, page: Page, office: TestOffice) -> None:
    to = await page.office()
    assert to.form == office.plan.version
    assert to.id == server.gateway.parts.office.id
    assert {name: str(key) for name, key in to.recipients.items()} == {
        name: str(identity.recipient) for name, identity in office.identities.items()
    }


async def test_it_tells_the_limits_and_no_more_than_a_browser_needs(server: Server, page: Page) -> None:
    _, told = await page.ask("GET", "/office.json")
    assert told["limits"] == {
        "inline": 131072,
        "request": 1048576,
        "upload": 104857600,
        "append": 1048576,
        "parts": 64,
        "draft": 262144,
        "draft_days": 7,
    }
    said = json.loads(b64decode(told["office"]["payload"]))
    assert said["compartments"]["triage"].keys() == {"epoch", "recipient", "not_before", "not_after"}
    assert server.gateway.parts.office.file.recovery not in json.dumps(said)


async def test_the_form_is_the_signed_bytes_zipped_or_not(page: Page, office: TestOffice) -> None:
    to, file = await page.office(), (office.folder / "form.json").read_bytes()
    path = f"/form/{to.form}.json"
    assert (await page.ask("GET", path, headers={"Accept-Encoding": "identity"}))[1] == msgspec.json.decode(file)
    async with aiohttp.ClientSession(auto_decompress=False) as session, session.get(page.url + path) as answer:
        raw = await answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Cache-Control"] == "no-store"
    assert gzip.decompress(raw) == file
    assert len(raw) < len(file) / 3
    assert (await page.ask("GET", f"/form/{'0' * 64}.json"))[0] == 404


async def test_media_are_those_that_were_signed(office: TestOffice, database_url: str, clock: HandClock) -> None:
    media = office.folder / "media"
    media.mkdir()
    (media / "map.png").write_bytes(b"\x89PNG a map")
    (media / "notes.xyz").write_bytes(b"notes")
    sign(office)
    (media / "later.png").write_bytes(b"put there afterwards")
    async with serving(office, database_url, clock) as server:
        assert (await server.page.ask("GET", "/office.json"))[0] == 503, "something was put beside what was signed"
    (media / "later.png").unlink()
    async with serving(office, database_url, clock) as server:
        path = f"{server.url}/form/{office.plan.version}/media"
        async with server.page.session.get(f"{path}/map.png") as answer:
            assert (answer.content_type, await answer.read()) == ("image/png", b"\x89PNG a map")
        async with server.page.session.get(f"{path}/notes.xyz") as answer:
            assert answer.content_type == "application/octet-stream"
        for name in ("none.png", "..%2Fform.json", "%2E%2E%2Flock.keys", ".hidden"):
            async with server.page.session.get(f"{path}/{name}") as answer:
                assert answer.status == 404


# --- what does not hold is not said --------------------------------------------------------------------------


def sign(office: TestOffice, *, key: OfficeKey | None = None, days: int = 36_500) -> None:
    current = Office.load(office.folder / "office.json")
    write_signed(office.folder / "form.json", office=current, key=key or office.key, now=SIGNED, days=days)


def unsigned_form(office: TestOffice) -> None:
    (office.folder / "form.signed.json").unlink()


def another_form(office: TestOffice) -> None:
    path = office.folder / "form.json"
    path.write_bytes(path.read_bytes().replace(b'"version":"', b'"version":"0', 1))


def form_of_yesterday(office: TestOffice) -> None:
    sign(office, days=1)


def foreign_signature(office: TestOffice) -> None:
    path = office.folder / "form.signed.json"
    signed = msgspec.json.decode(path.read_bytes(), type=Envelope)
    path.write_bytes(msgspec.json.encode(OfficeKey.generate().signed(FORM_TYPE, b64decode(signed.payload))))


def first_format(office: TestOffice) -> None:
    path = office.folder / "office.json"
    file = msgspec.json.decode(path.read_bytes())
    kept = {name: file[name] for name in ("id", "created", "compartments", "recovery")}
    path.write_bytes(msgspec.json.encode({**kept, "format": 1, "signatures": []}))


@pytest.mark.parametrize("change", [unsigned_form, another_form, form_of_yesterday, foreign_signature, first_format])
async def test_what_is_not_signed_is_not_passed_on(
    office: TestOffice, database_url: str, clock: HandClock, change: Callable[[TestOffice], None]
) -> None:
    change(office)
    async with serving(office, database_url, clock) as server:
        status, told = await server.page.ask("GET", "/office.json")
        assert (status, told["type"]) == (503, "urn:affiant:unsigned")
        fault = server.gateway.parts.published.fault(clock.now().date())
        assert "On the offline machine: affiant keys" in fault
        with pytest.raises(DistrustError):
            await server.page.office()


async def test_after_its_last_day_the_office_says_nothing(server: Server, page: Page) -> None:
    server.clock.advance(days=40_000)
    assert (await page.ask("GET", "/office.json"))[0] == 503


# --- a server that lies ----------------------------------------------------------------------------------------

Lie = Callable[[dict[str, Any]], object]


def payload(told: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b64decode(told[name]["payload"]))
    return found


def repacked(told: dict[str, Any], name: str, said: dict[str, Any]) -> None:
    told[name]["payload"] = b64encode(json.dumps(said).encode()).decode()


def swapped_key(told: dict[str, Any]) -> None:
    said = payload(told, "office")
    said["compartments"]["testimony"]["recipient"] = str(Identity.generate().recipient)
    repacked(told, "office", said)


def own_key(told: dict[str, Any]) -> None:
    """Everything signed anew, by a key of the server's."""
    key = OfficeKey.generate()
    told["key"] = b64encode(key.public).decode()
    for name, kind in (("office", OFFICE_TYPE), ("form", FORM_TYPE)):
        told[name] = msgspec.to_builtins(key.signed(kind, b64decode(told[name]["payload"])))


def stripped(told: dict[str, Any]) -> None:
    told["office"] = msgspec.to_builtins(envelope(OFFICE_TYPE, b64decode(told["office"]["payload"]), ()))


def old_epoch(told: dict[str, Any]) -> None:
    said = payload(told, "office")
    said["compartments"]["triage"]["epoch"] = 0
    repacked(told, "office", said)


def other_plan(told: dict[str, Any]) -> None:
    said = payload(told, "form")
    said["plan"] = digest(b"{}")
    repacked(told, "form", said)


def exchanged(told: dict[str, Any]) -> None:
    told["office"], told["form"] = told["form"], told["office"]


@asynccontextmanager
async def lying(server: Server, lie: Lie, form: bytes | None) -> AsyncIterator[Page]:
    """Run a server in the middle that changes the office document, or shows another form, and counts what comes in."""
    came: list[str] = []

    async def office(_request: web.Request) -> web.Response:
        _, told = await server.page.ask("GET", "/office.json")
        lie(told)
        return web.json_response(told)

    async def other(request: web.Request) -> web.Response:
        if request.method != "GET":
            came.append(request.path)
        if form is not None and request.path.startswith("/form/"):
            return web.Response(body=form)
        async with server.page.session.get(server.url + request.path) as answer:
            return web.Response(status=answer.status, body=await answer.read())

    app = web.Application()
    app.add_routes([web.get("/office.json", office), web.route("*", "/{rest:.*}", other)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield Page(server.page.session, f"http://127.0.0.1:{runner.addresses[0][1]}", server.page.pin)
    finally:
        await runner.cleanup()
        assert came == []


@pytest.mark.parametrize("lie", [swapped_key, own_key, stripped, old_epoch, other_plan, exchanged])
async def test_a_page_that_is_lied_to_seals_nothing(server: Server, lie: Lie) -> None:
    async with lying(server, lie, None) as page:
        with pytest.raises(DistrustError):
            await page.office()


async def test_nor_does_it_ask_an_altered_form(server: Server) -> None:
    async with lying(server, lambda _: None, server.gateway.parts.published.form + b" ") as page:
        with pytest.raises(DistrustError, match="another form"):
            await page.office()


async def test_an_honest_server_in_the_middle_is_believed(server: Server, office: TestOffice) -> None:
    """The control: it is the lies that are found, not the middle."""
    async with lying(server, lambda _: None, None) as page:
        assert (await page.office()).form == office.plan.version
    assert page.pin == fingerprint(office.key.public)
