"""The ceremony: makes every key of an office, once, on a machine without a network (FORMAT.md §8).

It writes the public office file, an identity file under a passphrase for each officer, each compartment's key sealed
to its officers and to the recovery key, and the recovery key itself as SLIP-39 shares on paper. The server gets the
office file and nothing else. Called by `affiant keys ceremony` and by the demo.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.utils import MnemonicError

from storage.errors import PermanentError
from storage.ids import Randomness, new_id
from storage.sealing.agefile import age_file
from storage.sealing.office import FORMAT, Compartment, Office, OfficeFile
from storage.sealing.primitives import token
from storage.sealing.recipients import WORK_FACTOR, Identity, Passphrase

COMPARTMENTS = ("contact", "testimony", "triage")
"""What the default questionnaire needs."""

_EPOCH = 1
_MOST_SHARES = 16
_ADVICE = "Recovery share"
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
    work: int = WORK_FACTOR,
    randomness: Randomness = token,
) -> Ceremony:
    """Make the keys of an office. `work` is the scrypt work of the officers' identity files, log2(N).

    Raises ValueError when two officers have one name, or a compartment would have no officer.
    """
    _distinct(officers)
    identities = {officer.name: Identity.generate(randomness) for officer in officers}
    recovery = Identity.generate(randomness)
    secret: dict[str, bytes] = {}
    public: dict[str, Compartment] = {}
    for name in sorted(compartments):
        members = [identities[officer.name] for officer in officers if name in officer.compartments]
        if not members:
            raise ValueError(f"nobody would hold the compartment {name}")
        key = Identity.generate(randomness)
        readers = [identity.recipient for identity in (*members, recovery)]
        secret[f"compartments/{name}.{_EPOCH}.key.age"] = age_file(_identity_file(key), readers, randomness)
        public[name] = Compartment(_EPOCH, str(key.recipient), tuple(str(each.recipient) for each in members))
    for officer in officers:
        secret[f"officers/{officer.name}.key"] = protected(
            identities[officer.name], officer.passphrase, work=work, randomness=randomness
        )
    for number, share in enumerate(_shares(recovery, quorum), 1):
        secret[f"recovery/share-{number}.txt"] = _paper(share, number, quorum)
    file = OfficeFile(
        format=FORMAT,
        id=new_id(randomness),
        created=now.date().isoformat(),
        compartments=public,
        recovery=str(recovery.recipient),
    )
    return Ceremony(office=Office.of(file), secret=secret)


def recover(shares: Sequence[str]) -> Identity:
    """Return the recovery identity that enough shares make. Raises ValueError when they are too few or damaged."""
    try:
        return Identity(combine_mnemonics(list(shares)))
    except MnemonicError as error:
        raise ValueError(f"these shares do not make a key: {error}") from None


def protected(identity: Identity, passphrase: str, *, work: int = WORK_FACTOR, randomness: Randomness = token) -> bytes:
    """Return an identity file under a passphrase, as the age tool reads it with -i."""
    return age_file(_identity_file(identity), [Passphrase(passphrase, work, randomness)], randomness)


def read_share(paper: str) -> str:
    """Return the share in a text: a printed one with its advice and numbers, or its words alone, in any case."""
    _, blank, rows = paper.partition("\n\n")
    typed = rows if blank and paper.startswith(_ADVICE) else paper
    return " ".join(word for word in typed.lower().split() if word.isalpha())


def _distinct(officers: Sequence[Officer]) -> None:
    names = [officer.name.casefold() for officer in officers]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two officers are called {twice[0]}")


def _identity_file(identity: Identity) -> bytes:
    return f"{identity.secret_text()}\n".encode()


def _shares(recovery: Identity, quorum: Quorum) -> list[str]:
    return list(generate_mnemonics(1, [(quorum.threshold, quorum.shares)], recovery.seed)[0])


def _paper(share: str, number: int, quorum: Quorum) -> bytes:
    """Return a share as it is printed: numbered words in rows of four, and what to do with them."""
    words = share.split()
    rows = [
        "   ".join(f"{place + 1:2d} {words[place]:<10}" for place in range(start, min(start + 4, len(words))))
        for start in range(0, len(words), 4)
    ]
    text = [
        f"{_ADVICE} {number} of {quorum.shares}. Any {quorum.threshold} of them bring the recovery key back.",
        "Print this, put it into a safe of its own, and delete the file. Alone it opens nothing.",
        "",
        *(row.rstrip() for row in rows),
        "",
    ]
    return "\n".join(text).encode()


def _write(path: Path, content: bytes, mode: int = _PRIVATE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
