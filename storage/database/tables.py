"""The eight tables. Beside each column that is not obvious stands what it may tell a thief.

Not here: queries (the file named like the table has them) and how a database gets these tables (`migrations`).
"""

from __future__ import annotations

import sqlalchemy as sa

from storage.database.columns import Bytes, Flag, Moment, Number, Sequence, Text

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

chats = sa.Table(
    "chats",
    metadata,
    sa.Column("lookup", Bytes, primary_key=True),
    sa.Column("channel", Text, nullable=False),
    sa.Column("locked_address", Bytes, nullable=False),
    sa.Column("locked_state", Bytes, nullable=False),
    sa.Column("version", Number, nullable=False),
    sa.Column("due", Moment),
    sa.Column("words", Bytes),
    sa.Column("recipient", Text),
    sa.Column("case", Text),
    sa.Index(
        "ix_chats_due", "due", sqlite_where=sa.text("due IS NOT NULL"), postgresql_where=sa.text("due IS NOT NULL")
    ),
    sa.Index(
        "ix_chats_words",
        "words",
        sqlite_where=sa.text("words IS NOT NULL"),
        postgresql_where=sa.text("words IS NOT NULL"),
    ),
)
"""One conversation each."""

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("channel", Text, primary_key=True),
    sa.Column("update", Text, primary_key=True),
    sa.Column("received", Moment, nullable=False),  # the hour, no finer
    sa.Index("ix_inbox_received", "received"),
    sqlite_with_rowid=False,
)
"""What was taken in already: the channel's own number of the update, and nothing of what it held."""

lanes = sa.Table(
    "lanes",
    metadata,
    sa.Column("lane", Bytes, primary_key=True),
    sa.Column("channel", Text, nullable=False),
    sa.Column("wake", Moment),  # the first moment at which a claim makes sense; NULL: nothing waits
    sa.Column("lease_until", Moment, nullable=False),  # claimed, or held back, until then
    sa.Column("epoch", Number, nullable=False),
    sa.Column("locked_bubble", Bytes),
    sa.Column("closing", Flag, nullable=False),  # the chat is gone: the row goes with its last item
    sa.Index(
        "ix_lanes_wake",
        "channel",
        "wake",
        sqlite_where=sa.text("wake IS NOT NULL"),
        postgresql_where=sa.text("wake IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)
"""The order of the outbox: one lane per chat and purpose, worked by one worker at a time."""

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("seq", Sequence, primary_key=True),
    sa.Column("id", Text, nullable=False, unique=True),
    sa.Column("lane", Bytes, nullable=False),
    sa.Column("channel", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("locked_payload", Bytes, nullable=False),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("expires", Moment),
    sa.Column("state", Text, nullable=False),
    sa.Column("attempts", Number, nullable=False),
    sa.Index("ix_outbox_lane", "lane", "seq"),
)
"""What has to be done outside. Done and void rows are deleted; failed and unknown ones stay, emptied, for staff."""

parts = sa.Table(
    "parts",
    metadata,
    sa.Column("id", Text, primary_key=True),
    sa.Column("case", Text, nullable=False),
    sa.Column("compartment", Text, nullable=False),
    sa.Column("epoch", Number, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("revision", Number, nullable=False),
    sa.Column("size", Number, nullable=False),  # padded by the seal
    sa.Column("sha256", Bytes, nullable=False),  # of the ciphertext
    sa.Column("body", Bytes),
    sa.Column("blob", Text),
    sa.Column("state", Text, nullable=False),
    sa.CheckConstraint("(body IS NULL) <> (blob IS NULL)", name="body_or_blob"),
    sa.Index("ix_parts_case", "case"),
    sa.Index(
        "ix_parts_blob", "blob", sqlite_where=sa.text("blob IS NOT NULL"), postgresql_where=sa.text("blob IS NOT NULL")
    ),
)
"""Sealed things."""

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("id", Text, primary_key=True),
    sa.Column("form", Text, nullable=False),
    sa.Column("channel", Text, nullable=False),
    sa.Column("received", Moment, nullable=False),  # the hour, no finer
    sa.Column("urgent", Flag, nullable=False),
    sa.Column("status", Text, nullable=False),
    sa.Column("words", Bytes),
    sa.Column("recipient", Text),
    sa.Index("ix_cases_received", "received", "id"),
)
"""Submitted accounts. An erased one keeps its identifier and the word `erased`."""

custody_entries = sa.Table(
    "custody_entries",
    metadata,
    sa.Column("index", Sequence, primary_key=True, autoincrement=False),
    sa.Column("at", Number, nullable=False),  # exact seconds since 1970: the log is the one place that needs them
    sa.Column("kind", Text, nullable=False),
    sa.Column("body", Bytes, nullable=False),
    sa.Column("leaf_hash", Bytes, nullable=False),
    sa.Column("link", Bytes, nullable=False),
)
"""The custody log; see storage/custody/FORMAT.md. Rows are only ever added."""

custody_head = sa.Table(
    "custody_head",
    metadata,
    sa.Column("id", Number, primary_key=True, autoincrement=False),
    sa.Column("size", Number, nullable=False),
    sa.Column("frontier", Bytes, nullable=False),  # 32 bytes for each complete subtree, the largest first
    sa.Column("link", Bytes, nullable=False),
)
"""One row, id 1, made by the first migration. Who appends holds its lock."""
