"""What holds on every route of the safe page, whatever is sent: headers, no echo, no line in a log, no fault."""

from __future__ import annotations

import io
import json
import secrets
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.middleware import HEADERS
from gateway.problems import ProblemError
from gateway.public.handed import Checker
from gateway.public.schemas import read_act, read_intake
from gateway.public.wiring import site_routes
from storage.ids import new_id
from storage.sealing.office import Compartment
from tests.gateway.public.conftest import Server
from tests.support.page import Page, Person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CANARY = "canary-5d1e"
JSON = {"Content-Type": "application/json"}
UPLOAD = {"Upload-Offset": "0", "Upload-Complete": "?0", "Content-Type": "application/partial-upload"}

REQUESTS: list[tuple[str, str, dict[str, str], bytes]] = [
    ("GET", "/office.json", {}, b""),
    ("GET", "/challenge", {}, b""),
    ("GET", f"/form/{CANARY}.json", {}, b""),
    ("GET", f"/form/{CANARY}/media/{CANARY}", {}, b""),
    ("POST", "/intake", JSON, b"{"),
    ("POST", "/intake", JSON, json.dumps({"name": CANARY}).encode()),
    ("POST", "/intake", JSON, b'{"v":1,"submission":"\xff"}'),
    ("POST", "/intake", JSON, b"[" * 100_000),
    ("POST", "/intake", {"Content-Type": CANARY}, b"{}"),
    ("POST", "/intake", JSON | {"Proof": CANARY, "Authorization": f"Bearer {CANARY}"}, b"{}"),
    ("PUT", "/intake", JSON, b"{}"),
    ("POST", "/parts", {"Upload-Length": CANARY, "Upload-Complete": "?0"}, b""),
    ("POST", "/parts", {"Upload-Length": "9" * 400, "Upload-Complete": "?0"}, b""),
    ("HEAD", f"/parts/{CANARY}", {}, b""),
    ("PATCH", f"/parts/{CANARY}", UPLOAD, CANARY.encode()),
    ("PATCH", f"/parts/{CANARY}", {}, CANARY.encode()),
    ("DELETE", f"/parts/{CANARY}", {}, b""),
    ("DELETE", "/parts/%00%ff%F0%9F%98%80", {}, b""),
    ("GET", f"/draft/{CANARY}", {}, b""),
    ("PUT", f"/draft/{CANARY}", {"If-Match": CANARY}, CANARY.encode()),
    ("DELETE", f"/draft/{CANARY}", {}, b""),
    ("GET", f"/mailbox/{CANARY}", {}, b""),
    ("POST", f"/mailbox/{CANARY}", JSON, json.dumps({"act": CANARY}).encode()),
    ("GET", f"/{CANARY}", {}, b""),
    ("OPTIONS", "/intake", {}, b""),
]


async def test_every_answer_carries_every_header_and_tells_nothing(
    server: Server, page: Page, log: io.StringIO
) -> None:
    for method, path, headers, body in REQUESTS:
        async with page.session.request(method, page.url + path, headers=headers, data=body) as answer:
            said = await answer.read()
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path
            assert "Set-Cookie" not in answer.headers
            assert answer.status < 500, path
            assert CANARY.encode() not in said + repr(answer.headers).encode()
            if answer.status >= 400 and method != "HEAD":
                assert answer.content_type == "application/problem+json"
                assert msgspec.json.decode(said).keys() == {"type", "title", "status"}
    assert CANARY not in log.getvalue()


async def test_every_route_is_among_them(server: Server) -> None:
    """A new route without a line above fails."""
    asked = {(method, path.replace(CANARY, "{}")) for method, path, _, _ in REQUESTS}
    routes = {
        (route.method, "/".join("{}" if part.startswith("{") else part for part in route.path.split("/")))
        for route in site_routes(server.gateway.site)
    }
    assert {(method, path.replace("{}.json", "{}")) for method, path in routes} <= {
        (method, path.replace("{}.json", "{}")) for method, path in asked
    }


