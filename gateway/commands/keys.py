"""`affiant keys`: the offline ceremony, the way back by recovery shares, and the rotation of the lock keys.

What the office's own key signs later is `gateway.commands.signing`.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from config.settings import Settings
from gateway.commands.signing import renew, sign_form
from storage.clock import SystemClock
from storage.sealing.ceremony import (
    COMPARTMENTS,
    Ceremony,
    Officer,
    Quorum,
    hold,
    protected,
    refuse_used,
)
from storage.sealing.lockbox import Lockbox
from storage.sealing.shares import read_share, recover
from storage.sealing.signing import fingerprint

_SHORTEST = 12
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_PRIVATE = 0o600


class _QuorumType(click.ParamType[Quorum]):
    """`2-of-3` on the command line."""

    name = "k-of-n"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Quorum:
        """Return the quorum, or fail with a sentence."""
        try:
            return Quorum.parse(str(value))
        except ValueError:
            self.fail("A quorum is written k-of-n, with 2 <= k <= n <= 16, such as 2-of-3.", param, ctx)


@click.group()
def keys() -> None:
    """Make, recover and rotate keys."""


@keys.command()
@click.option(
    "--officer",
    "officers",
    multiple=True,
    required=True,
    metavar="NAME[:COMPARTMENT,…]",
    help=f"Once for each officer; without compartments all of them: {', '.join(COMPARTMENTS)}.",
)
@click.option("--recovery", type=_QuorumType(), required=True, metavar="K-of-N", help="Such as 2-of-3.")
@click.option("--passphrase-file", type=_FILE, help="A line for each officer, in order; without it you are asked.")
@click.option(
    "--keeper", default="", metavar="NAME", help="Whose passphrase guards the signing key (default: the first)."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="A folder that does not exist yet."
)
def ceremony(
    *, officers: tuple[str, ...], recovery: Quorum, passphrase_file: Path | None, keeper: str, output: Path
) -> None:
    """Make an office's keys. Do it on a machine without a network, and wipe the machine afterwards."""
    refuse_used(output)
    named = [_named(text) for text in officers]
    phrases = _phrases([name for name, _ in named], passphrase_file)
    members = [
        Officer(name=name, passphrase=phrase, compartments=compartments)
        for (name, compartments), phrase in zip(named, phrases, strict=True)
    ]
    try:
        held = hold(members, quorum=recovery, now=SystemClock().now(), keeper=keeper)
    except ValueError as error:
        raise click.ClickException(f"{_sentence(error)}. Look at the --officer options again.") from None
    held.write(output)
    _next_steps(held, recovery, output)


def _next_steps(held: Ceremony, quorum: Quorum, output: Path) -> None:
    until = held.office.file.expires
    key, sealed = "officers/NAME.key", next(name for name in sorted(held.secret) if name.startswith("compartments/"))
    click.echo(
        f"""\
The keys of office {held.office.id} are in {output}. Next:

  office.json     Copy it to the server: it is public, and all that the server needs.
  office/         Signs in the office's name: office.key is for its keeper, the .age copy for the archive. Sign the form
                  with it now (affiant keys sign-form), and the office before {until} (affiant keys renew).
                  Fingerprint, for paper and for the page: {fingerprint(held.key.public)}
  officers/       Give each officer their .key file. They alone know its passphrase.
  compartments/   Give every officer a copy: each opens only what was sealed to them. Keep one in the archive.
  recovery/       Print the {quorum.shares} shares, put each into a safe of its own, delete the files.

Then wipe this machine. To open a sealed part, on a machine without a network, with age 1.3 or newer:

  age -d -i {key} {sealed} | age -d -i - part.age > part.txt"""
    )


@keys.command("recover")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The identity file to write.")
@click.option("--passphrase-file", type=_FILE, help="Its first line protects the file; without it you are asked.")
@click.argument("shares", nargs=-1, required=True, type=_FILE)
def recover_key(shares: tuple[Path, ...], passphrase_file: Path | None, output: Path) -> None:
    """Bring the recovery key back from enough SHARES (their text files), as an identity file for `age -i`."""
    if output.exists():
        raise click.ClickException(f"{output} exists. Name another file.")
    try:
        identity = recover([read_share(_text(path)) for path in shares])
    except ValueError as error:
        raise click.ClickException(f"{_sentence(error)}. Bring more shares, or look at the typing.") from None
    content = protected(identity, _phrases(["the recovery key"], passphrase_file)[0])
    handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    click.echo(f"{output} opens every compartment's key: age -d -i {output} compartments/NAME.EPOCH.key.age")


@keys.command()
@click.option("--prepare", is_flag=True, help="Only add the next key, for gateways that share the ring.")
def rotate(*, prepare: bool) -> None:
    """Give the lock key ring a fresh key. Old fields still open, and get the new key when they are next written."""
    path = Settings().path("lock_keys")
    lockbox = Lockbox.load(path)
    (lockbox.prepared() if prepare else lockbox.rotated()).save(path)
    if prepare:
        click.echo("A key is added and not used yet. Copy the ring to every gateway, restart them, then: keys rotate")
    else:
        click.echo("Rotated. Restart the gateway, and replace the copy of the key ring that you keep apart.")


def _named(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, compartments = text.partition(":")
    if not name.replace("-", "").replace("_", "").isalnum():
        raise click.ClickException(f"An officer's name becomes a file name: letters and digits only, not {name!r}.")
    chosen = tuple(dict.fromkeys(compartments.split(","))) if compartments else COMPARTMENTS
    if unknown := sorted(set(chosen) - set(COMPARTMENTS)):
        raise click.ClickException(f"No such compartment: {', '.join(unknown)}. There are {', '.join(COMPARTMENTS)}.")
    return name, chosen


def _phrases(names: list[str], file: Path | None) -> list[str]:
    if file is None:
        return [_long_enough(_asked(name)) for name in names]
    lines = _text(file).splitlines()
    if len(lines) < len(names):
        raise click.ClickException(f"{file} has {len(lines)} lines, {len(names)} are needed.")
    return [_long_enough(line) for line in lines[: len(names)]]


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is no text file in UTF-8. Save it as such.") from None


def _asked(name: str) -> str:
    return str(click.prompt(f"Passphrase of {name}", hide_input=True, confirmation_prompt=True))


def _long_enough(phrase: str) -> str:
    if len(phrase) < _SHORTEST:
        raise click.ClickException(f"A passphrase needs {_SHORTEST} characters or more. Five random words are good.")
    return phrase


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:]


for _command in (renew, sign_form):
    keys.add_command(_command)
