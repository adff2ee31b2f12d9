"""Opens what `storage.sealing` seals, in the order of FORMAT.md §9. With the tests, for nothing that ships may open.

`open_age` opens any age file with an identity, a passphrase or the bare file key; `open_part` goes on to the header
line, the binding and the padding; `compartment_key` walks the ceremony's folder, as an officer does with the age tool.
"""

from __future__ import annotations

import hmac
import json
import re
from base64 import b64decode
from dataclasses import dataclass, fields
from functools import cache
from hashlib import shake_256
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from storage.sealing import bech32
from storage.sealing.envelope import PartHeader
from storage.sealing.padding import bucket
from storage.sealing.primitives import hkdf, hmac_sha256, scrypt
from storage.sealing.recipients import IDENTITY_PREFIX, Identity, Stanza, unpadded
from storage.sealing.stream import CHUNK

Verdict = Literal[
    "header failure",
    "no match",
    "HMAC failure",
    "payload failure",
    "line failure",
    "binding failure",
    "padding failure",
]

_INTRO = b"age-encryption.org/v1"
_ARGUMENTS = re.compile(rb"-> ([!-~]+(?: [!-~]+)*)")
_NONCE = 16
_TAG = 16
_FILE_KEY = 16
_MOST_WORK = 18
_LONGEST_LINE = 400
_suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


class OpeningError(Exception):
    """It does not open; `verdict` is the `expect` of FORMAT.md §9."""

    def __init__(self, verdict: Verdict, why: str) -> None:
        super().__init__(f"{verdict}: {why}")
        self.verdict = verdict


@dataclass(frozen=True)
class Passphrase:
    """What an officer types."""

    secret: str


@dataclass(frozen=True)
class FileKey:
    """Somebody who knows the file key needs no stanza: for testkit vectors of recipient types that are not ours."""

    raw: bytes


Key = Identity | Passphrase | FileKey


@dataclass(frozen=True)
class Parsed:
    """An age file taken apart. `text` is what the MAC covers."""

    stanzas: list[Stanza]
    text: bytes
    mac: bytes
    nonce: bytes
    payload: bytes


@dataclass(frozen=True)
class Opened:
    """A part: what it says it is, and its body."""

    header: PartHeader
    body: bytes


def identity(text: str) -> Identity:
    """Return the identity of an identity file's line."""
    prefix, seed = bech32.decode(text.strip())
    assert prefix == IDENTITY_PREFIX
    return Identity(seed)


def compartment_key(folder: Path, officer: str, passphrase: str, compartment: str, epoch: int = 1) -> Identity:
    """Return a compartment's identity, as an officer gets at it: passphrase, own key, compartment's key."""
    own = identity(open_age((folder / "officers" / f"{officer}.key").read_bytes(), Passphrase(passphrase)).decode())
    sealed = (folder / "compartments" / f"{compartment}.{epoch}.key.age").read_bytes()
    return identity(open_age(sealed, own).decode())


def open_part(file: bytes, key: Key, **asked: str | int) -> Opened:
    """Return the part; `asked` are the members of the header line that whoever opens knows (FORMAT.md §4)."""
    plaintext = open_age(file, key)
    line, newline, rest = plaintext[:_LONGEST_LINE].partition(b"\n")
    header = read_line(line + newline)
    for name, value in asked.items():
        if getattr(header, name) != value:
            raise OpeningError("binding failure", f"another {name} was asked for")
    rest = plaintext[len(line) + 1 :]
    body = rest.rstrip(b"\0")
    if not body.endswith(b"\x80") or len(plaintext) != bucket(len(line) + 1 + len(body)):
        raise OpeningError("padding failure", "no mark, or not its bucket")
    return Opened(header, body[:-1])


def read_line(line: bytes) -> PartHeader:
    """Return what a header line says; a line that is not the one spelling of it is refused."""
    try:
        said = json.loads(line)
        header = PartHeader(**{each.name: said[each.name] for each in fields(PartHeader)})
        if header.line() == line and type(header.epoch) is type(header.revision) is int:
            return header
    except (ValueError, KeyError, TypeError):
        pass
    raise OpeningError("line failure", "not a header line")


def open_age(file: bytes, key: Key) -> bytes:
    """Return the plaintext of an age file, or raise OpeningError with the first step that failed."""
    parsed = parse(file)
    file_key = _file_key(parsed.stanzas, key)
    if not hmac.compare_digest(hmac_sha256(hkdf(file_key, salt=b"", info=b"header"), parsed.text), parsed.mac):
        raise OpeningError("HMAC failure", "the header was altered")
    return _open_payload(parsed.payload, hkdf(file_key, salt=parsed.nonce, info=b"payload"))


