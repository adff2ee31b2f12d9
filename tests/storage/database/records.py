"""Small records for the database's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.records import Case, Chat, OutboxItem, Part

NOW = datetime(2026, 11, 24, 11, 10, 5, 250_000, tzinfo=UTC)
DUTY = b"duty"


def later(seconds: float) -> datetime:
    """Return the moment so many seconds after NOW."""
    return NOW + timedelta(seconds=seconds)


def chat(name: str, *, due: datetime | None = None, words: str | None = None, version: int = 1) -> Chat:
    """Return a chat whose lookup comes from its name."""
    return Chat(
        lookup=lookup(name),
        channel="telegram",
        locked_address=b"locked address of " + name.encode(),
        locked_state=b"locked state \x00\xff of " + name.encode(),
        version=version,
        due=due,
        words=None if words is None else lookup(words),
        recipient=None if words is None else "age1pq1recipient",
        case=None,
    )


def lookup(name: str) -> bytes:
    """Return 32 bytes that the name stands for."""
    return name.encode().ljust(32, b"\x00")


def item(
    id_: str, *, lane: str = "lane", channel: str = "telegram", kind: str = "show", after: float = 0
) -> OutboxItem:
    """Return an outbox item that is due so many seconds after NOW."""
    assert kind in {"show", "sweep", "alert"}
    return OutboxItem(
        id=id_,
        lane=lookup(lane),
        channel=channel,
        kind=kind,  # type: ignore[arg-type]  # asserted above
        locked_payload=b"locked " + id_.encode(),
        not_before=later(after),
        expires=later(after + 3600),
    )


def part(id_: str, *, case: str = "case", blob: str | None = None) -> Part:
    """Return a draft part, in the row or in a blob."""
    return Part(
        id=id_,
        case=case,
        compartment="testimony",
        epoch=1,
        kind="text" if blob is None else "file",
        revision=3,
        size=12,
        sha256=lookup("hash of " + id_),
        body=b"age \x00 sealed" if blob is None else None,
        blob=blob,
    )


def case(id_: str) -> Case:
    """Return a submitted case."""
    return Case(
        id=id_,
        form="f" * 64,
        channel="telegram",
        received=NOW.replace(minute=0, second=0, microsecond=0),
        urgent=True,
        words=lookup("words"),
        recipient="age1pq1recipient",
    )
