"""`affiant migrate`: brings the database to the tables that this program knows. Safe to run again."""

from __future__ import annotations

import click

from config.settings import Settings
from storage.database.engine import upgrade


@click.command()
def migrate() -> None:
    """Bring the database to this program's tables."""
    before, after = upgrade(Settings().database)
    if before == after:
        click.echo(f"The database is at revision {after} already.")
    else:
        click.echo(f"The database went from {before or 'nothing'} to revision {after}.")
