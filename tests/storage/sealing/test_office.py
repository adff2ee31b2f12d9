"""The public office file: read back as written, refused in a sentence when it is damaged (FORMAT.md §8.1)."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from storage.errors import PermanentError
from storage.sealing.office import Compartment, Office, OfficeFile
from storage.sealing.recipients import Identity

KEY = str(Identity(b"\x11" * 32).recipient)
MEMBER = str(Identity(b"\x22" * 32).recipient)
FILE = OfficeFile(
    format=1,
    id="0000000000000000000000000z",
    created="2026-11-24",
    compartments={"triage": Compartment(1, KEY, (MEMBER,)), "contact": Compartment(2, KEY)},
    recovery=MEMBER,
)


def test_what_is_dumped_loads(tmp_path: Path) -> None:
    office = Office.of(FILE)
    (tmp_path / "office.json").write_bytes(office.dump())
    loaded = Office.load(tmp_path / "office.json")
    assert loaded.file == FILE
    assert (loaded.id, loaded.compartments["contact"].epoch) == (FILE.id, 2)
    assert [str(each) for each in loaded.recipients("triage")] == [KEY]


def test_its_bytes_are_settled() -> None:
    dumped = Office.of(FILE).dump()
    assert dumped.startswith(b'{\n  "compartments": {\n    "contact": {')
    assert dumped.endswith(b'  "signatures": []\n}\n')
    assert Office.of(msgspec.json.decode(dumped, type=OfficeFile)).dump() == dumped


def test_an_unknown_compartment_is_named() -> None:
    with pytest.raises(PermanentError, match="no compartment 'testimony'"):
        Office.of(FILE).recipients("testimony")


@pytest.mark.parametrize(
    "damaged",
    [
        {"recovery": MEMBER[:-1]},
        {"compartments": {"triage": Compartment(1, KEY.upper()[:-1] + "q")}},
        {"compartments": {"triage": Compartment(1, KEY, ("age1",))}},
    ],
)
def test_a_damaged_recipient_is_told_before_anything_is_sealed_to_it(damaged: dict[str, object]) -> None:
    with pytest.raises(PermanentError, match="recipient in the office file is damaged"):
        Office.of(msgspec.structs.replace(FILE, **damaged))


def test_another_format_is_told() -> None:
    with pytest.raises(PermanentError, match="has format 2; this version reads 1"):
        Office.of(msgspec.structs.replace(FILE, format=2))


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", Office.of(FILE).dump().replace(b"created", b"made")])
def test_what_is_no_office_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "office.json").write_bytes(content)
    with pytest.raises(PermanentError, match="no office file"):
        Office.load(tmp_path / "office.json")


def test_a_missing_file_says_where_it_comes_from(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="ceremony"):
        Office.load(tmp_path / "office.json")
