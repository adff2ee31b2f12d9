"""Which tables a database has, and the way to the newest ones. Called by `affiant migrate` and by `Database.start`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import postgres, sqlite
from storage.errors import PermanentError

MIGRATIONS = Path(__file__).with_name("migrations")


def parse(url: str) -> sa.URL:
    """Return the URL with its driver. Raises PermanentError when it is neither an SQLite file nor PostgreSQL."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise PermanentError("the database URL cannot be read") from None
    name = parsed.get_backend_name()
    if name == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if name == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite+pysqlite")
    raise PermanentError(f"the database must be an SQLite file (sqlite:///…) or postgresql://…, not {name}")


def newest() -> str:
    """Return the newest revision that this program knows."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None
    return head


def sqlite_file(url: sa.URL) -> Path:
    """Return the file of an SQLite URL."""
    assert url.database is not None
    return Path(url.database)


def revision(url: str) -> str | None:
    """Return the database's revision, None when it has no tables yet. Blocks. Raises like `Database`."""
    target = parse(url)
    if target.get_backend_name() == "sqlite" and not sqlite_file(target).exists():
        return None
    with _explained(), _engine(target).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: str) -> tuple[str | None, str]:
    """Bring the database to the newest tables; return its revision before and after. Blocks."""
    target = parse(url)
    if target.get_backend_name() == "sqlite":
        _make(sqlite_file(target))
    before = revision(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with _explained(), _engine(target).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, newest()


def check(url: str) -> None:
    """Raise PermanentError unless the database has exactly the tables that this program knows. Blocks."""
    found = revision(url)
    if found is None:
        raise PermanentError("the database has no tables yet: run `affiant migrate`")
    if found != newest():
        raise PermanentError(
            f"the database is at revision {found}, this program needs {newest()}: run `affiant migrate`"
        )


def _make(path: Path) -> None:
    """Make the file, with its owner's rights and its journal mode."""
    with _explained():
        path.parent.mkdir(parents=True, exist_ok=True)
        sqlite.connect(path).close()


def _engine(url: sa.URL) -> sa.Engine:
    return sa.create_engine(url, poolclass=sa.NullPool)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise sqlite.explain(error) from None
    except sa.exc.DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise sqlite.explain(error.orig) from None
        if isinstance(error.orig, psycopg.Error):
            raise postgres.explain(error.orig) from None
        raise
