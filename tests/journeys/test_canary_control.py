"""The control of `test_canaries`: the same search finds what is planted on purpose, in each place and encoding."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from storage.database import tables
from tests.support.canaries import ENCODINGS, SCRIPTS, Search, canary, deflated
from tests.support.hiding import Hiding
from tests.support.offices import TestOffice
from tests.support.telegram.server import BotApiServer

_COPIES = 3
"""So often a thing is planted in a table: the log of writes cuts one in two where a page of it ends."""


@dataclass
class Control:
    """Canaries planted on purpose: in which encoding, and the name of each place where it must be found."""

    planted: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def each(self, *places: str) -> Iterator[bytes]:
        """Yield a new canary of each script in each encoding, to be planted in these places."""
        for script in SCRIPTS:
            for encoding, encode in {**ENCODINGS, "zlib": deflated}.items():
                text = canary(script)
                self.planted[text] = encoding, places
                yield encode(text)

    def missed(self, hiding: Hiding) -> list[tuple[str, str]]:
        """Return what the search does not find: encoding and place."""
        found = {(hit.canary, hit.place) for hit in Search(self.planted).hits(hiding.everywhere())}
        return [
            (encoding, place)
            for text, (encoding, places) in self.planted.items()
            for place in places
            if not any(place in where for seen, where in found if seen == text)
        ]


async def test_the_search_finds_what_is_planted_on_purpose(
    office: TestOffice, telegram: BotApiServer, database_url: str, tmp_path: Path
) -> None:
    hiding = Hiding(database_url, tmp_path, telegram, since=time.time() - 1)  # noqa: TID251 -- the clock of files
    control = Control()
    engine = sa.create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection, tempfile.NamedTemporaryFile(prefix="affiant-control-") as outside:
        in_files(control, office.folder, Path(outside.name))
        in_tables(control, connection)
        await in_chats(control, telegram)
        missed = control.missed(hiding)
    engine.dispose()
    assert not missed
    assert {encoding for encoding, _ in control.planted.values()} == {*ENCODINGS, "zlib"}


def in_files(control: Control, data: Path, outside: Path) -> None:
    """A blob, the log, something else in the data folder; and a temporary file elsewhere."""
    (data / "blobs").mkdir()
    for path in (data / "blobs" / "sealed", data / "gateway.log", data / "notes", outside):
        path.write_bytes(b"\n".join(control.each(str(path))))


def in_tables(control: Control, connection: sa.Connection) -> None:
    """A column of bytes and one of text; the same bytes are in the database's own files, the log of writes first."""
    server = connection.dialect.name == "postgresql"
    raw = ("/base/", "/pg_wal/") if server else ("/affiant.db-wal",)
    for index, data in enumerate(control.each("custody_entries.body", *raw)):
        for copy in range(_COPIES):
            entry = {
                "index": _COPIES * index + copy,
                "at": 0,
                "kind": "-",
                "body": data,
                "leaf_hash": b"-",
                "link": b"-",
            }
            connection.execute(tables.custody_entries.insert().values(entry))
    for data in control.each("inbox.update", *raw):
        update = data.decode("latin-1").replace("\0", "")
        if update.encode() == data:  # whatever text can hold
            for copy in range(_COPIES):
                connection.execute(tables.inbox.insert().values(channel=str(copy), update=update, received=0))
        else:
            control.planted.popitem()
    connection.commit()


async def in_chats(control: Control, telegram: BotApiServer) -> None:
    """What a person still sees, and what stood on the lock screen."""
    person = telegram.person("somebody")
    for text in control.each(f"chat {person.id}", f"lock screen {person.id}"):
        try:
            shown = text.decode()
        except UnicodeDecodeError:
            shown = ""
        if shown and json_keeps(shown):
            await person.say(shown)
            person.notified.append(shown)
        else:
            control.planted.popitem()


def json_keeps(text: str) -> bool:
    """Whether a chat as it is searched holds this text as it stands."""
    return text.isprintable() and not set(text) & {'"', "\\"}
