"""Figures: the same turns through Telegram: webhook in, aiogram's Dispatcher, engine, outbox, Bot API calls out.

The gateway runs as `affiant serve` runs it, all roles in one process; only Telegram's 30 answers a second are lifted.
A screen that a newer one overtakes in the outbox is never sent, so under full load there are fewer answers than turns:
the remark says how many.
"""

from __future__ import annotations

import json
import urllib.request

from gateway.public.telegram import PATH
from tests.bench.bench import SERVERS, Bench, Kind
from tests.bench.figures import Figure, beside, times
from tests.bench.installation import SECRET
from tests.bench.load import measure
from tests.bench.process import serve
from tests.bench.updates import CHATS, conversations

_FLOOR = "floor"
_MOST_CPU = 4.0


def telegram(bench: Bench) -> list[Figure]:
    """Measure turns through Telegram on both databases."""
    return [*_through(bench, "SQLite"), *_through(bench, "PostgreSQL")]


def _through(bench: Bench, kind: Kind) -> list[Figure]:
    walk, floor = bench.installation.walk, bench.floor
    requests = conversations(walk, path=PATH, secret=SECRET)
    with bench.database(kind) as url, serve(f"{SERVERS}.bot_api") as api:
        env = bench.installation.telegram(url, api=api.port)
        with serve(f"{SERVERS}.gateway", env=env) as served:
            load = measure(served, requests, bench.scale, before=walk.before(CHATS))
        remark = load.remark or f"{_answers(api.port) / load.turns:.2f} answers per turn"
    title = f"turn through Telegram on {kind}"
    return [
        times(
            f"{title}: CPU", load.cpu_us, "us", yardstick=_FLOOR, against=floor.cpu_us, most=_MOST_CPU, remark=remark
        ),
        beside(f"{title}: turns", load.per_second, "/s", yardstick=_FLOOR, against=floor.per_second),
        beside(f"{title}: p99", load.p99_ms, "ms", yardstick=_FLOOR, against=floor.p99_ms),
    ]


def _answers(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/answers") as response:
        return int(json.loads(response.read())["result"])
