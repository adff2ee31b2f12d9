"""Header lines (FORMAT.md §4): what is written, and what a reader must refuse."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from storage.sealing.envelope import PartHeader

HEADER = PartHeader(
    part="0000000000000000000000000a",
    case="0000000000000000000000000b",
    compartment="testimony",
    epoch=1,
    kind="text",
    form="5f" * 32,
    revision=0,
)
"""The header that most vectors carry."""


def made() -> dict[str, Any]:
    longest = PartHeader(
        part="p" * 64,
        case="c" * 64,
        compartment="m" * 32,
        epoch=2**31 - 1,
        kind="manifest",
        form="f" * 64,
        revision=2**31 - 1,
    )
    odd = PartHeader(part="!#[]~", case="'", compartment="a-0", epoch=7, kind="file", form="/", revision=12)
    return {
        "lines": [{"header": asdict(each), "line": each.line().decode()} for each in (HEADER, longest, odd)],
        "refused": [{"why": why, "line": line} for why, line in refused().items()],
    }


def refused() -> dict[str, str]:
    """Return lines that are none, each with one thing wrong."""
    good = HEADER.line().decode()

    def instead(old: str, new: str) -> str:
        assert old in good
        return good.replace(old, new, 1)

    return {
        "no LF": good.rstrip("\n"),
        "CR before LF": instead("\n", "\r\n"),
        "a space": instead(",", ", "),
        "another version": instead('"v":1', '"v":2'),
        "version as text": instead('"v":1', '"v":"1"'),
        "no version": instead('"v":1,', ""),
        "no revision": instead(',"revision":0', ""),
        "a member more": instead('"revision":0', '"revision":0,"note":""'),
        "a member twice": instead('"epoch":1', '"epoch":1,"epoch":1'),
        "another order": instead('"epoch":1,"kind":"text"', '"kind":"text","epoch":1'),
        "epoch 0": instead('"epoch":1', '"epoch":0'),
        "epoch 01": instead('"epoch":1', '"epoch":01'),
        "epoch 1.0": instead('"epoch":1', '"epoch":1.0'),
        "epoch 1e0": instead('"epoch":1', '"epoch":1e0'),
        "epoch true": instead('"epoch":1', '"epoch":true'),
        "epoch 2^31": instead('"epoch":1', '"epoch":2147483648'),
        "epoch as text": instead('"epoch":1', '"epoch":"1"'),
        "revision -1": instead('"revision":0', '"revision":-1'),
        "revision -0": instead('"revision":0', '"revision":-0'),
        "an unknown kind": instead('"text"', '"note"'),
        "a compartment with a capital": instead("testimony", "Testimony"),
        "a compartment of 33 letters": instead("testimony", "t" * 33),
        "an empty part": instead(HEADER.part, ""),
        "a part of 65 letters": instead(HEADER.part, "0" * 65),
        "a part with a space": instead(HEADER.part, "a b"),
        "a part that needs escaping": instead(HEADER.part, '\\"'),
        "a needless escape": instead(HEADER.part, "\\u0061"),
        "a part outside ASCII": instead(HEADER.part, "가"),
        "a part that is null": instead(f'"{HEADER.part}"', "null"),
        "an array": "[1]\n",
        "no JSON": "age\n",
        "nothing": "\n",
    }
