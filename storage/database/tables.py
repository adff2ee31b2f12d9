"""The tables. Beside each column that is not obvious stands what it may tell a thief.

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


# --- the safe page (migration 0002) ------------------------------------------------------------------------


def _of_place() -> sa.Column[bytes]:
    return sa.Column("place", Bytes, primary_key=True)


returns = sa.Table(
    "returns",
    metadata,
    sa.Column("key", Bytes, primary_key=True),
    sa.Column("lookup", Bytes, nullable=False),
    sa.Column("recipient", Text),
    sa.Column("case", Text),
    sa.Column("due", Moment),
    sa.Index("ix_returns_lookup", "lookup"),
    sa.Index(
        "ix_returns_case",
        "case",
        sqlite_where=sa.text('"case" IS NOT NULL'),
        postgresql_where=sa.text('"case" IS NOT NULL'),
    ),
    sa.Index(
        "ix_returns_due", "due", sqlite_where=sa.text("due IS NOT NULL"), postgresql_where=sa.text("due IS NOT NULL")
    ),
)
"""Places that return words lead to. Whoever has the table knows how many there are, and can find none by its words."""

drafts = sa.Table(
    "drafts",
    metadata,
    _of_place(),
    sa.Column("body", Bytes, nullable=False),  # padded by the seal
    sa.Column("version", Number, nullable=False),
    sa.Column("silence", Text, nullable=False),
    sa.Column("due", Moment, nullable=False),  # an hour
    sa.Index("ix_drafts_due", "due"),
)
"""Unfinished accounts, sealed to the person alone."""

standbys = sa.Table(
    "standbys",
    metadata,
    _of_place(),
    sa.Column("case", Text, nullable=False),
    sa.Column("form", Text, nullable=False),
    sa.Column("urgent", Flag, nullable=False),
    sa.Column("recipient", Text),
    sa.Column("scopes", Text, nullable=False),
    sa.Column("language", Text, nullable=False),
    sa.Column("days", Number, nullable=False),
    sa.Column("due", Moment, nullable=False),  # an hour
    sa.Index("ix_standbys_due", "due"),
)
"""What becomes a case when its person stays away and wished so."""

submissions = sa.Table(
    "submissions",
    metadata,
    sa.Column("id", Text, primary_key=True),
    sa.Column("digest", Bytes, nullable=False),
    sa.Column("first", Number, nullable=False),
    sa.Column("received", Moment, nullable=False),  # the hour, no finer
    sa.Index("ix_submissions_received", "received"),
)
"""What was handed in already."""

proofs = sa.Table(
    "proofs",
    metadata,
    sa.Column("token", Bytes, primary_key=True),
    sa.Column("due", Moment, nullable=False),
    sa.Index("ix_proofs_due", "due"),
    sqlite_with_rowid=False,
)
"""Proofs of work that are spent, until they would be too old anyway."""

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", Text, primary_key=True),
    sa.Column("place", Bytes),
    sa.Column("length", Number, nullable=False),  # padded by the seal
    sa.Column("offset", Number, nullable=False),
    sa.Column("segments", Number, nullable=False),
    sa.Column("sha256", Bytes),
    sa.Column("blob", Text),
    sa.Column("due", Moment, nullable=False),  # an hour
    sa.Index("ix_uploads_due", "due"),
    sa.Index(
        "ix_uploads_place",
        "place",
        sqlite_where=sa.text("place IS NOT NULL"),
        postgresql_where=sa.text("place IS NOT NULL"),
    ),
    sa.Index(
        "ix_uploads_blob",
        "blob",
        sqlite_where=sa.text("blob IS NOT NULL"),
        postgresql_where=sa.text("blob IS NOT NULL"),
    ),
)
"""Sealed files on their way. A whole one that is handed in becomes a part, and its row goes."""

segments = sa.Table(
    "segments",
    metadata,
    sa.Column("upload", Text, primary_key=True),
    sa.Column("number", Number, primary_key=True, autoincrement=False),
    sa.Column("blob", Text, nullable=False),
    sa.Column("size", Number, nullable=False),
    sa.Index("ix_segments_blob", "blob"),
    sqlite_with_rowid=False,
)
"""The pieces of uploads."""

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("seq", Sequence, primary_key=True),
    sa.Column("id", Text, nullable=False, unique=True),
    sa.Column("place", Bytes, nullable=False),
    sa.Column("sender", Text, nullable=False),
    sa.Column("at", Moment, nullable=False),  # the hour, no finer
    sa.Column("seen", Flag, nullable=False),
    sa.Column("body", Bytes),
    sa.Column("part", Text),
    sa.Index("ix_messages_place", "place", "seq"),
)
"""Mailboxes: what the office wrote, sealed to the person, and which parts the person sent since."""
