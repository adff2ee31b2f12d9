"""What the routes of the safe page share. Made once, by the composition root; it holds no person's data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

import msgspec
from aiohttp import web

from config.policy import PagePolicy
from gateway.problems import ProblemError
from gateway.public.bodies import Bodies
from gateway.public.challenges import Challenges, Proof
from gateway.public.credentials import Credential, credential
from gateway.public.handed import Checker, Given
from gateway.public.pace import Pace
from gateway.public.published import Published
from gateway.public.receiver import Receiver
from storage.blobs import Blobs
from storage.clock import Clock
from storage.database.engine import Database
from storage.database.unit import Transaction
from storage.ids import Randomness
from storage.records import Return

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

REQUEST = 1024 * 1024
"""Bytes of a whole JSON body."""
PROOF = "Proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The safe page's server side."""

    database: Database
    blobs: Blobs
    clock: Clock
    randomness: Randomness
    policy: PagePolicy
    draft_days: int
    published: Published
    checker: Checker
    challenges: Challenges
    bodies: Bodies
    pace: Pace
    receiver: Receiver

    def proof(self, request: web.Request) -> Proof | None:
        """Return the proof of work that a request shows, None when it shows none that holds."""
        return self.challenges.check(request.headers.get(PROOF, ""))

    async def is_known(self, request: web.Request) -> bool:
        """Whether a request comes from somebody who was here before."""
        shown = credential(request)
        return shown is not None and await self.place(shown) is not None

    async def place(self, shown: Credential) -> Return | None:
        """Return the place that a credential leads to."""
        now = self.clock.now()
        return await self.database.read(lambda unit: unit.returns.load([shown.key], now=now).get(shown.key))

    def keep_pace(self, shown: Credential) -> None:
        """Count an act of a place. Raises ProblemError 429 when there were too many."""
        if seconds := self.pace.wait(shown.key):
            raise ProblemError(429, headers={"Retry-After": str(ceil(seconds))})

    def spend(self, unit: Transaction, proof: Proof | None) -> None:
        """Spend a proof inside a transaction. Raises ProblemError 401 when there is none, or it is spent."""
        if proof is None:
            raise ProblemError(401, "proof-needed")
        if not unit.proofs.spend({proof.token: proof.expires}):
            raise ProblemError(401, "proof-spent")

    async def forget(self, blobs: tuple[str, ...]) -> None:
        """Remove blobs that nobody owns now."""
        for blob in blobs:
            await self.blobs.delete(blob)


def json_response(content: object, *, status: int = 200) -> web.Response:
    """Return a JSON answer."""
    return web.Response(status=status, body=msgspec.json.encode(content), content_type="application/json")


def entries(parts: list[Given]) -> list[dict[str, str]]:
    """Return the receipt's lines (API.md §5): what the page compares with what it sent."""
    return [{"kind": "part-accepted", "part": part.id, "sha256": part.sha256.hex()} for part in parts]
