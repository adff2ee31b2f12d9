"""The composition root: what is missing has its sentence, with a next step; what is there is wired once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from config.questionnaire.plan import Node, decode, encode
from config.settings import Settings
from gateway.app import build, read_parts, web_app
from storage.errors import PermanentError
from storage.sealing.ceremony import Officer, Quorum, hold
from storage.sealing.recipients import Identity
from tests.support.clocks import Dice, HandClock
from tests.support.offices import TestOffice


@pytest.fixture
def settings(office: TestOffice) -> Settings:
    return Settings(data=office.folder)


def without(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def with_content(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


def without_contact(folder: Path) -> None:
    officer = Officer(name="jun", passphrase="five words that jun knows", compartments=("testimony", "triage"))
    held = hold(
        [officer], quorum=Quorum(2, 3), now=datetime(2026, 1, 1, tzinfo=UTC), compartments=officer.compartments, work=2
    )
    (folder / "office.json").write_bytes(held.office.dump())


def with_a_form_for_nobody(folder: Path) -> None:
    """An office of triage alone, and a form that names no compartment."""
    officer = Officer(name="jun", passphrase="five words that jun knows", compartments=("triage",))
    held = hold([officer], quorum=Quorum(2, 3), now=datetime(2026, 1, 1, tzinfo=UTC), compartments=("triage",), work=2)
    (folder / "office.json").write_bytes(held.office.dump())
    plan = decode((folder / "form.json").read_bytes())
    (folder / "form.json").write_bytes(encode(replace(plan, nodes=(Node(path=f"/{plan.name}/q", kind="question"),))))


def with_a_foreign_key(folder: Path) -> None:
    """Somebody on the server puts a key of their own among the office's."""
    office = msgspec.json.decode((folder / "office.json").read_bytes())
    office["compartments"]["testimony"]["recipient"] = str(Identity.generate().recipient)
    (folder / "office.json").write_bytes(msgspec.json.encode(office))


@pytest.mark.parametrize(
    ("breaks", "sentence"),
    [
        (without("form.json"), r"no compiled form .*form\.json\. Run: affiant init"),
        (with_content("form.json", b"{"), r"form\.json is no compiled form\. Make one: affiant form compile"),
        (with_content("form.json", b"[]"), r"form\.json is no compiled form"),
        (with_content("form.json", b"\xff\xfe"), r"form\.json is no compiled form"),
        (without("office.json"), r"no office file .*office\.json\. Hold the ceremony"),
        (with_content("office.json", b"{}"), r"office\.json is no office file\. Copy it again"),
        (without("lock.keys"), r"no lock key file .*lock\.keys\. Run: affiant init"),
        (with_content("lock.keys", b"{}"), r"lock\.keys is no lock key file\. Restore it"),
        (with_a_foreign_key, r"office file is not what the office's key signed\. Copy it again"),
        (without_contact, r"no keys for contact, which the form asks for\. Hold a ceremony\."),
        (with_a_form_for_nobody, r"no keys for contact, testimony, which the form asks for"),
    ],
)
def test_what_is_missing_or_broken_is_said_with_its_remedy(
    settings: Settings, breaks: Callable[[Path], object], sentence: str
) -> None:
    breaks(settings.data)
    with pytest.raises(PermanentError, match=sentence):
        read_parts(settings)


def test_the_form_is_named_by_its_file_or_its_folder(office: TestOffice, tmp_path: Path) -> None:
    shutil.copytree(office.folder, tmp_path / "elsewhere")
    (office.folder / "form.json").unlink()
    for place in (tmp_path / "elsewhere", tmp_path / "elsewhere" / "form.json"):
        assert read_parts(Settings(data=office.folder, form=place)).plan == office.plan
    with pytest.raises(PermanentError, match=r"no compiled form .*form\.json"):
        read_parts(Settings(data=office.folder, form=office.folder))


@pytest.mark.parametrize("name", ["form.xlsx", "form.XLS", "form.md", "form.csv", ""])
def test_a_form_that_is_not_compiled_is_refused(name: str, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / (name or "survey.csv")).write_text("type,name,label\n")
    form = tmp_path / name
    with pytest.raises(PermanentError, match=rf"{form} is not compiled yet\. Compile it first: affiant form compile"):
        read_parts(settings.model_copy(update={"form": form}))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text.replace("idle_lock_minutes", "idle_luck_minutes"), "idle_l[ou]ck_minutes"),
        (lambda text: text.replace("draft_days = 7", "draft_days = 'soon'"), "draft_days"),
        (lambda text: text.replace("[limits]", "[limits"), "cannot be used"),
    ],
)
def test_a_wrong_policy_names_the_key(settings: Settings, change: Callable[[str], str], sentence: str) -> None:
    policy = settings.data / "policy.toml"
    policy.write_text(change(policy.read_text()))
    with pytest.raises(PermanentError, match=f"policy.toml cannot be used: .*{sentence}|{sentence}"):
        read_parts(settings.model_copy(update={"policy": policy}))


def test_a_policy_that_is_not_there(settings: Settings) -> None:
    with pytest.raises(PermanentError, match=r"no policy file .*nowhere\.toml"):
        read_parts(settings.model_copy(update={"policy": Path("nowhere.toml")}))


@pytest.mark.parametrize("field", ["database_url", "blobs_url"])
def test_an_address_that_leads_nowhere_is_refused(settings: Settings, field: str) -> None:
    with pytest.raises(PermanentError):
        read_parts(settings.model_copy(update={field: "gopher://nowhere"}))


def test_time_and_chance_are_those_given(settings: Settings) -> None:
    clock, dice = HandClock(), Dice()
    parts = read_parts(settings, clock=clock, randomness=dice)
    assert parts.clock is clock
    assert parts.randomness is dice


def test_secrets_are_in_no_repr(settings: Settings) -> None:
    parts = read_parts(settings)
    keys = msgspec.json.decode((settings.data / "lock.keys").read_bytes())
    shown = repr(parts)
    for secret in re.findall(r"[\w+/=-]{20,}", str(keys)):
        assert secret not in shown


async def test_the_routes_are_these(settings: Settings) -> None:
    parts = read_parts(settings)
    assert build(parts, {}).parts is parts
    found = {(route.method, route.resource.canonical) for route in web_app(parts, []).router.routes() if route.resource}
    assert found == {(method, path) for path in ("/", "/page.css", "/healthz") for method in ("GET", "HEAD")}
