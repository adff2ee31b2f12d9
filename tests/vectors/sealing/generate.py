"""Makes the corpus of FORMAT.md §10: `python -m tests.vectors.sealing.generate`. Run once; it replaces no file.

A seal cannot be made twice alike (HPKE draws its own randomness), so the files are the corpus and this is how they came
about. Everything in them is invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tests.vectors.sealing import lines, locked, padding, parts, signed, words

FOLDER = Path(__file__).parent


@click.command()
def generate() -> None:
    """Write each file of the corpus that is not there."""
    for name, content in _corpus():
        path = FOLDER / f"{name}.json"
        if path.exists():
            click.echo(f"{path.name} is there already; remove it first to make it anew.")
            continue
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        click.echo(f"{path.name} written")


def _corpus() -> Iterator[tuple[str, Any]]:
    yield "lines", lines.made()
    yield "padding", padding.made()
    yield "parts", parts.made()
    yield "words", words.made()
    yield "locked", locked.made()
    yield "signed", signed.made()


if __name__ == "__main__":
    generate()
