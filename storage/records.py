"""The records that cross the database's border: frozen, one per table, no rows and no dicts.

Bytes named `locked_…` are closed by the lockbox and bound to table, column and row; `repr` shows `***` for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ZERO_HASH = bytes(32)
DUTY_LANE = b"duty".ljust(32, b"\0")
"""The lane of what calls a human."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One conversation's place: who to answer (locked) and where it stands (locked).

    `lookup` is HMAC-SHA256 of channel and address: 32 bytes that tell nothing. `version` grows by one with every turn.
    `due` is when the conversation wants to hear that time has passed. `words` is the lookup id of the return words.
    """

    lookup: bytes
    channel: str
    locked_address: bytes = field(repr=False)
    locked_state: bytes = field(repr=False)
    version: int
    due: datetime | None
    words: bytes | None
    recipient: str | None
    """Public half of the return key: staff's words will be sealed to it."""
    case: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sealed thing: an age file, in the row (`body`) or in the blob store under `blob`. Exactly one of the two."""

    id: str
    case: str
    compartment: str
    epoch: int
    kind: Literal["text", "file", "manifest"]
    revision: int
    size: int
    """Bytes of ciphertext."""
    sha256: bytes
    """Of the ciphertext."""
    body: bytes | None = field(repr=False, default=None)
    blob: str | None = None
    state: Literal["draft", "kept"] = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One submitted account: which form it answers and the hour it came. Everything else is in its sealed parts."""

    id: str
    form: str
    """SHA-256 of the canonical XForm."""
    channel: str
    received: datetime
    urgent: bool
    """The one coarse bit that may travel in clear."""
    status: str = "received"
    words: bytes | None = None
    recipient: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A place that return words lead to on the safe page: what belongs to it stands under its `key`.

    `key` is SHA-256 of lookup and access (sealing FORMAT.md §6.5): who has one without the other finds nothing.
    """

    key: bytes
    lookup: bytes = field(repr=False)
    recipient: str | None
    """Public half of the return key; None until something was handed in with it."""
    case: str | None
    due: datetime | None
    """When it is forgotten; None: with its case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An unfinished account on the safe page: one age file that only the person can open."""

    place: bytes
    body: bytes = field(repr=False)
    version: int
    silence: Literal["keep", "destroy"]
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standby:
    """What becomes a case by itself if nobody comes back: its parts are there already, as drafts."""

    place: bytes
    case: str
    form: str
    urgent: bool
    recipient: str | None
    scopes: tuple[str, ...]
    """Consents that were given, for the custody log."""
    language: str
    days: int
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What was handed in under an identifier of the page's choice, so that the same thing again changes nothing."""

    id: str
    digest: bytes
    """SHA-256 of what it held."""
    first: int
    """The custody log's index of its first entry."""
    received: datetime
    """The hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A sealed file on its way in pieces. `id` is unguessable: it is the right to go on."""

    id: str = field(repr=False)
    place: bytes | None
    length: int
    """Bytes that there will be."""
    offset: int
    """Bytes that are on the disk."""
    segments: int
    due: datetime
    sha256: bytes | None = None
    """Of the whole, once it is whole."""
    blob: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of an upload, a blob of its own until the whole is put together."""

    upload: str
    number: int
    blob: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a mailbox: the office's, sealed to the return key, or the name of a part that the person sent."""

    id: str
    place: bytes
    sender: Literal["office", "person"]
    at: datetime
    """The hour."""
    seen: bool = False
    body: bytes | None = field(repr=False, default=None)
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """One thing to do outside, written in the transaction that caused it.

    kind `show`: put a screen into the chat's one bubble (a later show makes an earlier unsent one void);
    `attach`: show a file of the form beside it, until the next show;
    `sweep`: delete one message of the chat; `alert`: call the duty officer. Items of a lane leave in order.
    `locked_payload` is emptied once the item is done.
    """

    id: str
    lane: bytes
    """Chat lookup and purpose, hashed: `screen` items and `sweep` items of a chat have a lane each."""
    channel: str
    kind: Literal["show", "attach", "sweep", "alert"]
    locked_payload: bytes = field(repr=False)
    not_before: datetime
    expires: datetime | None = None
    state: Literal["waiting", "sending", "done", "void", "unknown", "failed"] = "waiting"
    """`sending` is the durable mark before an act that must not be done twice (a first show): see `Outbox.begin`."""
    attempts: int = 0
    """How often it was tried and may be tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A lane claimed by one worker until `lease_until`; `epoch` tells a late worker that its claim is gone."""

    lane: bytes
    channel: str
    epoch: int
    locked_bubble: bytes | None = field(repr=False)
    """The channel's names for the bubble on screen and for what stands beside it, locked; None: there is nothing."""
    items: tuple[OutboxItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """What became of one item. `waiting`: try again; the others are final and empty its payload."""

    id: str
    state: Literal["waiting", "done", "void", "unknown", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneResult:
    """What a worker did in a lane that it had claimed in `epoch`."""

    lane: bytes
    epoch: int
    results: tuple[ItemResult, ...]
    locked_bubble: bytes | None = field(repr=False)
    """The bubble as it is now; it replaces the one that the claim told."""
    hold: datetime | None = None
    """Nobody may claim the lane before this moment: the channel named it, or its rate; None: at once."""
    rest: datetime | None = None
    """Nothing is tried again before this moment, unless something new is added: then all of it is, at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEntry:
    """One line of the custody log before it has a place. `body` is canonical JSON, see storage/custody/FORMAT.md §2."""

    kind: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyLeaf:
    """A custody entry in its place: RFC 6962 leaf hash, and the running link over all leaves up to this one."""

    index: int
    at: int
    """Seconds since 1970, exact: the log is the one place where a time is not coarsened."""
    entry: CustodyEntry
    leaf_hash: bytes
    link: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyHead:
    """The log's size, the hashes of its complete subtrees (largest first), and the last link."""

    size: int = 0
    frontier: tuple[bytes, ...] = ()
    link: bytes = ZERO_HASH
