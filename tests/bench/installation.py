"""An Affiant to be measured: an office for practice, the default form, and fresh databases of both kinds."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config import policy
from config.questionnaire.plan import Plan, decode
from config.settings import Settings
from gateway.commands.training import training_office
from storage.database.engine import upgrade
from tests.bench.walk import Walk, walk
from tests.support.databases import Postgres, embedded_server

SECRET = "a-bench-needs-a-webhook-secret-of-some-length"
_TOKEN = "42:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
_PRESSES = 1_500
_POLICY = Path(policy.__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Installation:
    """A data folder, made ready once."""

    folder: Path

    @cached_property
    def plan(self) -> Plan:
        """The default form."""
        return decode((self.folder / "form.json").read_bytes())

    @cached_property
    def walk(self) -> Walk:
        """A long conversation about it."""
        return walk(self.plan, presses=_PRESSES, channel="telegram")

    def env(self, database: str) -> dict[str, str]:
        """Return the settings of a server on this database."""
        return {"AFFIANT_DATA": str(self.folder), "AFFIANT_DATABASE_URL": database}

    def telegram(self, database: str, *, api: int, limited: bool) -> dict[str, str]:
        """Return the settings of a gateway with a webhook that answers through the Bot API on this port."""
        return {
            **self.env(database),
            **({} if limited else {"AFFIANT_POLICY": str(self.folder / "policy.toml")}),
            "AFFIANT_PORT": str(free_port()),
            "AFFIANT_PUBLIC_URL": "https://bench.invalid",
            "AFFIANT_TELEGRAM_API": f"http://127.0.0.1:{api}",
            "AFFIANT_TELEGRAM_MODE": "webhook",
            "AFFIANT_TELEGRAM_TOKEN_FILE": str(self.folder / "token"),
            "AFFIANT_TELEGRAM_SECRET_FILE": str(self.folder / "secret"),
        }


def install(folder: Path) -> Installation:
    """Make an installation in this folder."""
    training_office(Settings(data=folder))
    (folder / "token").write_text(_TOKEN)
    (folder / "secret").write_text(SECRET)
    (folder / "policy.toml").write_text(_without_rates(_POLICY.read_text("utf-8")), "utf-8")
    return Installation(folder)


def _without_rates(policy: str) -> str:
    """Telegram would allow 30 answers a second; what a turn costs is asked for here."""
    return re.sub(r"^(chat|bot)_per_second = .*$", r"\1_per_second = 1e9", policy, flags=re.MULTILINE)


def sqlite(path: Path) -> str:
    """Return the URL of a fresh SQLite database."""
    url = f"sqlite:///{path}"
    upgrade(url)
    return url


@contextmanager
def postgres(name: str) -> Iterator[Postgres]:
    """Run a PostgreSQL that keeps its promises (fsync on)."""
    with embedded_server(name, durable=True) as url:
        server = Postgres(url)
        yield server
        server.close()


def free_port() -> int:
    """Return a port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
