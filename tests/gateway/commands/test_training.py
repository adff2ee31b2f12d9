"""Practice keeps to itself, whatever real places the environment names."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from config.settings import Settings
from gateway.app import read_parts
from gateway.commands.training import OFFICERS, practice, training_office
from storage.errors import PermanentError
from tests.support.offices import TestOffice
from tests.support.opening import compartment_key
from tests.support.processes import free_port

REAL = {
    "AFFIANT_DATABASE_URL": "postgresql://real.invalid/affiant",
    "AFFIANT_BLOBS_URL": "s3://real-bucket",
    "AFFIANT_OFFICE": "/srv/real/office.json",
    "AFFIANT_LOCK_KEYS_FILE": "/srv/real/lock.keys",
}


def test_no_real_place_is_left_in_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    settings = practice(Settings(), tmp_path)
    assert not [value for value in REAL.values() if value in repr(settings)]
    places = [str(settings.path(name)) for name in ("form", "office", "lock_keys")]
    assert all(place.startswith(str(tmp_path)) for place in [*places, settings.blobs.removeprefix("file://")])
    assert str(tmp_path) in settings.database


def test_the_authors_form_holds_in_practice_too(tmp_path: Path, office: TestOffice) -> None:
    settings = practice(Settings(form=office.folder / "form.json"), tmp_path / "demo")
    training_office(settings)
    assert read_parts(settings).plan == office.plan
    assert not (tmp_path / "demo" / "form.json").exists()
    with pytest.raises(PermanentError, match=r"no compiled form gone\.json"):
        training_office(practice(Settings(form=Path("gone.json")), tmp_path / "other"))


def test_a_practice_office_is_whole_and_made_once(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "demo")
    training_office(settings)
    parts = read_parts(settings)
    made = settings.path("office").read_bytes()
    for officer in OFFICERS:
        for compartment in officer.compartments[:1]:
            key = compartment_key(settings.data / "ceremony", officer.name, officer.passphrase, compartment)
            assert str(key.recipient) in made.decode()
    training_office(settings)
    assert settings.path("office").read_bytes() == made
    assert set(parts.office.compartments) == {"triage", "testimony", "contact"}
    with pytest.raises(PermanentError):
        read_parts(Settings(data=tmp_path / "elsewhere"))


async def status(session: aiohttp.ClientSession, url: str) -> int | None:
    try:
        async with session.get(url) as answer:
            return answer.status
    except aiohttp.ClientConnectionError:
        return None


async def test_the_demo_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    """Without a terminal, as an operator's first try may be."""
    port = free_port()
    environment = {**os.environ, **REAL, "AFFIANT_DATA": str(tmp_path), "AFFIANT_PORT": str(port)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gateway", "demo", env=environment,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(60):
            while await status(session, f"http://127.0.0.1:{port}/healthz") != 200:
                assert process.returncode is None, await process.communicate()
                await asyncio.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        said, _ = await asyncio.wait_for(process.communicate(), 20)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said.decode()
    assert "No terminal here" in said.decode()
    assert (tmp_path / "demo" / "affiant.db").is_file()
