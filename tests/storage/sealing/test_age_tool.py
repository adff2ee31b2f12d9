"""With the age command itself, where one that knows post-quantum keys (1.3 or newer) is on the path."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from storage.sealing.agefile import age_file
from storage.sealing.envelope import seal
from storage.sealing.recipients import Identity
from tests.storage.sealing.corpus import HEADER
from tests.support.opening import identity, open_age

OWN, COMPARTMENT = Identity(b"\x11" * 32), Identity(b"\x22" * 32)


def age(*arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["age", *arguments], input=given, capture_output=True, check=True, timeout=60).stdout


@pytest.fixture(autouse=True)
def tool() -> None:
    if shutil.which("age") is None:
        pytest.skip("no age command on the path: install age 1.3 or newer to run this")
    told = age("--version").decode()
    version = re.match(r"v?(\d+)\.(\d+)", told)
    if version is None or (int(version[1]), int(version[2])) < (1, 3):
        pytest.skip(f"age {told.strip()} knows no post-quantum keys: 1.3 or newer does")


def test_it_opens_a_part_through_the_compartments_key(tmp_path: Path) -> None:
    (tmp_path / "own.key").write_text(OWN.secret_text() + "\n")
    key = age_file(COMPARTMENT.secret_text().encode() + b"\n", [OWN.recipient])
    (tmp_path / "testimony.key.age").write_bytes(key)
    (tmp_path / "part.age").write_bytes(seal(HEADER, b"as it was said", [COMPARTMENT.recipient]).ciphertext)
    opened = age("-d", "-i", str(tmp_path / "own.key"), str(tmp_path / "testimony.key.age"))
    assert identity(opened.decode()) == COMPARTMENT
    plaintext = age("-d", "-i", "-", str(tmp_path / "part.age"), given=opened)
    assert plaintext.startswith(HEADER.line() + b"as it was said\x80")


def test_what_it_seals_opens_here(tmp_path: Path) -> None:
    (tmp_path / "to.txt").write_text(str(OWN.recipient) + "\n")
    assert open_age(age("-R", str(tmp_path / "to.txt"), given=b"from the tool"), OWN) == b"from the tool"
