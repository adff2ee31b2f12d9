"""Every place where a gateway could have left something of a person: tables, files, logs, temporary files, chats."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import psycopg
import sqlalchemy as sa

from storage.database import tables
from tests.support.canaries import Place
from tests.support.telegram.server import BotApiServer


@dataclass(frozen=True)
class Hiding:
    """The places of one gateway."""

    url: str
    folder: Path
    """Its data, its log and its own temporary files."""
    telegram: BotApiServer
    since: float
    """Files of other temporary folders count when they were written after this."""

    def kept(self) -> Iterator[Place]:
        """Yield what is on the server: database, blobs, logs, temporary files."""
        yield from columns(self.url)
        yield from cluster(self.url)
        yield from files(self.folder)
        temporary = Path(tempfile.gettempdir())
        others = [*temporary.glob("pytest-of-*"), *temporary.glob("affiant-postgres-*")]
        yield from files(temporary, since=self.since, but=others)

    def shown(self) -> Iterator[Place]:
        """Yield each chat as its person sees it, what its lock screen showed, and whatever the bot said."""
        for chat in self.telegram.world.chats.values():
            left = [(each.text, each.labels, each.content) for each in chat.messages.values()]
            yield f"chat {chat.id}", _text(left)
            yield f"lock screen {chat.id}", _text(chat.notified)
        yield "said", _text(self.telegram.calls)

    def everywhere(self) -> Iterator[Place]:
        """Yield all of it."""
        yield from self.kept()
        yield from self.shown()


def _text(shown: object) -> bytes:
    return json.dumps(shown, ensure_ascii=False).encode("utf-8", "surrogatepass")


def files(*folders: Path, since: float = 0.0, but: Collection[Path] = ()) -> Iterator[Place]:
    """Yield every file below these folders that was written since then, and every name."""
    for above, inner, names in chain.from_iterable(map(os.walk, folders)):
        inner[:] = [name for name in inner if Path(above, name) not in but]
        for path in (Path(above, name) for name in names):
            try:
                if path.is_file() and not path.is_symlink() and path.stat().st_mtime >= since:
                    yield str(path), str(path).encode() + b"\n" + path.read_bytes()
            except OSError:
                continue  # gone meanwhile, or not ours to read


def columns(url: str) -> Iterator[Place]:
    """Yield each column of each table as one run of bytes: what is spread over pages in the file is whole here."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=sa.NullPool)
    with engine.connect() as connection:
        for table in tables.metadata.sorted_tables:
            found = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')
            rows = found.all()
            for place, column in enumerate(found.keys()):
                yield f"{table.name}.{column}", b"\n".join(_raw(row[place]) for row in rows)
    engine.dispose()


def _raw(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode("utf-8", "surrogateescape")


def cluster(url: str) -> Iterator[Place]:
    """Yield the files of the PostgreSQL server, its write-ahead log among them, where this process may read them."""
    if not url.startswith("postgresql"):
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    yield from files(Path(row[0]))
