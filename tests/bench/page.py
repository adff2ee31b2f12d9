"""Figures: submissions on the safe page, three sealed parts each, from newcomers who have worked for their proofs.

The parts are sealed and the proofs found before anything is measured: that is the browser's work. Everything else is
what a person's submission costs the gateway: HTTP, checking, a durable transaction, the custody log.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import aiohttp
import msgspec

from gateway.public.challenges import Challenge, solve
from storage.ids import new_id
from storage.sealing.office import Office as OfficeFile
from storage.sealing.signing import fingerprint
from tests.bench.bench import SERVERS, Bench, Kind
from tests.bench.figures import Figure, at_least, plain, within
from tests.bench.installation import free_port
from tests.bench.load import Load, measure
from tests.bench.process import Served, serve
from tests.support.page import Office, Page

_LEAST_PER_CORE = 1_500.0
_MOST_P99 = 50.0
_MICRO = 1e6
_AT_ONCE = 64
_RATE = 4_000
"""More submissions a second than there will be: so many proofs are found beforehand."""


def page(bench: Bench) -> list[Figure]:
    """Measure submissions on both databases, and what handing out a challenge costs."""
    kinds: tuple[Kind, Kind] = ("SQLite", "PostgreSQL")
    return [figure for kind in kinds for figure in _submissions(bench, kind)] + [_challenge(bench)]


def _submissions(bench: Bench, kind: Kind) -> list[Figure]:
    with bench.database(kind) as url, _gateway(bench, url) as served:
        load = measure(served, asyncio.run(_requests(bench, served)), bench.scale)
    title = f"safe page, 3 parts, {kind}"
    return [
        at_least(f"{title}: submissions per core", _MICRO / load.cpu_us, "/s", least=_LEAST_PER_CORE),
        plain(f"{title}: submissions", load.per_second, "/s", remark=load.remark),
        within(f"{title}: p99 at half load", load.p99_ms, "ms", most=_MOST_P99),
        within(f"{title}: refused at {_AT_ONCE} at once", load.failed, "", most=0.0),
    ]


def _challenge(bench: Bench) -> Figure:
    request = b"GET /challenge HTTP/1.1\r\nHost: x\r\n\r\n"

    def endless() -> Iterator[bytes]:
        while True:
            yield request

    with bench.database("SQLite") as url, _gateway(bench, url) as served:
        load: Load = measure(served, endless(), bench.scale)
    return plain("safe page: CPU of a challenge", load.cpu_us, "us", remark=load.remark)


@contextmanager
def _gateway(bench: Bench, url: str) -> Iterator[Served]:
    """Run a gateway with all its roles, whose challenges are found at the first try."""
    folder = bench.installation.folder
    policy = folder / "page-policy.toml"
    text = (folder / "policy.toml").read_text("utf-8")
    policy.write_text(re.sub(r"^proof_tries = \d+", "proof_tries = 1", text, flags=re.MULTILINE), "utf-8")
    env = {**bench.installation.env(url), "AFFIANT_PORT": str(free_port()), "AFFIANT_POLICY": str(policy)}
    with serve(f"{SERVERS}.gateway", env=env) as served:
        yield served


async def _requests(bench: Bench, served: Served) -> Iterator[bytes]:
    """Return whole requests, each a submission of its own, as many as one measurement can use."""
    scale = bench.scale
    count = int(_RATE * (scale.warm + scale.full + scale.window * 3))
    async with _page(bench, served) as page:
        office = await page.office()
        proofs = await _proofs(page, count)
    return _written(office, proofs)


@asynccontextmanager
async def _page(bench: Bench, served: Served) -> AsyncIterator[Page]:
    pin = fingerprint(OfficeFile.load(bench.installation.folder / "office.json").file.key)
    async with aiohttp.ClientSession() as session:
        yield Page(session, f"http://127.0.0.1:{served.port}", pin)


async def _proofs(page: Page, count: int) -> list[str]:
    decoder = msgspec.json.Decoder(Asked)

    async def some(number: int) -> list[str]:
        found = []
        for _ in range(number):
            async with page.session.get(f"{page.url}/challenge") as answer:
                found.append(_solved(decoder.decode(await answer.read())))
        return found

    each = count // _AT_ONCE + 1
    return [proof for proofs in await asyncio.gather(*(some(each) for _ in range(_AT_ONCE))) for proof in proofs]


class Asked(msgspec.Struct):
    """A challenge as it comes."""

    password: bytes
    iterations: int
    below: int
    target: bytes
    token: str


def _solved(asked: Asked | Challenge) -> str:
    found = next(n for n in range(asked.below) if solve(asked.password, n, asked.iterations) == asked.target)
    return f"{asked.token}.{found}"


def _written(office: Office, proofs: list[str]) -> Iterator[bytes]:
    """Write each submission anew around parts that were sealed once: the server cannot tell."""
    case = new_id()
    body = office.submission(case=case)
    parts = [part["part"].encode() for part in body["parts"]]
    template = msgspec.json.encode(body)
    submission = body["submission"].encode()
    for proof in proofs:
        own = template.replace(case.encode(), new_id().encode()).replace(submission, new_id().encode())
        for part in parts:
            own = own.replace(part, new_id().encode())
        head = (
            f"POST /intake HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nProof: {proof}\r\n"
            f"Content-Length: {len(own)}\r\n\r\n"
        )
        yield head.encode() + own
