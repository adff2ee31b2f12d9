"""With typage in Node, in both directions: an age implementation that nobody here wrote."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime

from storage.sealing.agefile import age_file
from storage.sealing.ceremony import Officer, Quorum, hold
from storage.sealing.envelope import Sealer, seal
from storage.sealing.recipients import Identity, Passphrase
from tests.storage.sealing.corpus import HEADER
from tests.storage.sealing.testkit import node
from tests.support.opening import open_age

OWN = Identity(b"\x11" * 32)
OPEN = """
import { Decrypter } from "age-encryption";
import { readFileSync } from "node:fs";
const { chain, passphrase } = JSON.parse(readFileSync(0, "utf-8"));
let key = passphrase, kind = "addPassphrase", plaintext;
for (const file of chain) {
  const decrypter = new Decrypter();
  decrypter[kind](key);
  plaintext = await decrypter.decrypt(new Uint8Array(Buffer.from(file, "base64")));
  key = Buffer.from(plaintext).toString("utf-8").trim();
  kind = "addIdentity";
}
process.stdout.write(Buffer.from(plaintext).toString("base64"));
"""
SEAL = """
import { Encrypter } from "age-encryption";
const encrypter = new Encrypter();
encrypter.addRecipient(process.argv[1]);
process.stdout.write(await encrypter.encrypt("from the other side"));
"""


def opened(passphrase: str, *chain: bytes) -> bytes:
    """Open files one after the other, each with the key that the one before held."""
    given = json.dumps({"passphrase": passphrase, "chain": [b64encode(file).decode() for file in chain]})
    return b64decode(node(OPEN, given=given.encode()))


def test_typage_opens_what_streams_from_here() -> None:
    sealer = Sealer(HEADER, [Identity(b"\x22" * 32).recipient, OWN.recipient])
    body = bytes(range(256)) * 700
    file = sealer.update(body[:1000]) + sealer.update(body[1000:]) + sealer.finish()
    key = age_file(OWN.secret_text().encode(), [Passphrase("own", 2)])
    plaintext = opened("own", key, file)
    assert plaintext.startswith(HEADER.line() + body + b"\x80\0")
    assert plaintext == open_age(file, OWN)


def test_typage_walks_from_the_passphrase_to_the_part() -> None:
    """As `age -d -i officers/han.key compartments/testimony.1.key.age | age -d -i - part.age` does."""
    han = Officer(name="han", passphrase="다섯 낱말로 된 암호", compartments=("testimony",))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    ceremony = hold([han], quorum=Quorum(2, 3), now=now, compartments=["testimony"], work=10)
    part = seal(HEADER, "들은 그대로".encode(), ceremony.office.recipients("testimony")).ciphertext
    files = (ceremony.secret["officers/han.key"], ceremony.secret["compartments/testimony.1.key.age"], part)
    assert opened(han.passphrase, *files).startswith(HEADER.line() + "들은 그대로".encode() + b"\x80")


def test_what_typage_seals_opens_here() -> None:
    assert open_age(node(SEAL, str(OWN.recipient)), OWN) == b"from the other side"
