"""Figures: the same turns through Telegram: webhook in, aiogram's Dispatcher, engine, outbox, Bot API calls out.

The gateway runs as `affiant serve` runs it, all roles in one process. Within Telegram's 30 answers a second most
screens of a bench are overtaken in the outbox by newer ones and never sent; with that limit lifted nearly all are sent.
The remark says how many answers there were for each turn.
"""

from __future__ import annotations

import json
import urllib.request

from gateway.public.telegram import PATH
from tests.bench.bench import SERVERS, Bench, Kind
from tests.bench.figures import Figure, beside, times
from tests.bench.installation import SECRET
from tests.bench.load import Load, measure
from tests.bench.process import serve
from tests.bench.updates import CHATS, conversations

_FLOOR = "floor"
_MOST_CPU = 4.0


def telegram(bench: Bench) -> list[Figure]:
    """Measure turns through Telegram on both databases, and with every screen sent."""
    return [*_limited(bench, "SQLite"), *_limited(bench, "PostgreSQL"), *_unlimited(bench)]


def _limited(bench: Bench, kind: Kind) -> list[Figure]:
    load, remark = _load(bench, kind, limited=True)
    cpu, title = bench.floor.cpu_us, f"turn through Telegram on {kind}"
    return [
        times(f"{title}: CPU", load.cpu_us, "us", yardstick=_FLOOR, against=cpu, most=_MOST_CPU, remark=remark),
        *_rest(bench, title, load),
    ]


def _unlimited(bench: Bench) -> list[Figure]:
    load, remark = _load(bench, "SQLite", limited=False)
    title = "turn through Telegram on SQLite, limits lifted"
    return [
        beside(f"{title}: CPU", load.cpu_us, "us", yardstick=_FLOOR, against=bench.floor.cpu_us, remark=remark),
        *_rest(bench, title, load),
    ]


def _rest(bench: Bench, title: str, load: Load) -> list[Figure]:
    return [
        beside(f"{title}: turns", load.per_second, "/s", yardstick=_FLOOR, against=bench.floor.per_second),
        beside(f"{title}: p99", load.p99_ms, "ms", yardstick=_FLOOR, against=bench.floor.p99_ms),
    ]


def _load(bench: Bench, kind: Kind, *, limited: bool) -> tuple[Load, str]:
    """Return what a gateway does, and a remark."""
    walk = bench.installation.walk
    requests = conversations(walk, path=PATH, secret=SECRET)
    with bench.database(kind) as url, serve(f"{SERVERS}.bot_api") as api:
        env = bench.installation.telegram(url, api=api.port, limited=limited)
        with serve(f"{SERVERS}.gateway", env=env) as served:
            load = measure(served, requests, bench.scale, before=walk.before(CHATS))
        answers = f"{_answers(api.port) / load.turns:.2f} answers per turn"
    return load, "; ".join(filter(None, (answers, load.remark)))


def _answers(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/answers") as response:
        return int(json.loads(response.read())["result"])