def parse(file: bytes) -> Parsed:
    """Return an age file taken apart (§2.1)."""
    lines, place = file.split(b"\n"), 1
    if lines[0] != _INTRO:
        raise OpeningError("header failure", "another version")
    stanzas = []
    while place < len(lines) and lines[place].startswith(b"->"):
        stanza, place = _stanza(lines, place)
        stanzas.append(stanza)
    end = lines[place] if place < len(lines) - 1 else b""
    if not stanzas or not end.startswith(b"--- "):
        raise OpeningError("header failure", "no stanza, or no end")
    mac = _base64(end[4:], 32)
    text = b"\n".join([*lines[:place], b"---"])
    rest = file[len(text) + len(end) - len(b"---") + 1 :]
    if len(rest) < _NONCE:
        raise OpeningError("header failure", "no nonce")
    return Parsed(stanzas, text, mac, rest[:_NONCE], rest[_NONCE:])


def _stanza(lines: list[bytes], place: int) -> tuple[Stanza, int]:
    matched = _ARGUMENTS.fullmatch(lines[place])
    if not matched:
        raise OpeningError("header failure", "bad arguments")
    rows = []
    for line in lines[place + 1 :]:
        rows.append(line)
        if len(line) < 64:
            return Stanza(tuple(matched[1].decode().split(" ")), _base64(b"".join(rows))), place + 1 + len(rows)
        if len(line) > 64:
            break
    raise OpeningError("header failure", "a line of a body is too long, or the body does not end")


def _base64(text: bytes, length: int | None = None) -> bytes:
    try:
        raw = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        raw = None
    if raw is None or unpadded(raw).encode() != text or (length is not None and len(raw) != length):
        raise OpeningError("header failure", "not canonical base64, or of another length")
    return raw


def _file_key(stanzas: list[Stanza], key: Key) -> bytes:
    if len(stanzas) > 1 and any(stanza.arguments[0] == "scrypt" for stanza in stanzas):
        raise OpeningError("header failure", "a passphrase that does not stand alone")
    if isinstance(key, FileKey):
        return key.raw
    for stanza in stanzas:
        file_key = _open_hybrid(stanza, key) if isinstance(key, Identity) else _open_scrypt(stanza, key)
        if file_key is not None:
            return file_key
    raise OpeningError("no match", "no stanza opens")


def _open_hybrid(stanza: Stanza, key: Identity) -> bytes | None:
    if stanza.arguments[0] != "mlkem768x25519":
        return None
    if len(stanza.arguments) != 2:
        raise OpeningError("header failure", "arguments")
    encapsulated = _base64(stanza.arguments[1].encode(), 1120)
    if len(stanza.body) != _FILE_KEY + _TAG:
        raise OpeningError("header failure", "a body of another length")
    pq, classic = _private(key.seed)
    try:
        classic.exchange(X25519PublicKey.from_public_bytes(encapsulated[-32:]))
    except ValueError:
        raise OpeningError("header failure", "a point of low order") from None
    private = hpke.MLKEM768X25519PrivateKey(pq, classic)
    try:
        return _suite.decrypt(encapsulated + stanza.body, private, b"age-encryption.org/mlkem768x25519")
    except InvalidTag:
        return None


@cache
def _private(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    expanded = shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])


def _open_scrypt(stanza: Stanza, key: Passphrase) -> bytes | None:
    if stanza.arguments[0] != "scrypt":
        return None
    if len(stanza.arguments) != 3 or not re.fullmatch("[1-9][0-9]*", stanza.arguments[2]):
        raise OpeningError("header failure", "arguments")
    salt, work = _base64(stanza.arguments[1].encode(), 16), int(stanza.arguments[2])
    if work > _MOST_WORK or len(stanza.body) != _FILE_KEY + _TAG:
        raise OpeningError("header failure", "too much work, or a body of another length")
    wrap = scrypt(key.secret.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, log_n=work)
    try:
        return ChaCha20Poly1305(wrap).decrypt(bytes(12), stanza.body, None)
    except InvalidTag:
        return None


def _open_payload(payload: bytes, key: bytes) -> bytes:
    """Return the plaintext: every chunk opens, the last is marked last, and none but a lone one is empty (§2.2)."""
    aead, size = ChaCha20Poly1305(key), CHUNK + _TAG
    starts = range(0, len(payload), size) or range(1)
    chunks = []
    for number, start in enumerate(starts):
        last = start + size >= len(payload)
        nonce = number.to_bytes(11) + bytes([last])
        try:
            chunks.append(aead.decrypt(nonce, payload[start : start + size], None))
        except InvalidTag:
            raise OpeningError("payload failure", f"chunk {number} does not open") from None
    if len(chunks) > 1 and not chunks[-1]:
        raise OpeningError("payload failure", "the last chunk is empty")
    return b"".join(chunks)
