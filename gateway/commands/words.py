"""`affiant words`: return words at a desk: make some for a drill, or check words that somebody reads out."""

from __future__ import annotations

import sys

import click

from storage.sealing.words import make, parse


@click.group()
def words() -> None:
    """Make and check return words."""


@words.command("make")
@click.option("--language", default="en", help="A language code; without a word list it becomes digits.")
def make_words(language: str) -> None:
    """Print fresh return words. They lead nowhere: for drills."""
    click.echo(" ".join(make(language)))


@words.command("check")
def check_words() -> None:
    """Read words from standard input and say whether their check word fits. They are neither shown nor kept."""
    if parse(sys.stdin.buffer.read().decode("utf-8", "replace")) is None:
        raise click.ClickException("These are not return words: one is missing, misspelt or out of its place.")
    click.echo("The check word fits.")
