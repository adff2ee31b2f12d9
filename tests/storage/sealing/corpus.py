"""Reads the corpus of FORMAT.md §10."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from storage.sealing.envelope import PartHeader

FOLDER = Path(__file__).parents[2] / "vectors" / "sealing"
HEADER = PartHeader(
    part="0000000000000000000000000a",
    case="0000000000000000000000000b",
    compartment="testimony",
    epoch=1,
    kind="text",
    form="5f" * 32,
    revision=0,
)


@cache
def corpus(name: str) -> Any:
    """Return one file of the corpus."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def named(vectors: list[dict[str, Any]], by: str = "name") -> dict[str, Any]:
    """Return arguments for `pytest.mark.parametrize` with each vector's name as its id."""
    return {"argvalues": vectors, "ids": [str(vector[by]) for vector in vectors]}
