"""`affiant keys`: the offline ceremony, the way back by recovery shares, and the rotation of the lock keys."""

from __future__ import annotations

import os
from pathlib import Path

import click

from config.settings import Settings
from storage.clock import SystemClock
from storage.sealing.ceremony import COMPARTMENTS, Officer, Quorum, hold, protected, recover
from storage.sealing.lockbox import Lockbox

_SHORTEST = 12


class _QuorumType(click.ParamType[Quorum]):
    """`2-of-3` on the command line."""

    name = "k-of-n"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Quorum:
        """Return the quorum, or fail with a sentence."""
        try:
            return Quorum.parse(str(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


@click.group()
def keys() -> None:
    """Make, recover and rotate keys."""


@keys.command()
@click.option("--officer", "officers", multiple=True, required=True, metavar="NAME[:COMPARTMENT,…]")
@click.option("--recovery", type=_QuorumType(), required=True, metavar="K-of-N", help="Such as 2-of-3.")
@click.option("--passphrase-file", type=click.Path(path_type=Path, exists=True), help="A line per officer, in order.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="A folder that does not exist yet."
)
def ceremony(officers: tuple[str, ...], recovery: Quorum, passphrase_file: Path | None, output: Path) -> None:
    """Make an office's keys. Do it on a machine without a network, and wipe the machine afterwards."""
    named = [_named(text) for text in officers]
    phrases = _phrases([name for name, _ in named], passphrase_file)
    members = [
        Officer(name=name, passphrase=phrase, compartments=compartments)
        for (name, compartments), phrase in zip(named, phrases, strict=True)
    ]
    try:
        held = hold(members, quorum=recovery, now=SystemClock().now())
    except ValueError as error:
        raise click.ClickException(f"{str(error).capitalize()}. Give it an --officer.") from None
    held.write(output)
    click.echo(f"office.json      to the server: it is public and all that the server needs ({output / 'office.json'})")
    click.echo("officers/*.key   each to its officer, who alone knows its passphrase")
    click.echo("compartments/    a copy to every officer: each opens only what is sealed to them")
    click.echo(f"recovery/        print, put into {recovery.shares} different safes, delete")


@keys.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The identity file to write.")
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path, exists=True), help="Its first line protects the file."
)
@click.argument("shares", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def recovered(shares: tuple[Path, ...], passphrase_file: Path | None, output: Path) -> None:
    """Bring the recovery key back from enough SHARES (their text files), as an identity file for `age -i`."""
    if output.exists():
        raise click.ClickException(f"{output} exists. Name another file.")
    try:
        identity = recover([_share(path.read_text("utf-8")) for path in shares])
    except ValueError as error:
        raise click.ClickException(
            f"{str(error).capitalize()}. Bring more shares, or type the damaged one again."
        ) from None
    content = protected(identity, _phrases(["the recovery key"], passphrase_file)[0])
    handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    click.echo(f"{output} opens every compartment key: age -d -i {output} compartments/NAME.1.key.age")


keys.add_command(recovered, "recover")


@keys.command()
def rotate() -> None:
    """Give the lockbox a fresh key. Old fields still open and are locked anew when next written."""
    path = Settings().path("lock_keys")
    if not path.is_file():
        raise click.ClickException(f"There are no lock keys at {path}. Run: affiant init")
    Lockbox.load(path).rotated().save(path)
    click.echo("Rotated. Restart the gateway, and replace the copy of the key file that you keep apart.")


def _named(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, compartments = text.partition(":")
    if not name.replace("-", "").replace("_", "").isalnum():
        raise click.ClickException(f"An officer's name becomes a file name: letters and digits only, not {name!r}.")
    chosen = tuple(compartments.split(",")) if compartments else COMPARTMENTS
    if unknown := sorted(set(chosen) - set(COMPARTMENTS)):
        raise click.ClickException(f"No such compartment: {', '.join(unknown)}. There are {', '.join(COMPARTMENTS)}.")
    return name, chosen


def _phrases(names: list[str], file: Path | None) -> list[str]:
    if file is None:
        return [_long_enough(_asked(name)) for name in names]
    lines = file.read_text("utf-8").splitlines()
    if len(lines) < len(names):
        raise click.ClickException(f"{file} has {len(lines)} lines, {len(names)} are needed.")
    return [_long_enough(line) for line in lines[: len(names)]]


def _asked(name: str) -> str:
    return str(click.prompt(f"Passphrase of {name}", hide_input=True, confirmation_prompt=True))


def _long_enough(phrase: str) -> str:
    if len(phrase) < _SHORTEST:
        raise click.ClickException(f"A passphrase needs {_SHORTEST} characters or more. Five random words are good.")
    return phrase


def _share(paper: str) -> str:
    """Return the words of a share's file: what is no number and comes after the two lines of advice."""
    return " ".join(word for line in paper.splitlines()[2:] for word in line.split() if not word.isdecimal())
