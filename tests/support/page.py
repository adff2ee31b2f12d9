"""A browser with the safe page open, in Python: it believes nothing that it cannot check, and seals before it sends.

What the page's TypeScript does, done here for tests and benches (gateway/public/API.md). Over real HTTP.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import aiohttp
import msgspec

from gateway.public.challenges import solve
from storage.ids import new_id
from storage.sealing.envelope import PartHeader, seal
from storage.sealing.forms import FORM_TYPE
from storage.sealing.office import OFFICE_TYPE
from storage.sealing.recipients import Identity, Recipient
from storage.sealing.signing import Envelope, fingerprint
from tests.support.opening import Opened, open_part

Kind = Literal["text", "file", "manifest"]


class DistrustError(Exception):
    """The server is not believed: nothing is sealed, nothing is sent."""


@dataclass(frozen=True)
class Person:
    """Somebody with return words, or what words stand for."""

    identity: Identity = field(default_factory=Identity.generate)
    lookup: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    access: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def recipient(self) -> str:
        return str(self.identity.recipient)

    @property
    def path(self) -> str:
        """Their lookup as a path has it."""
        return _url(self.lookup)

    @property
    def headers(self) -> dict[str, str]:
        """Their return credential."""
        return {"Authorization": f"Bearer {_url(self.lookup)}.{_url(self.access)}"}


@dataclass(frozen=True)
class Part:
    """One sealed part, and what is told of it in clear."""

    header: PartHeader
    ciphertext: bytes

    def told(self, upload: str | None = None, *, stays: bool = False) -> dict[str, Any]:
        """Return what stands in a request."""
        told = {
            "part": self.header.part,
            "compartment": self.header.compartment,
            "epoch": self.header.epoch,
            "kind": self.header.kind,
            "revision": self.header.revision,
            "sha256": hashlib.sha256(self.ciphertext).hexdigest(),
        }
        if stays:
            return told
        if upload is not None:
            return {**told, "upload": upload}
        return {**told, "body": b64encode(self.ciphertext).decode()}


@dataclass(frozen=True)
class Office:
    """What was checked, and may be sealed to."""

    id: str
    form: str
    epochs: Mapping[str, int]
    recipients: Mapping[str, Recipient]

    def seal(
        self, case: str, compartment: str, body: bytes, *, kind: Kind = "text", revision: int = 0, part: str = ""
    ) -> Part:
        """Seal a part to a compartment."""
        header = PartHeader(
            part=part or new_id(),
            case=case,
            compartment=compartment,
            epoch=self.epochs[compartment],
            kind=kind,
            form=self.form,
            revision=revision,
        )
        return Part(header, seal(header, body, [self.recipients[compartment]]).ciphertext)

    def submission(
        self,
        *,
        case: str = "",
        parts: Sequence[dict[str, Any]] | None = None,
        person: Person | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """Return the body of `POST /intake`: three sealed parts, unless others are given."""
        case = case or new_id()
        return {
            "v": 1,
            "submission": new_id(),
            "case": case,
            "form": self.form,
            "language": "en",
            "urgent": False,
            "recipient": person.recipient if person else None,
            "consents": [{"scope": "store", "answer": "yes"}, {"scope": "contact", "answer": "later"}],
            "parts": self.three(case) if parts is None else list(parts),
            **more,
        }

    def three(self, case: str) -> list[dict[str, Any]]:
        """Return a text and the two manifests that there always are."""
        return [
            self.seal(case, "testimony", b"what there was to say").told(),
            self.seal(case, "triage", b'{"v":1}', kind="manifest").told(),
            self.seal(case, "contact", b'{"v":1}', kind="manifest").told(),
        ]

    def draft(self, person: Person, case: str, body: bytes) -> bytes:
        """Seal a draft to the person alone."""
        header = PartHeader(
            part=new_id(), case=case, compartment="draft", epoch=1, kind="manifest", form=self.form, revision=0
        )
        return seal(header, body, [person.identity.recipient]).ciphertext


class Page:
    """One open page. `pin` is the fingerprint of the office's key that it was built with."""

    def __init__(self, session: aiohttp.ClientSession, url: str, pin: str) -> None:
        self.session = session
        self.url = url
        self.pin = pin

    async def office(self) -> Office:
        """Get the office document and check it (API.md §2.1). Raises DistrustError."""
        async with self.session.get(f"{self.url}/office.json") as answer:
            if answer.status != 200:
                raise DistrustError("there is no office document")
            told = await answer.json()
        key = b64decode(told["key"])
        if fingerprint(key) != self.pin:
            raise DistrustError("another office's key")
        office, form = (_said(told[name], kind, key) for name, kind in (("office", OFFICE_TYPE), ("form", FORM_TYPE)))
        if office["office"] != form["office"]:
            raise DistrustError("two offices")
        await self._check_form(form)
        compartments = office["compartments"]
        return Office(
            id=office["office"],
            form=form["form"],
            epochs={name: each["epoch"] for name, each in compartments.items()},
            recipients={name: Recipient.parse(each["recipient"]) for name, each in compartments.items()},
        )

    async def _check_form(self, form: Mapping[str, Any]) -> None:
        async with self.session.get(f"{self.url}/form/{form['form']}.json") as answer:
            plan = await answer.read()
        if hashlib.sha256(plan).hexdigest() != form["plan"]:
            raise DistrustError("another form")

    async def proof(self) -> dict[str, str]:
        """Work for a proof; return the header that shows it."""
        async with self.session.get(f"{self.url}/challenge") as answer:
            asked = await answer.json()
        password, target = b64decode(asked["password"]), b64decode(asked["target"])
        for number in range(asked["below"]):
            if solve(password, number, asked["iterations"]) == target:
                return {"Proof": f"{asked['token']}.{number}"}
        raise AssertionError("there is no solution")

    async def hand_in(
        self, body: Mapping[str, Any], person: Person | None = None, *, proof: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Hand something in; return the status and what was answered. Works for a proof unless one is given."""
        shown = await self.proof() if proof is None else dict(proof)
        headers = {**shown, **(person.headers if person else {}), "Content-Type": "application/json"}
        async with self.session.post(f"{self.url}/intake", data=msgspec.json.encode(body), headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def begin(self, length: int, person: Person | None = None) -> str:
        """Begin an upload; return its path."""
        headers = {"Upload-Complete": "?0", "Upload-Length": str(length)}
        headers |= person.headers if person else await self.proof()
        async with self.session.post(f"{self.url}/parts", headers=headers) as answer:
            assert answer.status == 201, await answer.text()
            return str(answer.headers["Location"])

    async def append(self, path: str, data: Any, *, offset: int, complete: bool) -> aiohttp.ClientResponse:
        """Append to an upload."""
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Complete": f"?{int(complete)}",
            "Content-Type": "application/partial-upload",
        }
        async with self.session.patch(self.url + path, data=data, headers=headers) as answer:
            await answer.read()
            return answer

    async def upload(self, part: Part, person: Person | None = None, *, piece: int = 256 * 1024) -> str:
        """Upload a part piece by piece; return the upload's identifier. Compares the digest."""
        path, content = await self.begin(len(part.ciphertext), person), part.ciphertext
        for offset in range(0, len(content), piece):
            last = offset + piece >= len(content)
            answer = await self.append(path, content[offset : offset + piece], offset=offset, complete=last)
            assert answer.status == 204
        digest = b64encode(hashlib.sha256(content).digest()).decode()
        assert answer.headers["Repr-Digest"] == f"sha-256=:{digest}:"
        return path.rpartition("/")[2]

    async def save(
        self, person: Person, body: bytes, *, over: str | None = None, silence: str = "destroy", proof: bool = True
    ) -> aiohttp.ClientResponse:
        """Save a draft over a version; None: it is the first."""
        headers = {**person.headers, "Content-Type": "application/age", "Draft-Silence": silence}
        headers |= {"If-None-Match": "*"} if over is None else {"If-Match": over}
        if proof and over is None:
            headers |= await self.proof()
        async with self.session.put(f"{self.url}/draft/{person.path}", data=body, headers=headers) as answer:
            await answer.read()
            return answer

    async def ask(self, method: str, path: str, person: Person | None = None, **more: Any) -> tuple[int, Any]:
        """Ask anything; return status and body (JSON if it is)."""
        headers = {**(person.headers if person else {}), **more.pop("headers", {})}
        async with self.session.request(method, self.url + path, headers=headers, **more) as answer:
            raw = await answer.read()
            return answer.status, msgspec.json.decode(raw) if answer.content_type.endswith("json") and raw else raw

    async def act(self, person: Person, **body: Any) -> tuple[int, Any]:
        """Post to the mailbox."""
        return await self.ask("POST", f"/mailbox/{person.path}", person, json={"v": 1, **body})


def opened_draft(body: bytes, person: Person) -> Opened:
    """Open a draft as its person does."""
    return open_part(body, person.identity, compartment="draft")


def _said(told: Any, kind: str, key: bytes) -> Any:
    payload = msgspec.convert(told, Envelope).opened(kind, key)
    if payload is None:
        raise DistrustError(f"{kind} is not signed")
    return msgspec.json.decode(payload)


def _url(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
