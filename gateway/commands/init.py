"""`affiant init`: make a data folder ready: lock keys, the compiled form, the database's tables. Overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import click

from config.questionnaire.author import convert
from config.questionnaire.errors import FormError
from config.questionnaire.plan import encode
from config.questionnaire.reading import shown_files
from config.settings import Settings
from gateway.app import refuse_sheets
from gateway.commands.publishing import copy_media
from storage.database.engine import upgrade
from storage.sealing.lockbox import Lockbox

FORM = Path(__file__).parents[2] / "config" / "forms" / "intake"
"""The default questionnaire."""

_PRIVATE_FOLDER = 0o700


@click.command()
@click.option("--form", "source", type=click.Path(path_type=Path, exists=True), default=FORM, help="An XLSForm.")
def init(source: Path) -> None:
    """Make the data folder ready: lock keys, form, database."""
    settings = Settings()
    prepare(settings, source)
    click.echo(f"Ready: {settings.data}")
    if not settings.path("office").is_file():
        click.echo(
            "Next, on a machine without a network: affiant keys ceremony --officer NAME --recovery 2-of-3 -o DIR"
        )
        click.echo(f"Then copy DIR/office.json to {settings.path('office')} and run: affiant serve")


def prepare(settings: Settings, source: Path = FORM) -> None:
    """Create what is missing under the data folder. Raises ClickException and PermanentError for forms."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    if not settings.path("lock_keys").exists():
        Lockbox.generate(settings.path("lock_keys"))
    refuse_sheets(settings.path("form"))
    if not settings.path("form").exists():
        _write_form(settings.path("form"), source)
    upgrade(settings.database)


def _write_form(path: Path, source: Path) -> None:
    try:
        converted = convert(source)
        plan = converted.read().plan
    except FormError as error:
        raise click.ClickException(f"{source}: {error.diagnostics()}") from None
    path.write_bytes(encode(plan))
    copy_media(path.parent, map(converted.companions.find, shown_files(plan)))
