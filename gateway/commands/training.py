"""An office for practice: invented staff, keys beside the data. For `affiant demo` and `affiant talk`."""

from __future__ import annotations

from pathlib import Path

from config.settings import Settings
from gateway.app import read_plan
from gateway.commands.init import FORM, prepare
from gateway.commands.signing import write_signed
from gateway.public.published import publish
from storage.clock import SystemClock
from storage.errors import PermanentError
from storage.sealing.ceremony import COMPARTMENTS, KEY_FILE, Officer, Quorum, hold
from storage.sealing.office import Office
from storage.sealing.signing import OfficeKey

_PHRASE = "practice makes calm"

OFFICERS = (
    Officer(name="mira", passphrase=_PHRASE, compartments=("contact", "triage")),
    Officer(name="jun", passphrase=_PHRASE, compartments=COMPARTMENTS),
)
"""Invented people. Their passphrase is printed: nothing real may ever be said to a demo."""


def practice(given: Settings, data: Path) -> Settings:
    """Return settings that keep everything in this folder, whatever real database or keys are named around it.

    The form is nobody's secret: AFFIANT_FORM holds in practice, too.
    """
    places = {"database_url": "", "blobs_url": "", "office": None, "lock_keys_file": None}
    return given.model_copy(update={"data": data, **places})


def training_office(settings: Settings, source: Path = FORM) -> None:
    """Make an office for practice in the data folder, unless there is one. Raises PermanentError without the form."""
    if settings.form is not None:
        read_plan(settings.path("form"))  # whatever is wrong with it is said before anything is made
    if not settings.path("office").exists():
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = hold(OFFICERS, quorum=Quorum(2, 3), now=SystemClock().now())
        held.write(settings.data / "ceremony")
        settings.path("office").write_bytes(held.office.dump())
    prepare(settings, source)
    _sign_form(settings)


def _sign_form(settings: Settings) -> None:
    """Sign the form as the keeper would, unless it is. Raises PermanentError for a practice office without a key."""
    office, form = Office.load(settings.path("office")), settings.path("form")
    now = SystemClock().now()
    published = publish(office, version="", form=form, beside=settings.data)
    if not published.fault(now.date()):
        return
    file = settings.data / "ceremony" / KEY_FILE
    if office.fault(now.date()) or not file.is_file():
        raise PermanentError(f"The practice office in {settings.data} is an old one. Delete that folder.")
    key = OfficeKey.unlock(file.read_bytes(), OFFICERS[0].passphrase)
    write_signed(form, office=office, key=key, now=now, beside=settings.data)
