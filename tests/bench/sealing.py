"""Figures: sealing. Short texts by the second, and a large file while it streams, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from time import perf_counter

from storage.sealing.envelope import PartHeader, seal
from storage.sealing.recipients import Identity
from tests.bench.bench import SERVERS, Bench
from tests.bench.figures import Figure, at_least, beside, plain, within

_BODY = bytes(200)
_MEGABYTES = 100
_LEAST_MB = 1_000.0
_MOST_RSS_MB = 8.0
_PATIENCE = 120

HEADER = PartHeader(
    part="0" * 26, case="1" * 26, compartment="testimony", epoch=1, kind="text", form="2" * 64, revision=0
)


def sealing(bench: Bench) -> list[Figure]:
    """Measure seals."""
    return [_texts(0.3 if bench.quick else 2.0), *_stream()]


def _texts(seconds: float) -> Figure:
    recipient = Identity.generate().recipient
    begun, seals = perf_counter(), 0
    while perf_counter() - begun < seconds:
        sealed = seal(HEADER, _BODY, [recipient])
        seals += 1
    rate = seals / (perf_counter() - begun)
    return plain("seals of a 200 B text", rate, "/s", remark=f"{len(sealed.ciphertext)} B each")


def _stream() -> list[Figure]:
    command = [sys.executable, "-m", f"{SERVERS}.stream", str(_MEGABYTES)]
    said = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=_PATIENCE).stdout)
    title = f"sealing {_MEGABYTES} MB while it streams"
    return [
        at_least(title, said["sealed"], "MB/s", least=_LEAST_MB),
        beside(
            f"{title}, with nothing beside the cipher", said["sealed"], "MB/s", yardstick="raw", against=said["raw"]
        ),
        within(f"{title}: memory more", said["more"], "MB", most=_MOST_RSS_MB),
    ]
