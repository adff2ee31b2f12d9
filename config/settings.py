"""The settings of this installation, read once from AFFIANT_* variables by an entry point and passed on as data."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What differs between installations. Secrets are files, named here, never values.

    Every field is an environment variable: `AFFIANT_` and its name in capitals.
    """

    model_config = SettingsConfigDict(env_prefix="AFFIANT_", frozen=True, extra="forbid")

    data: Path = Path("var")
    """Folder of everything this installation keeps: database, blobs, office, form, keys."""
    database_url: str = ""
    """SQLAlchemy URL; empty: SQLite at `data`/affiant.db."""
    blobs_url: str = ""
    """Where sealed files go (file:///…, s3://…); empty: `data`/blobs."""
    public_url: str = ""
    """https address under which the world reaches this gateway; needed for webhook mode."""
    host: str = "127.0.0.1"
    port: int = 8080
    form: Path | None = None
    """What `affiant form compile` wrote: form.json, or the folder it lies in; empty: `data`/form.json."""
    office: Path | None = None
    """The public office file that the ceremony wrote; empty: `data`/office.json."""
    policy: Path | None = None
    """An office's own policy.toml; empty: the default policy."""
    telegram_token_file: Path | None = None
    telegram_api: str = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_secret_file: Path | None = None
    lock_keys_file: Path | None = None
    """Key ring of the lockbox; empty: `data`/lock.keys. Keep it outside the database's backups."""
    log_key_file: Path | None = None

    def path(self, name: str) -> Path:
        """Return the file of a setting that defaults to a place under `data`. A form's folder means its form.json."""
        places = {
            "form": (self.form, "form.json"),
            "office": (self.office, "office.json"),
            "lock_keys": (self.lock_keys_file, "lock.keys"),
            "log_key": (self.log_key_file, "log.key"),
        }
        chosen, default = places[name]
        place = chosen or self.data / default
        return place / default if name == "form" and place.is_dir() else place

    @property
    def database(self) -> str:
        """The database URL, with its default."""
        return self.database_url or f"sqlite:///{(self.data / 'affiant.db').resolve()}"

    @property
    def blobs(self) -> str:
        """The blob store's URL, with its default."""
        return self.blobs_url or f"file://{(self.data / 'blobs').resolve()}"
