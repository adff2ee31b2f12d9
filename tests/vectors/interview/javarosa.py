"""JavaRosa, the engine of ODK Collect, as a process that is asked one thing at a time.

It comes inside pyxform's wheel (ODK_Validate.jar); the sources in `harness/` are compiled against it with the JDK of
this machine. Only what makes the vectors, and the live comparison, need either.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final, TypeAlias

HARNESS: Final = Path(__file__).parent / "harness"

Reply: TypeAlias = dict[str, Any]
"""One line of JSON: what the harness says to a command."""


class HarnessError(Exception):
    """JavaRosa stopped: the form, or the way it was walked, is more than it can do."""


def missing() -> str:
    """Return what this machine lacks to run JavaRosa, as the end of a sentence, or ""."""
    for tool in ("java", "javac"):
        if shutil.which(tool) is None:
            return f"there is no {tool} on this machine"
    return "" if _jar().is_file() else "pyxform brings no JavaRosa"


def _jar() -> Path:
    spec = find_spec("pyxform")
    if spec is None or spec.origin is None:
        return Path("pyxform is not installed")
    return Path(spec.origin).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


class JavaRosa:
    """A running harness."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, command: str, *fields: str) -> Reply:
        """Return the reply to a command. Raises HarnessError."""
        writing, reading = _pipes(self._process)
        writing.write("\t".join([command, *map(_escaped, fields)]) + "\n")
        writing.flush()
        reply: Reply = json.loads(reading.readline() or '{"error": "the harness is gone"}')
        if "error" in reply:
            raise HarnessError(reply["error"])
        return reply


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _escaped(field: str) -> str:
    return field.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", " ").replace("\n", "\\n")


@contextmanager
def javarosa() -> Iterator[JavaRosa]:
    """Compile the harness and run it until the block ends."""
    with TemporaryDirectory() as classes:
        sources = map(str, sorted(HARNESS.glob("*.java")))
        subprocess.run(["javac", "-cp", str(_jar()), "-d", classes, *sources], check=True)
        command = ["java", "-Xss8m", "-Dfile.encoding=UTF-8", "-cp", f"{_jar()}:{classes}", "Harness"]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        try:
            yield JavaRosa(process)
        finally:
            for pipe in _pipes(process):
                pipe.close()
            process.wait(timeout=20)
