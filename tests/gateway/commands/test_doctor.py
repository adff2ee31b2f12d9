"""The doctor's findings, each with a remedy that works."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from bot.conversation import effects as fx
from bot.perform import Performer, Place
from config.questionnaire.plan import Node, decode, encode
from config.settings import Settings
from gateway.commands import doctor as module
from gateway.commands.doctor import doctor, examine, foreign_names
from storage.database.engine import open_database
from storage.sealing.lockbox import Lockbox
from storage.sealing.office import Office
from tests.support.clocks import NOON, Dice
from tests.support.offices import TestOffice


@pytest.fixture
def settings(office: TestOffice, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation without a fault."""
    shutil.copy(sqlite_template, office.folder / "affiant.db")
    monkeypatch.setenv("AFFIANT_DATA", str(office.folder))
    return Settings()


def remedies(settings: Settings) -> list[str]:
    return [finding.remedy for finding in examine(settings) if finding.remedy]


def test_a_sound_installation_has_nothing_to_do(settings: Settings) -> None:
    found = [finding.what for finding in examine(settings)]
    assert remedies(settings) == []
    assert "database answers" in found
    assert "custody log: 0 entries" in found
    assert "outbox: 0 waiting, 0 to look at" in found


def test_the_command_prints_the_findings_and_says_how_it_went(settings: Settings) -> None:
    sound = CliRunner().invoke(doctor)
    assert sound.exit_code == 0
    assert "to do" not in sound.output
    settings.path("lock_keys").chmod(0o644)
    broken = CliRunner().invoke(doctor)
    assert broken.exit_code == 1
    assert "to do" in broken.output


def test_pictures_that_are_missing_are_named(settings: Settings) -> None:
    plan = decode(settings.path("form").read_bytes())
    names = [f"p{number}.jpg" for number in range(13)]
    notes = tuple(Node(path=f"/{plan.name}/{name[:-4]}", kind="note", media={"image": {"en": name}}) for name in names)
    settings.path("form").write_bytes(encode(replace(plan, nodes=notes)))
    folder = settings.path("form").parent / "media"
    folder.mkdir()
    (folder / "p0.jpg").write_bytes(b"picture")
    assert f"Put into {folder} (at most 10 MB each): {', '.join(names[1:11])} …" in remedies(settings)
    assert "1 pictures and sounds of the form are there" in [finding.what for finding in examine(settings)]


def test_a_language_that_only_the_form_speaks_is_told(settings: Settings) -> None:
    plan = decode(settings.path("form").read_bytes())
    settings.path("form").write_bytes(encode(replace(plan, languages=("en", "ar", "fa"))))
    told = "the conversation says its own sentences in English to whoever chooses ar, fa"
    assert told in [finding.what for finding in examine(settings)]


def test_a_key_ring_that_others_may_read(settings: Settings) -> None:
    path = settings.path("lock_keys")
    path.chmod(0o640)
    assert remedies(settings) == [f"Run: chmod 600 {path}"]
    path.chmod(0o600)
    assert remedies(settings) == []


def test_a_token_that_others_may_read(settings: Settings) -> None:
    token = settings.data / "token"
    token.write_text("secret")
    token.chmod(0o604)
    assert remedies(settings.model_copy(update={"telegram_token_file": token})) == [f"Run: chmod 600 {token}"]


@pytest.mark.parametrize("name", ["lock.keys", "form.json", "office.json", "affiant.db"])
def test_a_file_that_is_missing(settings: Settings, name: str) -> None:
    (settings.data / name).unlink()
    found = remedies(settings)
    assert found
    assert all("affiant " in remedy for remedy in found), "each names the command that helps"


def test_a_disk_that_is_nearly_full(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12, 10**6))  # type: ignore[attr-defined]
    assert remedies(settings) == ["Less than 1 GB is free. Make room."]


def test_a_setting_that_is_misspelt(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFIANT_TELEGRM_TOKEN_FILE", "token")
    assert remedies(settings) == ["No such setting: AFFIANT_TELEGRM_TOKEN_FILE. See README, Settings."]


@pytest.mark.parametrize(
    ("owners", "taken"),
    [
        ({"bot": ["affiant"], "config": ["affiant"]}, ""),
        ({}, ""),
        ({"config": ["affiant", "config"], "bot": ["affiant"]}, "config"),
        ({"storage": ["other"], "bot": ["another"], "elsewhere": ["x"]}, "bot, storage"),
    ],
)
def test_a_package_of_one_of_our_names(owners: dict[str, list[str]], taken: str) -> None:
    remedy = foreign_names(lambda: owners).remedy
    assert remedy == (f"Another package owns {taken}. Give Affiant an environment of its own." if taken else "")


def test_an_alert_that_waits(settings: Settings) -> None:
    performer = Performer(
        office=Office.load(settings.path("office")),
        lockbox=Lockbox.load(settings.path("lock_keys")),
        form="f" * 64,
        sweep_for=NOON - NOON,
        randomness=Dice(),
    )
    place = Place(lookup=b"p" * 32, channel="telegram", address="1", now=NOON)
    writes = performer.perform([fx.Escalate(case="1" * 26, reason="danger")], place)

    async def add() -> None:
        database = open_database(settings.database)
        await database.start()
        await database.transact(lambda unit: unit.outbox.add(writes.outbox))
        await database.close()

    asyncio.run(add())
    assert remedies(settings) == ["Somebody needs a human now."]
