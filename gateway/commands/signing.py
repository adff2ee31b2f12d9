"""`affiant keys renew` and `affiant keys sign-form`: what only the office's own key can say, offline.

The safe page believes nothing else: not the server that shows it, and not whoever took that server over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click
import msgspec

from config.questionnaire.plan import decode
from gateway.public.published import SIGNED_FORM, read_media
from storage.clock import SystemClock
from storage.sealing.ceremony import KEY_FILE, VALID_DAYS, Ceremony, new_key, refuse_used
from storage.sealing.ceremony import renew as renew_office
from storage.sealing.forms import FormStatement, SignedForm, digest, media_hashes
from storage.sealing.office import UNSIGNED, Office
from storage.sealing.signing import PREFIX, OfficeKey, fingerprint

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_office = click.option("--office", type=_FILE, required=True, help="The office file as it is now.")
_key = click.option("--key", type=_FILE, help="The ceremony's office/office.key, or its text from recovery.")
_days = click.option(
    "--days", type=click.IntRange(1, 3650), default=VALID_DAYS, show_default=True, help="How long it holds."
)
_phrase = click.option("--passphrase-file", type=_FILE, help="Its first line opens the key; without it you are asked.")


@click.command()
@_office
@_key
@_days
@_phrase
@click.option("--epoch", "epochs", multiple=True, metavar="COMPARTMENT", help="Give it a new key; repeat for several.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="A folder that does not exist yet."
)
def renew(
    *, office: Path, key: Path | None, days: int, passphrase_file: Path | None, epochs: tuple[str, ...], output: Path
) -> None:
    """Sign the office anew before its date runs out, or after a key was lost: the safe page then seals to new ones."""
    refuse_used(output)
    current = Office.load(office)
    made = _opened(current, key, passphrase_file)
    try:
        renewed = renew_office(current, made.key, now=SystemClock().now(), epochs=epochs, days=days)
    except ValueError as error:
        raise click.ClickException(f"{_sentence(error)}.") from None
    Ceremony(office=renewed.office, key=made.key, secret={**made.secret, **renewed.secret}).write(output)
    click.echo(
        f"Signed until {renewed.office.file.expires}. Copy {output / 'office.json'} to the server and restart it."
    )
    click.echo(f"Fingerprint of the office's key, for paper and for the page: {fingerprint(made.key.public)}")
    if renewed.secret:
        click.echo(f"Give every officer {output / 'compartments'}, and sign the form again: affiant keys sign-form")


@click.command("sign-form")
@click.argument("form", type=_FILE)
@_office
@_key
@_days
@_phrase
def sign_form(*, form: Path, office: Path, key: Path | None, days: int, passphrase_file: Path | None) -> None:
    """Sign a compiled FORM (form.json) and the media beside it: the safe page asks no other."""
    current = Office.load(office)
    if key is None:
        raise click.ClickException("Name the office's key: --key office/office.key")
    path = write_signed(form, office=current, key=_unlocked(key, passphrase_file), now=SystemClock().now(), days=days)
    click.echo(f"{path} goes to the server, beside {form.name}. Restart the gateway.")


def write_signed(
    form: Path, *, office: Office, key: OfficeKey, now: datetime, days: int = VALID_DAYS, beside: Path | None = None
) -> Path:
    """Sign a compiled form; write the signature beside it, or in a folder `beside`; return its path."""
    content = form.read_bytes()
    try:
        plan = decode(content)
    except msgspec.DecodeError:
        raise click.ClickException(f"{form} is no compiled form. Make one: affiant form compile --help") from None
    if office.file.key != key.public:
        raise click.ClickException("This is not the key that signed the office.")
    media = read_media(form.parent / "media")
    path = (beside or form.parent) / SIGNED_FORM
    statement = FormStatement(
        office=office.id,
        serial=_serial(path, key.public) + 1,
        issued=now.date(),
        expires=now.date() + timedelta(days=days),
        form=plan.version,
        name=plan.name,
        plan=digest(content),
        languages=plan.languages,
        media=media_hashes(media, list(media)),
    )
    path.write_bytes(SignedForm.sign(key, statement).dump())
    return path


def _serial(path: Path, public: bytes) -> int:
    """Return the number of the signing before, 0 when there was none by this key."""
    try:
        return SignedForm.read(path.read_bytes(), public).statement.serial
    except (FileNotFoundError, ValueError):
        return 0


def _opened(office: Office, key: Path | None, file: Path | None) -> Ceremony:
    """Return the key; a new one, with its files, for an office of the first format, which had none."""
    if key is not None:
        return Ceremony(office=office, key=_unlocked(key, file), secret={})
    if office.file.format != UNSIGNED:
        raise click.ClickException(f"Name the office's key: --key {KEY_FILE}")
    return new_key(office, _phrase_of(file, confirm=True))


def _unlocked(path: Path, file: Path | None) -> OfficeKey:
    content = path.read_bytes()
    try:
        if content.upper().startswith(PREFIX.upper().encode()):
            return OfficeKey.parse(content.decode("ascii", "replace"))
        return OfficeKey.unlock(content, _phrase_of(file, confirm=False))
    except ValueError as error:
        raise click.ClickException(f"{path}: {error}.") from None


def _phrase_of(file: Path | None, *, confirm: bool) -> str:
    if file is not None:
        return file.read_text("utf-8").splitlines()[0]
    return str(click.prompt("Passphrase of the office's key", hide_input=True, confirmation_prompt=confirm))


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:]
