"""The age testkit (npm `cctv-age`), read once through Node: whoever has the frontend's packages has the vectors."""

from __future__ import annotations

import json
import subprocess
import zlib
from base64 import b64decode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[3] / "gateway" / "frontend"
_SCRIPT = """
import * as testkit from "cctv-age";
const entries = Object.entries(testkit).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
process.stdout.write(JSON.stringify(Object.fromEntries(entries)));
"""


@dataclass(frozen=True)
class Vector:
    """One file of the testkit: what is told of it, and the age file."""

    name: str
    told: dict[str, str]
    file: bytes

    @property
    def expect(self) -> str:
        return self.told["expect"]


def node(script: str, *arguments: str, given: bytes = b"") -> bytes:
    """Return what a module script prints that may import the frontend's packages. Skips the test without them."""
    if not (FRONTEND / "node_modules" / "cctv-age").is_dir():
        pytest.skip("the frontend's packages are not installed: make frontend")
    program = Path(__file__).parents[3] / ".venv" / "bin" / "node"
    command = [str(program) if program.exists() else "node", "--input-type=module", "-e", script, "--", *arguments]
    return subprocess.run(command, cwd=FRONTEND, input=given, capture_output=True, check=True, timeout=120).stdout


@cache
def vectors() -> list[Vector]:
    """Return every vector of the testkit."""
    return [_vector(name, b64decode(text)) for name, text in json.loads(node(_SCRIPT)).items()]


def _vector(name: str, content: bytes) -> Vector:
    head, _, file = content.partition(b"\n\n")
    told = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return Vector(name, told, zlib.decompress(file) if told.get("compressed") == "zlib" else file)
