"""The ceremony: who can open what afterwards, and that nobody is locked out for ever (FORMAT.md §8)."""

from __future__ import annotations

import itertools
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from storage.errors import PermanentError
from storage.sealing.ceremony import (
    KEY_FILE,
    VALID_DAYS,
    Ceremony,
    Officer,
    Quorum,
    hold,
    new_key,
    protected,
    renew,
)
from storage.sealing.envelope import seal
from storage.sealing.office import Office, OfficeFile
from storage.sealing.recipients import Identity
from storage.sealing.shares import read_share, recover
from storage.sealing.signing import OfficeKey
from tests.storage.sealing.corpus import HEADER
from tests.support.opening import OpeningError, Passphrase, compartment_key, identity, open_age, open_part

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HAN = Officer(name="han", passphrase="five words for han here", compartments=("contact", "testimony", "triage"))
ARA = Officer(name="ara", passphrase="five words for ara here", compartments=("triage",))


def held(quorum: str = "2-of-3") -> Ceremony:
    return hold([HAN, ARA], quorum=Quorum.parse(quorum), now=NOW, work=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    held().write(tmp_path / "ceremony")
    return tmp_path / "ceremony"


def test_the_folder_holds_what_it_says_and_only_the_office_file_is_public(folder: Path) -> None:
    files = {str(each.relative_to(folder)): stat.S_IMODE(each.stat().st_mode) for each in folder.rglob("*.*")}
    assert files == {
        "office.json": 0o644,
        "office/office.key": 0o600,
        "office/office.key.age": 0o600,
        "officers/han.key": 0o600,
        "officers/ara.key": 0o600,
        "compartments/contact.1.key.age": 0o600,
        "compartments/testimony.1.key.age": 0o600,
        "compartments/triage.1.key.age": 0o600,
        "recovery/share-1.txt": 0o600,
        "recovery/share-2.txt": 0o600,
        "recovery/share-3.txt": 0o600,
    }
    assert {stat.S_IMODE(each.stat().st_mode) for each in (folder, *folder.rglob("*")) if each.is_dir()} == {0o700}


def test_an_officer_opens_a_part_of_their_compartments(folder: Path) -> None:
    office = Office.load(folder / "office.json")
    sealed = seal(HEADER, b"what was said", office.recipients("testimony")).ciphertext
    key = compartment_key(folder, "han", HAN.passphrase, "testimony")
    assert open_part(sealed, key, case=HEADER.case).body == b"what was said"


def test_and_of_no_other(folder: Path) -> None:
    assert compartment_key(folder, "ara", ARA.passphrase, "triage").seed
    with pytest.raises(OpeningError, match="no match"):
        compartment_key(folder, "ara", ARA.passphrase, "testimony")


def test_without_the_passphrase_an_identity_file_is_nothing(folder: Path) -> None:
    with pytest.raises(OpeningError, match="no match"):
        compartment_key(folder, "han", ARA.passphrase, "testimony")


def test_the_office_file_tells_recipients_and_no_names(folder: Path) -> None:
    text = (folder / "office.json").read_text("utf-8")
    office = Office.load(folder / "office.json")
    assert office.file.created == "2026-11-24"
    assert not {"han", "ara"}.intersection(text.split('"'))
    assert [len(office.compartments[name].members) for name in ("contact", "testimony", "triage")] == [1, 1, 2]
    own = identity(open_age((folder / "officers" / "ara.key").read_bytes(), Passphrase(ARA.passphrase)).decode())
    assert office.compartments["triage"].members[1] == str(own.recipient)


def test_keys_are_never_replaced(folder: Path) -> None:
    before = (folder / "office.json").read_bytes()
    with pytest.raises(PermanentError, match="is not empty"):
        held().write(folder)
    with pytest.raises(PermanentError, match="is not empty"):
        held().write(folder / "office.json")
    assert (folder / "office.json").read_bytes() == before


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    held().write(tmp_path)
    assert (tmp_path / "office.json").is_file()


def test_every_3_of_5_recovers_and_every_2_of_5_fails() -> None:
    ceremony = held("3-of-5")
    shares = [read_share(ceremony.secret[f"recovery/share-{number}.txt"].decode()) for number in range(1, 6)]
    for three in itertools.combinations(shares, 3):
        assert str(recover(three).recipient) == ceremony.office.file.recovery
    for two in itertools.combinations(shares, 2):
        with pytest.raises(ValueError, match="do not make a key"):
            recover(two)


def test_the_recovery_key_opens_every_compartment(folder: Path) -> None:
    office = Office.load(folder / "office.json")
    own = recover([read_share((folder / "recovery" / f"share-{each}.txt").read_text("utf-8")) for each in (3, 1)])
    for name, compartment in office.compartments.items():
        sealed = (folder / "compartments" / f"{name}.1.key.age").read_bytes()
        assert str(identity(open_age(sealed, own).decode()).recipient) == compartment.recipient


def test_a_share_may_be_typed_from_paper_in_any_way(folder: Path) -> None:
    paper = (folder / "recovery" / "share-1.txt").read_text("utf-8")
    words = read_share(paper)
    assert len(words.split()) == 33
    assert read_share(words.upper()) == read_share("\n".join(words.split())) == words
    assert read_share(paper.replace("\n", "\r\n").replace("\r\n", "\n")) == words
    assert read_share(paper.partition("\n\n")[2]) == words


def test_shares_that_do_not_belong_together_are_refused() -> None:
    first, second = held().secret["recovery/share-1.txt"], held().secret["recovery/share-2.txt"]
    with pytest.raises(ValueError, match="do not make a key"):
        recover([read_share(first.decode()), read_share(second.decode())])
    with pytest.raises(ValueError, match="do not make a key"):
        recover(["not a share", "nor this"])


def test_a_recovered_key_is_written_under_a_passphrase() -> None:
    own = Identity(b"\x11" * 32)
    file = protected(own, "five words or more", work=2)
    assert identity(open_age(file, Passphrase("five words or more")).decode()) == own


@pytest.mark.parametrize("text", ["2-of-3", "2-of-2", "16-of-16"])
def test_a_quorum(text: str) -> None:
    quorum = Quorum.parse(text)
    assert f"{quorum.threshold}-of-{quorum.shares}" == text


@pytest.mark.parametrize("text", ["", "3", "1-of-3", "4-of-3", "2-of-17", "two-of-three", "0-of-0", "2-of-"])
def test_no_quorum(text: str) -> None:
    with pytest.raises(ValueError, match=r"quorum|invalid literal"):
        Quorum.parse(text)


def test_a_compartment_that_nobody_could_open_is_not_made() -> None:
    with pytest.raises(ValueError, match="nobody would hold the compartment contact"):
        hold([ARA], quorum=Quorum(2, 3), now=NOW, work=2)


def test_two_officers_have_two_names() -> None:
    twin = Officer(name="Han", passphrase="x", compartments=("triage",))
    with pytest.raises(ValueError, match="two officers are called han"):
        hold([HAN, twin], quorum=Quorum(2, 3), now=NOW, work=2)


def test_secrets_do_not_show() -> None:
    assert HAN.passphrase not in repr(HAN)
    assert "AGE-SECRET" not in repr(held())
    assert "secret=" not in repr(held())


# --- the office's signature ---------------------------------------------------------------------------------


def test_the_ceremony_signs_what_it_made_and_the_keeper_can_sign_again(folder: Path) -> None:
    office = Office.load(folder / "office.json")
    key = OfficeKey.unlock((folder / KEY_FILE).read_bytes(), HAN.passphrase)
    assert office.file.key == key.public
    assert office.fault(NOW.date()) == ""
    assert office.fault(NOW.date() + timedelta(days=VALID_DAYS + 1)) != ""


def test_another_officer_may_be_the_keeper() -> None:
    ceremony = hold([HAN, ARA], quorum=Quorum(2, 3), now=NOW, work=2, keeper="ara")
    assert OfficeKey.unlock(ceremony.secret[KEY_FILE], ARA.passphrase) == ceremony.key
    with pytest.raises(ValueError, match="no officer is called nobody"):
        hold([HAN], quorum=Quorum(2, 3), now=NOW, work=2, keeper="nobody")


def test_the_recovery_key_brings_the_signing_key_back() -> None:
    ceremony = held()
    own = recover([read_share(ceremony.secret[f"recovery/share-{each}.txt"].decode()) for each in (1, 2)])
    assert OfficeKey.parse(open_age(ceremony.secret[f"{KEY_FILE}.age"], own).decode()) == ceremony.key


def test_a_renewal_gives_new_days_and_keeps_the_keys() -> None:
    ceremony = held()
    renewed = renew(ceremony.office, ceremony.key, now=NOW + timedelta(days=300), days=30)
    before, after = ceremony.office.file, renewed.office.file
    assert renewed.secret == {}
    assert (after.serial, after.issued, after.expires) == (2, date(2027, 9, 20), date(2027, 10, 20))
    assert (after.id, after.key, after.created) == (before.id, before.key, before.created)
    for name, compartment in after.compartments.items():
        assert compartment.recipient == before.compartments[name].recipient
        assert compartment.not_before == date(2026, 11, 24)
        assert compartment.not_after == after.expires


def test_a_new_epoch_has_a_new_key_for_the_same_people(folder: Path) -> None:
    office = Office.load(folder / "office.json")
    key = OfficeKey.unlock((folder / KEY_FILE).read_bytes(), HAN.passphrase)
    renewed = renew(office, key, now=NOW + timedelta(days=3), epochs=["testimony"])
    testimony = renewed.office.compartments["testimony"]
    assert (testimony.epoch, testimony.not_before) == (2, date(2026, 11, 27))
    assert testimony.recipient != office.compartments["testimony"].recipient
    assert renewed.office.compartments["triage"].epoch == 1
    han = identity(open_age((folder / "officers" / "han.key").read_bytes(), Passphrase(HAN.passphrase)).decode())
    opened = identity(open_age(renewed.secret["compartments/testimony.2.key.age"], han).decode())
    assert str(opened.recipient) == testimony.recipient


def test_only_the_offices_own_key_renews_it() -> None:
    with pytest.raises(ValueError, match="not the key that signed the office"):
        renew(held().office, OfficeKey.generate(), now=NOW)
    ceremony = held()
    with pytest.raises(ValueError, match="there is no compartment attic"):
        renew(ceremony.office, ceremony.key, now=NOW, epochs=["attic"])


def test_an_office_of_the_first_format_gets_a_key_and_then_a_signature() -> None:
    file = held().office.file
    compartments = {
        name: msgspec.structs.replace(each, not_before=None, not_after=None) for name, each in file.compartments.items()
    }
    old = Office.of(
        OfficeFile(format=1, id=file.id, created=file.created, compartments=compartments, recovery=file.recovery)
    )
    made = new_key(old, HAN.passphrase, work=2)
    assert OfficeKey.unlock(made.secret[KEY_FILE], HAN.passphrase) == made.key
    office = renew(old, made.key, now=NOW).office
    assert (office.file.format, office.fault(NOW.date())) == (2, "")
