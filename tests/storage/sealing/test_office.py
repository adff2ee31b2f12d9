"""The public office file: read back as written, refused in a sentence when it is damaged (FORMAT.md §8.1)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage.errors import PermanentError
from storage.sealing.office import OFFICE_TYPE, Compartment, Office, OfficeFile
from storage.sealing.recipients import Identity
from storage.sealing.signing import OfficeKey

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
    with pytest.raises(PermanentError, match="has format 3; this version reads up to 2"):
        Office.of(msgspec.structs.replace(FILE, format=3))


# --- signed ----------------------------------------------------------------------------------------------

OFFICE_KEY = OfficeKey(b"\x33" * 32)
BEGINS, ENDS = date(2026, 11, 24), date(2027, 12, 29)


def dated(**changes: object) -> OfficeFile:
    compartments = {"triage": Compartment(1, KEY, (MEMBER,), not_before=BEGINS, not_after=ENDS)}
    told = {"compartments": compartments, "serial": 1, "issued": BEGINS, "expires": ENDS}
    return msgspec.structs.replace(FILE, **{**told, **changes}).signed(OFFICE_KEY)


def test_a_signed_office_comes_back_and_says_what_browsers_need(tmp_path: Path) -> None:
    (tmp_path / "office.json").write_bytes(Office.of(dated()).dump())
    office = Office.load(tmp_path / "office.json")
    payload = office.envelope.opened(OFFICE_TYPE, OFFICE_KEY.public)
    assert payload is not None
    said = msgspec.json.decode(payload)
    assert said == {
        "v": 1,
        "office": FILE.id,
        "serial": 1,
        "issued": "2026-11-24",
        "expires": "2027-12-29",
        "compartments": {
            "triage": {"epoch": 1, "recipient": KEY, "not_before": "2026-11-24", "not_after": "2027-12-29"}
        },
    }


@pytest.mark.parametrize(
    "swapped",
    [
        {"compartments": {"triage": Compartment(1, MEMBER, not_before=BEGINS, not_after=ENDS)}},
        {"compartments": {"triage": Compartment(9, KEY, (MEMBER,), not_before=BEGINS, not_after=ENDS)}},
        {"expires": date(2037, 1, 1)},
        {"id": "0000000000000000000000000y"},
        {"serial": 9},
        {"signatures": ()},
        {"key": OfficeKey(b"\x44" * 32).public},
    ],
    ids=lambda swapped: next(iter(swapped)),
)
def test_what_was_changed_after_the_signing_does_not_load(swapped: dict[str, object]) -> None:
    with pytest.raises(PermanentError, match="not what the office's key signed"):
        Office.of(msgspec.structs.replace(dated(), **swapped))


@pytest.mark.parametrize(
    ("today", "holds"), [(BEGINS, True), (ENDS, True), (date(2026, 11, 23), False), (date(2027, 12, 30), False)]
)
def test_it_holds_on_its_days(today: date, holds: bool) -> None:  # noqa: FBT001 -- a column of the table above
    assert (Office.of(dated()).fault(today) == "") == holds


def test_a_compartment_has_days_of_its_own() -> None:
    compartments = {"triage": Compartment(1, KEY, not_before=BEGINS, not_after=date(2026, 12, 1))}
    office = Office.of(dated(compartments=compartments))
    assert office.fault(date(2026, 12, 1)) == ""
    assert office.fault(date(2026, 12, 2)) == "the office file holds from 2026-11-24 to 2027-12-29"


def test_without_days_or_without_a_signature_nobody_may_seal_in_a_browser() -> None:
    assert Office.of(FILE).fault(BEGINS) == "the office file is not signed"
    assert Office.of(dated(issued=None)).fault(BEGINS) != ""


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", Office.of(FILE).dump().replace(b"created", b"made")])
def test_what_is_no_office_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "office.json").write_bytes(content)
    with pytest.raises(PermanentError, match="no office file"):
        Office.load(tmp_path / "office.json")


def test_a_missing_file_says_where_it_comes_from(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="ceremony"):
        Office.load(tmp_path / "office.json")
