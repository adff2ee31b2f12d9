"""An office for tests: keys from a real ceremony, the compiled default form, lock keys. Made once, copied per test."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.questionnaire.author import compile_form
from config.questionnaire.plan import Plan, decode, encode
from gateway.commands.init import FORM
from gateway.commands.signing import write_signed
from storage.sealing.ceremony import COMPARTMENTS, Officer, Quorum, hold
from storage.sealing.lockbox import Lockbox
from storage.sealing.recipients import Identity
from storage.sealing.signing import OfficeKey
from tests.support.opening import Opened, compartment_key, open_part

PHRASE = "correct horse battery"

SIGNED = datetime(2026, 1, 1, tzinfo=UTC)
"""The day on which tests' offices are signed, for a hundred years: their clocks are moved about."""

POLICY = Path(__file__).parents[2] / "config" / "policy.toml"


@dataclass(frozen=True)
class TestOffice:
    """A folder as `affiant init` and the ceremony leave it; and what its officer keeps at home."""

    __test__ = False

    folder: Path
    plan: Plan
    identities: Mapping[str, Identity]
    """The compartments' identities, as an officer gets them out."""
    key: OfficeKey
    """What signs in the office's name, as its keeper has it."""

    def open(self, ciphertext: bytes, compartment: str) -> Opened:
        """Open a part as an officer of its compartment does."""
        return open_part(ciphertext, self.identities[compartment], compartment=compartment)


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """The office that every test's own is copied from."""
    folder = tmp_path_factory.mktemp("office")
    officer = Officer(name="jun", passphrase=PHRASE, compartments=COMPARTMENTS)
    held = hold([officer], quorum=Quorum(2, 3), now=SIGNED, days=36_500)
    (folder / "office.json").write_bytes(held.office.dump())
    Lockbox.generate(folder / "lock.keys")
    plan = compile_form(FORM)
    (folder / "form.json").write_bytes(encode(plan))
    write_signed(folder / "form.json", office=held.office, key=held.key, now=SIGNED, days=36_500)
    (folder / "policy.toml").write_text(quick(POLICY.read_text("utf-8")), "utf-8")
    home = tmp_path_factory.mktemp("home")
    held.write(home / "ceremony")
    identities = {name: compartment_key(home / "ceremony", "jun", PHRASE, name) for name in COMPARTMENTS}
    return TestOffice(folder, plan, identities, held.key)


def quick(policy: str) -> str:
    """Return the policy with the waits out of the way: what is under test is not how slowly we speak."""
    quick = {
        "chat_per_second = 1.0": "chat_per_second = 1000.0",
        "bot_per_second = 30.0": "bot_per_second = 1000.0",
        "lease_seconds = 30": "lease_seconds = 2",
    }
    for slow, fast in quick.items():
        assert slow in policy
        policy = policy.replace(slow, fast)
    return policy


@pytest.fixture
def office(office_template: TestOffice, tmp_path: Path) -> TestOffice:
    """An office of the test's own."""
    folder = tmp_path / "office"
    shutil.copytree(office_template.folder, folder)
    plan = decode((folder / "form.json").read_bytes())
    return replace(office_template, folder=folder, plan=plan)
