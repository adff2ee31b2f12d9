"""`affiant keys`, from the ceremony to the day when only paper is left."""

from __future__ import annotations

import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from gateway.__main__ import main
from gateway.commands import keys as commands
from gateway.commands import signing
from gateway.public.published import publish
from storage.clock import SystemClock
from storage.sealing import ceremony
from storage.sealing.envelope import seal
from storage.sealing.forms import SignedForm
from storage.sealing.lockbox import Lockbox
from storage.sealing.office import Office
from storage.sealing.signing import OfficeKey, fingerprint
from tests.storage.sealing.corpus import HEADER
from tests.support.offices import TestOffice
from tests.support.opening import OpeningError, Passphrase, compartment_key, identity, open_age, open_part

HAN, ARA = "five words for han here", "다섯 낱말로 된 아라의 암호"
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the second that each passphrase costs."""
    monkeypatch.setattr(commands, "hold", partial(ceremony.hold, work=2))
    monkeypatch.setattr(commands, "protected", partial(ceremony.protected, work=2))
    monkeypatch.setattr(signing, "new_key", partial(ceremony.new_key, work=2))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `affiant keys …` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AFFIANT_DATA", str(tmp_path))
    (tmp_path / "phrases").write_text(f"{HAN}\n{ARA}\n", "utf-8")
    return lambda *words, given="": CliRunner().invoke(main, ["keys", *words], input=given)


def hold(run: Run, *officers: str, output: str = "keys") -> Result:
    named = [word for officer in officers for word in ("--officer", officer)]
    return run("ceremony", *named, "--recovery", "2-of-3", "--passphrase-file", "phrases", "-o", output)


def test_the_ceremony_tells_what_goes_where_and_each_officer_opens_their_own(run: Run) -> None:
    held = hold(run, "han", "ara:triage,contact")
    assert held.exit_code == 0, held.output
    assert "office.json     Copy it to the server" in held.output
    assert "put each into a safe of its own" in held.output
    assert "age -d -i officers/NAME.key compartments/contact.1.key.age | age -d -i - part.age > part.txt" in held.output
    sealed = seal(HEADER, b"as it was said", Office.load(Path("keys/office.json")).recipients("testimony")).ciphertext
    assert open_part(sealed, compartment_key(Path("keys"), "han", HAN, "testimony")).body == b"as it was said"
    assert compartment_key(Path("keys"), "ara", ARA, "contact").seed
    with pytest.raises(OpeningError, match="no match"):
        compartment_key(Path("keys"), "ara", ARA, "testimony")


def test_passphrases_are_asked_for_twice_and_not_shown(run: Run) -> None:
    held = run("ceremony", "--officer", "han", "--recovery", "2-of-2", "-o", "keys", given=f"{HAN}\n{HAN}\n")
    assert held.exit_code == 0, held.output
    assert held.output.startswith("Passphrase of han: \nRepeat for confirmation: \n")
    assert HAN not in held.output
    assert compartment_key(Path("keys"), "han", HAN, "contact").seed


def test_a_second_ceremony_overwrites_nothing(run: Run) -> None:
    assert hold(run, "han").exit_code == 0
    before = Path("keys/office.json").read_bytes()
    again = hold(run, "han")
    assert (again.exit_code, again.output) == (
        1,
        "Error: keys is not empty. Name a folder that does not exist yet.\n",
    )
    assert Path("keys/office.json").read_bytes() == before


@pytest.mark.parametrize(
    ("officers", "sentence"),
    [
        (("han:triage",), "Nobody would hold the compartment contact. Look at the --officer options again."),
        (("han", "Han"), "Two officers are called han. Look at the --officer options again."),
        (("han:gossip",), "No such compartment: gossip. There are contact, testimony, triage."),
        (("../han",), "letters and digits only, not '../han'."),
        (("",), "letters and digits only, not ''."),
        (("han", "ara", "min"), "phrases has 2 lines, 3 are needed."),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Run, officers: tuple[str, ...], sentence: str) -> None:
    held = hold(run, *officers)
    assert held.exit_code == 1
    assert held.output.startswith("Error: ")
    assert held.output.rstrip().endswith(sentence)
    assert not Path("keys").exists()


def test_a_short_passphrase_and_a_file_that_is_no_text_are_refused(run: Run) -> None:
    Path("phrases").write_text("short\n")
    assert "12 characters or more" in hold(run, "han").output
    Path("phrases").write_bytes(b"\xff\xfe")
    assert "no text file in UTF-8" in hold(run, "han").output
    assert not Path("keys").exists()


def test_no_quorum(run: Run) -> None:
    held = run("ceremony", "--officer", "han", "--recovery", "3-of-2", "-o", "keys")
    assert held.exit_code == 2
    assert "A quorum is written k-of-n, with 2 <= k <= n <= 16, such as 2-of-3." in held.output


def test_two_papers_of_three_bring_the_recovery_key_back(run: Run) -> None:
    hold(run, "han")
    shares = ["keys/recovery/share-3.txt", "keys/recovery/share-1.txt"]
    recovered = run("recover", "-o", "recovery.key", *shares, given=f"{ARA}\n{ARA}\n")
    assert recovered.exit_code == 0, recovered.output
    assert stat.S_IMODE(Path("recovery.key").stat().st_mode) == 0o600
    own = identity(open_age(Path("recovery.key").read_bytes(), Passphrase(ARA)).decode())
    sealed = Path("keys/compartments/testimony.1.key.age").read_bytes()
    office = Office.load(Path("keys/office.json"))
    key = identity(open_age(sealed, own).decode())
    assert str(key.recipient) == office.compartments["testimony"].recipient


def test_one_paper_is_not_enough_and_nothing_is_overwritten(run: Run) -> None:
    hold(run, "han")
    one = run("recover", "-o", "recovery.key", "--passphrase-file", "phrases", "keys/recovery/share-1.txt")
    assert one.exit_code == 1
    assert one.output.startswith("Error: These shares do not make a key: ")
    assert one.output.endswith(". Bring more shares, or look at the typing.\n")
    assert not Path("recovery.key").exists()
    Path("recovery.key").write_text("mine")
    assert "recovery.key exists. Name another file." in run("recover", "-o", "recovery.key", "phrases").output
    assert Path("recovery.key").read_text() == "mine"


def test_rotation_keeps_what_is_locked_and_can_be_prepared(run: Run) -> None:
    locked = Lockbox.generate(Path("lock.keys")).lock(b"x", table="t", column="c", row=b"r")
    assert "Copy the ring to every gateway" in run("rotate", "--prepare").output
    assert (Lockbox.load(Path("lock.keys")).ring.current, len(Lockbox.load(Path("lock.keys")).ring.keys)) == (1, 2)
    assert "Restart the gateway" in run("rotate").output
    assert (Lockbox.load(Path("lock.keys")).ring.current, len(Lockbox.load(Path("lock.keys")).ring.keys)) == (2, 2)
    assert Lockbox.load(Path("lock.keys")).unlock(locked, table="t", column="c", row=b"r") == b"x"


def test_nothing_to_rotate(run: Run) -> None:
    rotated = run("rotate")
    assert rotated.exit_code == 1
    assert "Run: affiant init" in rotated.output


# --- what the office's own key signs ------------------------------------------------------------------------


@pytest.fixture
def form(tmp_path: Path, office: TestOffice) -> Path:
    """A compiled form with a picture beside it."""
    folder = tmp_path / "form"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "map.png").write_bytes(b"a map")
    (folder / "form.json").write_bytes((office.folder / "form.json").read_bytes())
    return folder / "form.json"


def sign(run: Run, form: Path, *more: str) -> Result:
    return run("sign-form", str(form), "--office", "keys/office.json", "--passphrase-file", "phrases", *more)


def test_the_keeper_signs_the_form_and_the_server_finds_it_whole(run: Run, form: Path) -> None:
    held = hold(run, "han", "ara:triage")
    office = Office.load(Path("keys/office.json"))
    assert fingerprint(office.file.key) in held.output
    signed = sign(run, form, "--key", "keys/office/office.key")
    assert signed.exit_code == 0, signed.output
    statement = SignedForm.read(form.with_name("form.signed.json").read_bytes(), office.file.key).statement
    assert (statement.office, statement.serial, list(statement.media)) == (office.id, 1, ["map.png"])
    published = publish(office, version="", form=form, beside=form.parent)
    assert published.fault(SystemClock().now().date()) == ""
    assert sign(run, form, "--key", "keys/office/office.key", "--days", "30").exit_code == 0
    again = SignedForm.read(form.with_name("form.signed.json").read_bytes(), office.file.key).statement
    assert (again.serial, (again.expires - again.issued).days) == (2, 30)


def test_the_keeper_may_be_another_officer(run: Run, form: Path) -> None:
    run("ceremony", "--officer", "han", "--officer", "ara:triage", "--recovery", "2-of-3", "--keeper", "ara",
        "--passphrase-file", "phrases", "-o", "keys")  # fmt: skip
    refused = sign(run, form, "--key", "keys/office/office.key")
    assert (refused.exit_code, "the passphrase is wrong" in refused.output) == (1, True)
    given = run(
        "sign-form", str(form), "--office", "keys/office.json", "--key", "keys/office/office.key", given=f"{ARA}\n"
    )
    assert given.exit_code == 0, given.output
    assert ARA not in given.output


def test_what_cannot_sign_is_said(run: Run, form: Path, tmp_path: Path) -> None:
    hold(run, "han")
    assert "Name the office's key" in sign(run, form).output
    (tmp_path / "other.key").write_bytes(OfficeKey.generate().locked(HAN, work=2))
    assert "not the key that signed the office" in sign(run, form, "--key", "other.key").output
    (tmp_path / "broken.key").write_bytes(b"{}")
    assert "broken.key: this is no office key file" in sign(run, form, "--key", "broken.key").output
    form.write_bytes(b"{}")
    assert "is no compiled form" in sign(run, form, "--key", "keys/office/office.key").output


def test_an_office_is_renewed_with_new_keys_where_they_are_wanted(run: Run) -> None:
    hold(run, "han", "ara:triage,contact")
    words = ("renew", "--office", "keys/office.json", "--key", "keys/office/office.key", "--passphrase-file", "phrases")
    renewed = run(*words, "--epoch", "triage", "-o", "renewed")
    assert renewed.exit_code == 0, renewed.output
    before, after = Office.load(Path("keys/office.json")), Office.load(Path("renewed/office.json"))
    assert (after.file.serial, after.file.key) == (2, before.file.key)
    assert {name: each.epoch for name, each in after.compartments.items()} == {
        "contact": 1,
        "testimony": 1,
        "triage": 2,
    }
    assert [str(path) for path in Path("renewed").rglob("*.age")] == ["renewed/compartments/triage.2.key.age"]
    assert "Give every officer" in renewed.output
    Path("keys/compartments/triage.2.key.age").write_bytes(Path("renewed/compartments/triage.2.key.age").read_bytes())
    han = identity(open_age(Path("keys/officers/han.key").read_bytes(), Passphrase(HAN)).decode())
    fresh = identity(open_age(Path("renewed/compartments/triage.2.key.age").read_bytes(), han).decode())
    assert str(fresh.recipient) == after.compartments["triage"].recipient


def test_a_compartment_that_is_none_and_a_folder_that_is_used_are_refused(run: Run) -> None:
    hold(run, "han")
    words = ("renew", "--office", "keys/office.json", "--key", "keys/office/office.key", "--passphrase-file", "phrases")
    assert "no compartment attic" in run(*words, "--epoch", "attic", "-o", "new").output
    assert "is not empty" in run(*words, "-o", "keys").output


def test_the_signing_key_comes_back_from_paper(run: Run, form: Path, tmp_path: Path) -> None:
    hold(run, "han")
    run(
        "recover",
        "keys/recovery/share-1.txt",
        "keys/recovery/share-2.txt",
        "--passphrase-file",
        "phrases",
        "-o",
        "back",
    )
    own = identity(open_age((tmp_path / "back").read_bytes(), Passphrase(HAN)).decode())
    (tmp_path / "plain").write_bytes(open_age((tmp_path / "keys/office/office.key.age").read_bytes(), own))
    assert sign(run, form, "--key", "plain").exit_code == 0


def test_an_office_from_before_signatures_gets_a_key(run: Run, form: Path) -> None:
    hold(run, "han")
    file = msgspec.json.decode(Path("keys/office.json").read_bytes())
    kept = {name: file[name] for name in ("id", "created", "compartments", "recovery")}
    Path("old.json").write_bytes(msgspec.json.encode({**kept, "format": 1, "signatures": []}))
    made = run("renew", "--office", "old.json", "--passphrase-file", "phrases", "-o", "new")
    assert made.exit_code == 0, made.output
    signed = run("sign-form", str(form), "--office", "new/office.json", "--key", "new/office/office.key",
                 "--passphrase-file", "phrases")  # fmt: skip
    assert signed.exit_code == 0, signed.output
    nameless = run("renew", "--office", "new/office.json", "--passphrase-file", "phrases", "-o", "newer")
    assert "Name the office's key" in nameless.output
