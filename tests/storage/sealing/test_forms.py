"""The signed form: what was signed is asked, and nothing else (FORMAT.md §11.2)."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from storage.sealing.forms import FORM_TYPE, FormStatement, SignedForm, digest, media_hashes
from storage.sealing.signing import OfficeKey

KEY, OTHER = OfficeKey(b"\x01" * 32), OfficeKey(b"\x02" * 32)
PLAN = b'{"name":"garden"}'
MEDIA = {"map.png": b"a map"}
STATEMENT = FormStatement(
    office="0000000000000000000000000z",
    serial=1,
    issued=date(2026, 11, 24),
    expires=date(2027, 12, 29),
    form="5f" * 32,
    name="garden",
    plan=digest(PLAN),
    languages=("en",),
    media=media_hashes(MEDIA, ["map.png"]),
)
SIGNED = SignedForm.sign(KEY, STATEMENT)
TODAY = date(2026, 12, 24)


def fault(plan: bytes = PLAN, office: str = STATEMENT.office, today: date = TODAY, image: bytes = b"a map") -> str:
    return SIGNED.fault(plan, {"map.png": image}, office=office, today=today)


def test_what_was_signed_is_read_back() -> None:
    read = SignedForm.read(SIGNED.dump(), KEY.public)
    assert read == SIGNED
    assert fault() == ""


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2027, 12, 29)])
def test_the_first_and_the_last_day_count(today: date) -> None:
    assert fault(today=today) == ""


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 12, 30)])
def test_and_no_other(today: date) -> None:
    assert fault(today=today) == "it was signed for 2026-11-24 to 2027-12-29"


def test_another_form_another_office_other_pictures_are_told() -> None:
    assert fault(plan=PLAN + b" ") == "the compiled form is not the one that was signed"
    assert fault(office="0000000000000000000000000y") == "it was signed for another office"
    assert fault(image=b"another map") == "its media are not those that were signed"


def test_another_keys_word_is_not_taken() -> None:
    with pytest.raises(ValueError, match="the office's key did not sign this form"):
        SignedForm.read(SIGNED.dump(), OTHER.public)


@pytest.mark.parametrize(
    "file", [b"", b"{}", msgspec.json.encode(KEY.signed(FORM_TYPE, b'{"v":1}')), msgspec.json.encode(PLAN)]
)
def test_what_is_no_signed_form_is_told(file: bytes) -> None:
    with pytest.raises(ValueError, match="no signed form"):
        SignedForm.read(file, KEY.public)


def test_a_picture_that_is_named_must_be_there_to_be_signed() -> None:
    with pytest.raises(ValueError, match=r"the form names house\.png, which is not beside it"):
        media_hashes(MEDIA, ["map.png", "house.png"])