async def test_nothing_that_is_handed_in_is_logged(server: Server, page: Page, log: io.StringIO) -> None:
    to, person = await page.office(), Person()
    case = new_id()
    draft = to.draft(person, case, b"{}")
    await page.save(person, draft)
    body = to.submission(case=case, person=person)
    await page.hand_in(body, person)
    await page.hand_in(body | {"urgent": True}, person)
    await page.act(person, act="answer", message=new_id(), part=to.seal(case, "contact", b"x").told())
    await page.act(person, act="erase")
    said = log.getvalue()
    shown = [person.path, person.headers["Authorization"], person.recipient, case, body["submission"], body["case"]]
    assert [word for word in shown if word in said] == []
    assert "127.0.0.1" not in said


# --- bodies of every kind ----------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def valid() -> dict[str, Any]:
    return {
        "v": 1,
        "submission": new_id(),
        "case": new_id(),
        "form": "f" * 64,
        "language": "en",
        "urgent": False,
        "recipient": None,
        "consents": [{"scope": "store", "answer": "yes"}],
        "parts": [
            {
                "part": new_id(),
                "compartment": "triage",
                "epoch": 1,
                "kind": "text",
                "revision": 0,
                "sha256": "0" * 64,
                "upload": new_id(),
            }
        ],
    }


def checker() -> Checker:
    return Checker(form="f" * 64, languages=["en"], compartments={"triage": Compartment(1, "")}, parts=64)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_member_may_be_anything(database_url: str, data: st.DataObject) -> None:
    """The whole reader, from bytes on: it takes a body or says why not, and never anything else."""
    body = valid()
    target = data.draw(st.sampled_from([body, body["parts"][0], body["consents"][0]]))
    target[data.draw(st.sampled_from([*target, "more"]))] = data.draw(ANYTHING)
    try:
        checker().intake(read_intake(msgspec.json.encode(body)), None, None)
    except ProblemError as problem:
        assert problem.status in {400, 413, 422}  # noqa: PT017 -- it may also be taken


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200) | ANYTHING.map(msgspec.json.encode))
def test_any_bytes_may_come(database_url: str, raw: bytes) -> None:
    for read in (read_intake, read_act):
        with pytest.raises(ProblemError, match="malformed"):
            read(raw)


async def test_noise_over_the_wire_is_never_a_fault_of_ours(server: Server, page: Page) -> None:
    """A hundred random requests to every route: headers and bodies of any bytes that HTTP lets through."""
    routes = [(route.method, route.path) for route in site_routes(server.gateway.site)]
    names = ("Proof", "Authorization", "Upload-Offset", "Upload-Complete", "Upload-Length", "If-Match", "Draft-Silence")
    for nth in range(100):
        method, path = routes[nth % len(routes)]
        for part in ("{form}", "{name}", "{upload}", "{lookup}"):
            path = path.replace(part, secrets.token_urlsafe(nth % 40 + 1))
        headers = {name: secrets.token_urlsafe(nth % 80) for name in names if secrets.randbelow(2)}
        kind = secrets.choice(["application/json", "application/age", "application/partial-upload", "x/y"])
        async with page.session.request(
            method, page.url + path, headers=headers | {"Content-Type": kind}, data=secrets.token_bytes(nth * 11)
        ) as answer:
            assert answer.status < 500, (method, path)
            await answer.read()


async def test_sizes_on_the_wire_do_not_tell_how_much_was_said(page: Page) -> None:
    """Text of 1 to 900 characters, in any script, gives requests of one length."""
    to, case = await page.office(), new_id()
    lengths = set()
    for text in ("a", "가" * 900, "😀" * 900, "what happened " * 60):
        parts = [to.seal(case, "testimony", text.encode()).told(), *to.three(case)[1:]]
        lengths.add(len(msgspec.json.encode(to.submission(case=case, parts=parts))))
        lengths.add(len(msgspec.json.encode(to.submission(case=case, parts=parts))))
    assert len(lengths) == 1


async def test_a_browser_of_another_origin_gets_no_permission(page: Page) -> None:
    async with page.session.options(
        page.url + "/intake", headers={"Origin": "https://elsewhere.invalid", "Access-Control-Request-Method": "POST"}
    ) as answer:
        assert not [name for name in answer.headers if name.startswith("Access-Control-")]
