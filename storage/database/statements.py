"""Statements written once in SQLAlchemy Core, and compiled once per database and number of rows.

A batch of any length runs as few statements: a list of rows or keys is cut into chunks of 64, 32 … 1, so that there are
seven texts of each statement to compile, cache and prepare. This is what keeps a turn at a few microseconds a row.
Called by the files of this room that hold queries; run by a `Session` (sqlite.py, postgres.py).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

Row: TypeAlias = tuple[Any, ...]
Key: TypeAlias = bytes | str
Columns: TypeAlias = sa.ColumnCollection[str, sa.ColumnElement[Any]]
Value: TypeAlias = bytes | str | int | bool | None

CHUNKS = (64, 32, 16, 8, 4, 2, 1)
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement as one database reads it."""

    sql: str
    order: tuple[str, ...]
    """The names of the values, in the order in which the driver wants them."""
    types: tuple[type, ...]
    """Their types, in the same order."""
    fixed: dict[str, Any]
    """Values that the compiler itself added."""
    returns: bool
    """Whether rows come back."""


class Statement(ABC):
    """Something to run. `build` makes the Core construct for a number of rows or keys."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, int], Compiled] = {}

    @abstractmethod
    def build(self, dialect: str, count: int) -> sa.sql.ClauseElement:
        """Return the construct."""

    def text(self, dialect: sa.Dialect, count: int) -> Compiled:
        """Return the compiled statement, from the cache after the first time."""
        key = (dialect.name, count)
        compiled = self._texts.get(key)
        if compiled is None:
            compiled = self._texts[key] = _compile(self.build(dialect.name, count), dialect)
        return compiled


def _compile(construct: sa.sql.ClauseElement, dialect: sa.Dialect) -> Compiled:
    compiled = construct.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    assert isinstance(construct, sa.Select | sa.sql.dml.UpdateBase)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    order = tuple(compiled.positiontup or ())
    types = tuple(compiled.binds[name].type.python_type for name in order)
    return Compiled(str(compiled), order, types, fixed, bool(construct.exported_columns.keys()))


class Fixed(Statement):
    """A statement with named values."""

    def __init__(self, construct: sa.sql.ClauseElement) -> None:
        super().__init__()
        self._construct = construct

    def build(self, dialect: str, count: int) -> sa.sql.ClauseElement:  # noqa: ARG002 -- nothing here varies
        """Return the construct."""
        return self._construct


class Limited(Statement):
    """A statement for the first so many rows. The number is written into the text, one text for each.

    A bound limit tells a planner nothing: PostgreSQL then prepares for a tenth of the table, and reads all of it.
    """

    def __init__(self, write: Callable[[sa.ColumnElement[int]], sa.sql.ClauseElement]) -> None:
        super().__init__()
        self._write = write

    def build(self, dialect: str, count: int) -> sa.sql.ClauseElement:  # noqa: ARG002 -- one text serves both
        """Return the construct for so many rows."""
        return self._write(sa.literal_column(str(count), sa.Integer))


class Keyed(Statement):
    """A statement over a list of keys: `write` gets the bound keys, for an IN."""

    def __init__(self, key: sa.ColumnElement[Any], write: Callable[[list[Any]], sa.sql.ClauseElement]) -> None:
        super().__init__()
        self._key = key
        self._write = write

    def build(self, dialect: str, count: int) -> sa.sql.ClauseElement:  # noqa: ARG002 -- one text serves both
        """Return the construct for so many keys."""
        return self._write([sa.bindparam(f"key_{n}", type_=self._key.type) for n in range(count)])


class Put(Statement):
    """An insert of many rows. `conflict` names the key; `update` what a row that is there takes from the new one."""

    def __init__(
        self,
        table: sa.Table,
        columns: Sequence[str],
        *,
        conflict: Sequence[str] = (),
        update: Callable[[Columns], dict[str, Any]] | None = None,
        returning: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._table = table
        self.columns = tuple(columns)
        self._conflict = tuple(conflict)
        self._update = update
        self._returning = tuple(returning)

    def build(self, dialect: str, count: int) -> sa.sql.ClauseElement:
        """Return the construct for so many rows."""
        statement: Any = _INSERT[dialect](self._table).values([self._row(n) for n in range(count)])
        if self._update is not None:
            statement = statement.on_conflict_do_update(
                index_elements=self._conflict, set_=self._update(statement.excluded)
            )
        elif self._conflict:
            statement = statement.on_conflict_do_nothing(index_elements=self._conflict)
        if self._returning:
            statement = statement.returning(*(self._table.c[name] for name in self._returning))
        return statement  # type: ignore[no-any-return]  # the two dialects' inserts share no base with these methods

    def _row(self, n: int) -> dict[str, Any]:
        return {name: sa.bindparam(f"{name}_{n}", type_=self._table.c[name].type) for name in self.columns}


class Session(ABC):
    """One transaction's hand on the database: runs statements, returns plain rows."""

    dialect: sa.Dialect

    @abstractmethod
    def run(self, compiled: Compiled, values: Sequence[Value]) -> list[Row]:
        """Run one statement. Rows come back only from one that returns any."""

    @abstractmethod
    def hold(self, keys: Sequence[bytes]) -> None:
        """Keep every other transaction that holds one of these keys waiting until the commit, row or no row."""

    def fixed(self, statement: Fixed, **values: Value) -> list[Row]:
        """Run a statement with these named values."""
        compiled = statement.text(self.dialect, 1)
        named = compiled.fixed | values
        return self.run(compiled, [named[name] for name in compiled.order])

    def limited(self, statement: Limited, limit: int, **values: Value) -> list[Row]:
        """Run a statement for at most so many rows."""
        compiled = statement.text(self.dialect, limit)
        named = compiled.fixed | values
        return self.run(compiled, [named[name] for name in compiled.order])

    def keyed(self, statement: Keyed, keys: Sequence[Key], **values: Value) -> list[Row]:
        """Run a statement for these keys, in chunks."""
        rows: list[Row] = []
        for start in range(0, len(keys), CHUNKS[0]):
            rows += self._keyed(statement, keys[start : start + CHUNKS[0]], values)
        return rows

    def _keyed(self, statement: Keyed, keys: Sequence[Key], values: dict[str, Value]) -> list[Row]:
        count = 1 << (len(keys) - 1).bit_length()
        compiled = statement.text(self.dialect, count)
        padded = [*keys, *[keys[-1]] * (count - len(keys))]  # a key named twice in an IN changes nothing
        named = compiled.fixed | values | {f"key_{n}": key for n, key in enumerate(padded)}
        return self.run(compiled, [named[name] for name in compiled.order])

    def put(self, statement: Put, rows: Sequence[Row]) -> list[Row]:
        """Insert these rows (values in the order of the statement's columns), in chunks."""
        returned: list[Row] = []
        for chunk in _chunks(rows):
            compiled = statement.text(self.dialect, len(chunk))
            returned += self.run(compiled, list(chain.from_iterable(chunk)))
        return returned


def _chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    start = 0
    for size in CHUNKS:
        while len(rows) - start >= size:
            yield rows[start : start + size]
            start += size
