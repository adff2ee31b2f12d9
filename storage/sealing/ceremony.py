"""The ceremony: makes every key of an office, once, on a machine without a network (FORMAT.md §8).

It writes the public office file, an identity file under a passphrase for each officer, each compartment's key sealed
to its officers and to the recovery key, the key that signs in the office's name, and the recovery key itself as
SLIP-39 shares on paper. The server gets the office file and nothing else. `renew` gives an office new dates and
compartments new keys, as offline. Called by `affiant keys` and by the demo.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from storage.errors import PermanentError
from storage.ids import Randomness, new_id
from storage.sealing.agefile import age_file
from storage.sealing.office import FORMAT, Compartment, Office, OfficeFile
from storage.sealing.primitives import token
from storage.sealing.recipients import WORK_FACTOR, Identity, Passphrase, Recipient
from storage.sealing.shares import split
from storage.sealing.signing import OfficeKey

COMPARTMENTS = ("contact", "testimony", "triage")
"""What the default questionnaire needs."""

VALID_DAYS = 400
"""How long what is signed holds: a year, and time to find everybody for the next signing."""
KEY_FILE = "office/office.key"
"""The signing key under its keeper's passphrase."""

_EPOCH = 1
_MOST_SHARES = 16
_PRIVATE = 0o600
_PUBLIC = 0o644
_PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Somebody who will hold a key. `name` becomes a file name."""

    name: str
    passphrase: str = field(repr=False)
    compartments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of the recovery shares bring the recovery key back."""

    threshold: int
    shares: int

    @classmethod
    def parse(cls, text: str) -> Quorum:
        """Return the quorum of a text such as "2-of-3". Raises ValueError."""
        threshold, separator, shares = text.partition("-of-")
        quorum = cls(int(threshold), int(shares)) if separator else cls(0, 0)
        if not 1 < quorum.threshold <= quorum.shares <= _MOST_SHARES:
            raise ValueError("a quorum is written k-of-n, with 2 <= k <= n <= 16")
        return quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """What came of it: files by name, to be written once."""

    office: Office
    key: OfficeKey
    secret: Mapping[str, bytes] = field(repr=False)
    """Files that only their owners may read."""

    def write(self, folder: Path) -> None:
        """Write everything. Raises PermanentError when the folder holds something already."""
        refuse_used(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
        for name, content in self.secret.items():
            _write(folder / name, content)
        _write(folder / "office.json", self.office.dump(), _PUBLIC)


def refuse_used(folder: Path) -> None:
    """Raise PermanentError when there is something in or instead of the folder: keys are never replaced."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PermanentError(f"{folder} is not empty. Name a folder that does not exist yet.")


def hold(
    officers: Sequence[Officer],
    *,
    quorum: Quorum,
    now: datetime,
    compartments: Sequence[str] = COMPARTMENTS,
    keeper: str = "",
    days: int = VALID_DAYS,
    work: int = WORK_FACTOR,
    randomness: Randomness = token,
) -> Ceremony:
    """Make the keys of an office. `work` is the scrypt work of the files under passphrases, log2(N).

    `keeper` is the officer whose passphrase protects the signing key; the first, unless named. What is signed holds for
    `days`. Raises ValueError when two officers have one name, a compartment would have no officer, or there is no such
    keeper.
    """
    _distinct(officers)
    identities = {officer.name: Identity.generate(randomness) for officer in officers}
    recovery = Identity.generate(randomness)
    secret: dict[str, bytes] = {}
    public: dict[str, Compartment] = {}
    for name in sorted(compartments):
        members = [identities[officer.name].recipient for officer in officers if name in officer.compartments]
        if not members:
            raise ValueError(f"nobody would hold the compartment {name}")
        public[name], secret[_key_name(name, _EPOCH)] = _compartment(
            _EPOCH, members, recovery.recipient, now=now, randomness=randomness
        )
    for officer in officers:
        secret[f"officers/{officer.name}.key"] = protected(
            identities[officer.name], officer.passphrase, work=work, randomness=randomness
        )
    papers = split(recovery, threshold=quorum.threshold, shares=quorum.shares)
    secret |= {f"recovery/share-{number}.txt": paper for number, paper in enumerate(papers, 1)}
    key = OfficeKey.generate(randomness)
    phrase = _keeper(officers, keeper).passphrase
    secret |= _key_files(key, phrase, recovery.recipient, work=work, randomness=randomness)
    file = OfficeFile(
        format=FORMAT,
        id=new_id(randomness),
        created=now.date().isoformat(),
        compartments=public,
        recovery=str(recovery.recipient),
    )
    return Ceremony(office=Office.of(_signed(file, key, now=now, days=days)), key=key, secret=secret)


def renew(
    office: Office,
    key: OfficeKey,
    *,
    now: datetime,
    epochs: Collection[str] = (),
    days: int = VALID_DAYS,
    randomness: Randomness = token,
) -> Ceremony:
    """Sign an office anew, with new dates; give the compartments in `epochs` new keys, sealed as the old ones were.

    Raises ValueError when there is no such compartment, or this is not the key that signed the office.
    """
    file = office.file
    if unknown := sorted(set(epochs) - set(file.compartments)):
        raise ValueError(f"there is no compartment {unknown[0]}")
    if file.key not in {b"", key.public}:
        raise ValueError("this is not the key that signed the office")
    public = dict(file.compartments)
    secret: dict[str, bytes] = {}
    recovery = Recipient.parse(file.recovery)
    for name in sorted(epochs):
        epoch = public[name].epoch + 1
        members = [Recipient.parse(member) for member in public[name].members]
        public[name], secret[_key_name(name, epoch)] = _compartment(
            epoch, members, recovery, now=now, randomness=randomness
        )
    renewed = _signed(msgspec.structs.replace(file, compartments=public), key, now=now, days=days)
    return Ceremony(office=Office.of(renewed), key=key, secret=secret)


def new_key(office: Office, passphrase: str, *, work: int = WORK_FACTOR, randomness: Randomness = token) -> Ceremony:
    """Give an office of the first format, which nobody could sign, a signing key. It is not signed by that: `renew`."""
    key = OfficeKey.generate(randomness)
    recovery = Recipient.parse(office.file.recovery)
    return Ceremony(
        office=office, key=key, secret=_key_files(key, passphrase, recovery, work=work, randomness=randomness)
    )


def protected(identity: Identity, passphrase: str, *, work: int = WORK_FACTOR, randomness: Randomness = token) -> bytes:
    """Return an identity file under a passphrase, as the age tool reads it with -i."""
    return age_file(_identity_file(identity), [Passphrase(passphrase, work, randomness)], randomness)


def _distinct(officers: Sequence[Officer]) -> None:
    names = [officer.name.casefold() for officer in officers]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two officers are called {twice[0]}")


def _keeper(officers: Sequence[Officer], name: str) -> Officer:
    if not name:
        return officers[0]
    found = next((officer for officer in officers if officer.name == name), None)
    if found is None:
        raise ValueError(f"no officer is called {name}")
    return found


def _compartment(
    epoch: int, members: Sequence[Recipient], recovery: Recipient, *, now: datetime, randomness: Randomness
) -> tuple[Compartment, bytes]:
    """Return a compartment with a fresh key, and that key sealed to its members and to the recovery key."""
    key = Identity.generate(randomness)
    sealed = age_file(_identity_file(key), [*members, recovery], randomness)
    told = tuple(str(member) for member in members)
    return Compartment(epoch, str(key.recipient), told, not_before=now.date()), sealed


def _key_name(compartment: str, epoch: int) -> str:
    return f"compartments/{compartment}.{epoch}.key.age"


def _key_files(
    key: OfficeKey, passphrase: str, recovery: Recipient, *, work: int, randomness: Randomness
) -> dict[str, bytes]:
    """Return the signing key's file for daily life, and the one for the day on which its keeper is gone."""
    return {
        KEY_FILE: key.locked(passphrase, work=work, randomness=randomness),
        f"{KEY_FILE}.age": age_file(f"{key.secret_text()}\n".encode(), [recovery], randomness),
    }


def _signed(file: OfficeFile, key: OfficeKey, *, now: datetime, days: int) -> OfficeFile:
    issued, expires = now.date(), now.date() + timedelta(days=days)
    compartments = {
        name: msgspec.structs.replace(each, not_before=each.not_before or issued, not_after=expires)
        for name, each in file.compartments.items()
    }
    dated = msgspec.structs.replace(
        file, compartments=compartments, serial=file.serial + 1, issued=issued, expires=expires
    )
    return dated.signed(key)


def _identity_file(identity: Identity) -> bytes:
    return f"{identity.secret_text()}\n".encode()


def _write(path: Path, content: bytes, mode: int = _PRIVATE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
