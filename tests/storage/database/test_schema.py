"""Migrations: from nothing to the tables of the code, on both databases, and no start on anything else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.database import schema
from storage.database.engine import open_database, upgrade
from storage.database.tables import metadata
from storage.errors import IntegrityFailureError, PermanentError, TemporaryError


def engine(url: str) -> sa.Engine:
    return sa.create_engine(schema.parse(url), poolclass=sa.NullPool)


def test_from_nothing_to_the_newest_and_then_nothing_more(empty_url: str) -> None:
    assert schema.revision(empty_url) is None
    assert upgrade(empty_url) == (None, schema.newest())
    assert upgrade(empty_url) == (schema.newest(), schema.newest())
    schema.check(empty_url)


def test_the_migrations_make_the_tables_that_the_code_declares(empty_url: str) -> None:
    upgrade(empty_url)
    with engine(empty_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_indexes_keep_their_conditions(empty_url: str) -> None:
    """Alembic does not compare them, and without them the outbox would scan what is long done."""
    upgrade(empty_url)
    with engine(empty_url).connect() as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        else:
            query = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        made = {name: " WHERE " in text for name, text in connection.execute(sa.text(query))}
    declared = {
        index.name: index.dialect_options["sqlite"]["where"] is not None
        for table in metadata.tables.values()
        for index in table.indexes
    }
    assert {name: made[name] for name in declared if name} == declared


async def test_a_database_without_tables_is_refused_with_the_remedy(empty_url: str) -> None:
    with pytest.raises(PermanentError, match=r"^the database has no tables yet: run `affiant migrate`$"):
        await open_database(empty_url).start()


async def test_a_database_of_another_time_is_refused_with_the_remedy(empty_url: str) -> None:
    upgrade(empty_url)
    with engine(empty_url).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(PermanentError, match=r"revision 0000, this program needs .*: run `affiant migrate`"):
        await open_database(empty_url).start()


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert schema.revision(f"sqlite:///{tmp_path / 'none.db'}") is None
    assert list(tmp_path.iterdir()) == []


def test_an_sqlite_file_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "affiant.db"
    upgrade(f"sqlite:///{path}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "affiant.db"
    path.write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(IntegrityFailureError, match="damaged"):
        schema.revision(f"sqlite:///{path}")
    with pytest.raises(IntegrityFailureError, match="damaged"):
        upgrade(f"sqlite:///{path}")


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(TemporaryError, match="no connection"):
        schema.revision("postgresql://nobody@127.0.0.1:9/none")


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://host/name"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(PermanentError, match="database"):
        open_database(url)


def test_both_spellings_of_postgresql_are_one() -> None:
    assert schema.parse("postgresql+psycopg://host/name") == schema.parse("postgresql://host/name")
