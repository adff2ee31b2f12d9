"""Whole seals (FORMAT.md §§2-5), made here and by typage, and every way in which one must not open (§9)."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, replace
from typing import Any

from storage.sealing.agefile import age_file
from storage.sealing.envelope import PartHeader, seal
from storage.sealing.padding import padding
from storage.sealing.recipients import Identity
from tests.storage.sealing.testkit import node
from tests.vectors.sealing.lines import HEADER, refused

_OWN = Identity(b"\x11" * 32)
_OTHER = Identity(b"\x22" * 32)
_THIRD = Identity(b"\x33" * 32)
_TYPAGE = """
import { Encrypter } from "age-encryption";
import { readFileSync } from "node:fs";
const encrypter = new Encrypter();
encrypter.addRecipient(process.argv[1]);
process.stdout.write(await encrypter.encrypt(new Uint8Array(readFileSync(0))));
"""
_KOREAN = "그날 아침 다리 옆에서 셋이 기다렸다."


def made() -> dict[str, Any]:
    return {
        "identity": _OWN.secret_text(),
        "recipient": str(_OWN.recipient),
        "asked": {name: value for name, value in asdict(HEADER).items() if name not in {"kind", "form", "revision"}},
        "parts": [*_opening(), *_altered(), *_bound(), *_lines(), *_padded()],
    }


def _opening() -> list[dict[str, Any]]:
    bodies = {
        "a short answer": b"yes",
        "Korean": _KOREAN.encode(),
        "nothing at all": b"",
        "900 characters of four bytes": ("\U0001f9ed" * 900).encode(),
        "a body that ends like padding": b"\x80\0\0\x80\0",
        "a body that fills its bucket": bytes(4096 - len(HEADER.line()) - 1),
        "a body one byte too long for it": bytes(4096 - len(HEADER.line())),
        "a body that looks like a header line": HEADER.line() * 2,
    }
    parts = [_part(name, "success", _sealed(body), body) for name, body in bodies.items()]
    photo = replace(HEADER, kind="file")
    content = bytes(place * 7 % 251 for place in range(70_000))
    parts.append(_part("a file of two chunks", "success", seal(photo, content, [_OWN.recipient]).ciphertext, content))
    manifest = replace(HEADER, kind="manifest", revision=3)
    listed = json.dumps({"v": 1, "answers": []}).encode()
    parts.append(_part("a manifest", "success", seal(manifest, listed, [_OWN.recipient]).ciphertext, listed))
    several = [_OTHER.recipient, _THIRD.recipient, _OWN.recipient]
    parts.append(_part("the last of three recipients", "success", seal(HEADER, b"yes", several).ciphertext, b"yes"))
    typed = HEADER.line() + b"yes"
    foreign = node(_TYPAGE, str(_OWN.recipient), given=typed + padding(len(typed)))
    parts.append(_part("sealed by typage", "success", foreign, b"yes"))
    return parts


def _altered() -> list[dict[str, Any]]:
    """One alteration of the file each, named after the step that must find it."""
    good, two_chunks = _sealed(b"yes"), seal(HEADER, bytes(70_000), [_OWN.recipient]).ciphertext
    mac, start = good.index(b"--- "), good.index(b"--- ") + 48 + 16
    argument = good.index(b" ", good.index(b"-> mlkem768x25519") + 3) + 1
    long_start = two_chunks.index(b"--- ") + 48 + 16
    first, second = long_start + 65_552, long_start
    return [
        _part("sealed to somebody else", "no match", seal(HEADER, b"yes", [_OTHER.recipient]).ciphertext),
        _part("an encapsulated key altered", "no match", _flipped(good, argument + 8)),
        _part("another version", "header failure", good.replace(b"/v1\n", b"/v2\n", 1)),
        _part("armored", "header failure", b"-----BEGIN AGE ENCRYPTED FILE-----\n" + good),
        _part("an argument more", "header failure", good.replace(b"x25519 ", b"x25519 more ", 1)),
        _part("an encapsulated key too short", "header failure", good[:argument] + good[argument + 4 :]),
        _part("no stanza", "header failure", good[:22] + good[mac:]),
        _part("cut inside the header", "header failure", good[: mac + 10]),
        _part("cut inside the nonce", "header failure", good[: start - 1]),
        _part("nothing", "header failure", b""),
        _part("a stanza slipped in", "HMAC failure", good[:mac] + b"-> grease\nAAAA\n" + good[mac:]),
        _part("a stanza of two taken out", "HMAC failure", _without_first_stanza()),
        _part("the MAC altered", "HMAC failure", _flipped(good, mac + 6)),
        _part("the nonce altered", "payload failure", _flipped(good, start - 1)),
        _part("a byte altered", "payload failure", _flipped(good, start + 100)),
        _part("the tag altered", "payload failure", _flipped(good, len(good) - 1)),
        _part("cut short", "payload failure", good[:-1]),
        _part("cut after the nonce", "payload failure", good[:start]),
        _part("a byte more", "payload failure", good + b"\0"),
        _part("the last chunk cut off", "payload failure", two_chunks[:first]),
        _part("the first chunk cut out", "payload failure", two_chunks[:second] + two_chunks[first:]),
        _part("the payload of another part", "payload failure", good[:start] + _sealed(b"no")[start:]),
    ]


def _bound() -> list[dict[str, Any]]:
    """A part that is whole, but not the one that was asked for."""
    others: dict[str, PartHeader] = {
        "another part": replace(HEADER, part="0000000000000000000000000x"),
        "another case": replace(HEADER, case="0000000000000000000000000x"),
        "another compartment": replace(HEADER, compartment="contact"),
        "another epoch": replace(HEADER, epoch=2),
    }
    return [
        _part(name, "binding failure", seal(header, b"yes", [_OWN.recipient]).ciphertext)
        for name, header in others.items()
    ]


def _lines() -> list[dict[str, Any]]:
    """A sample: `lines` has them all."""
    chosen = ("another version", "a member more", "another order", "a needless escape", "epoch 1.0", "no JSON", "no LF")
    return [_part(f"line: {why}", "line failure", _plain(refused()[why].encode() + b"\x80")) for why in chosen] + [
        _part("line: too long", "line failure", _plain(HEADER.line()[:-2] + b" " * 400 + b"}\n\x80")),
        _part("line: empty plaintext", "line failure", _plain(b"")),
    ]


def _padded() -> list[dict[str, Any]]:
    content = HEADER.line() + b"yes"
    full = content + padding(len(content))
    return [
        _part("no mark", "padding failure", _plain(content + bytes(len(full) - len(content)))),
        _part("no padding", "padding failure", _plain(content)),
        _part("another mark", "padding failure", _plain(full.replace(b"\x80", b"\x81"))),
        _part("a byte less than the bucket", "padding failure", _plain(full[:-1])),
        _part("a byte more than the bucket", "padding failure", _plain(full + b"\0")),
        _part("the next bucket", "padding failure", _plain(full + bytes(16384 - 4096))),
        _part("not only zeros", "padding failure", _plain(full[:-1] + b"\1")),
    ]


def _sealed(body: bytes) -> bytes:
    return seal(HEADER, body, [_OWN.recipient]).ciphertext


def _plain(plaintext: bytes) -> bytes:
    return age_file(plaintext, [_OWN.recipient])


def _without_first_stanza() -> bytes:
    both = seal(HEADER, b"yes", [_OTHER.recipient, _OWN.recipient]).ciphertext
    return both[:22] + both[both.index(b"-> ", 30) :]


def _flipped(file: bytes, place: int) -> bytes:
    """Return the file with one bit changed, in base64 so that it stays base64."""
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    in_header = place < file.index(b"--- ") + 47
    other = alphabet[alphabet.index(file[place]) ^ 1] if in_header else file[place] ^ 1
    return file[:place] + bytes([other]) + file[place + 1 :]


def _part(name: str, expect: str, file: bytes, body: bytes | None = None) -> dict[str, Any]:
    vector = {"name": name, "expect": expect, "file": b64encode(file).decode()}
    return vector if body is None else vector | {"body": b64encode(body).decode()}


def file_of(vector: dict[str, Any]) -> bytes:
    """Return the age file of a vector."""
    return b64decode(vector["file"])
