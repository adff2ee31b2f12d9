"""Effects become records. Sealing and locking happen here, before anything touches a table; nothing is sent from here.

`perform` takes one turn's effects and returns a `Writes`: what the turn adds to the transaction. It asks no database
and no network. The engine calls it, for every turn, inside the transaction of the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from bot.conversation import effects as fx
from bot.conversation.screen import encode as encode_screen
from storage.clock import hour
from storage.custody.entry import entry
from storage.ids import Randomness, new_id
from storage.records import DUTY_LANE, Case, CustodyEntry, OutboxItem, Part
from storage.sealing.envelope import PartHeader, seal
from storage.sealing.lockbox import Lockbox
from storage.sealing.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A sealed file that waits in the blob store to be adopted: its name there and its bytes of ciphertext."""

    blob: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a turn happens: what performing needs to know of the chat."""

    lookup: bytes
    channel: str
    address: str = field(repr=False)
    now: datetime
    stored: StoredFile | None = None


@dataclass(slots=True)
class Writes:
    """What one turn adds to the transaction, in the order it happened."""

    parts: list[Part] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Cases whose draft parts become kept."""
    dropped: list[str] = field(default_factory=list)
    """Parts to destroy."""
    cases: list[Case] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    """Cases to destroy."""
    outbox: list[OutboxItem] = field(default_factory=list)
    custody: list[CustodyEntry] = field(default_factory=list)
    words: tuple[bytes, str] | None = field(default=None, repr=False)
    """Lookup and recipient of new return words."""
    make_words: str | None = None
    """Language of the words to make once this turn is committed."""
    takes_over: bool = False
    ends: bool = False
    case: str | None = None
    """The case this chat now stands for, if the turn opened one."""


class Performer:
    """Turns effects into records with the office's public keys and the gateway's lockbox. Shared by all turns."""

    def __init__(
        self, *, office: Office, lockbox: Lockbox, form: str, sweep_for: timedelta, randomness: Randomness
    ) -> None:
        """`sweep_for` is how long a channel lets a bot delete a message."""
        self._office = office
        self._lockbox = lockbox
        self._form = form
        self._sweep_for = sweep_for
        self._randomness = randomness

    def perform(self, effects: Sequence[fx.Effect], place: Place) -> Writes:
        """Return the records that the effects amount to, in order."""
        writes = Writes()
        for effect in effects:
            self._one(effect, place, writes)
        return writes

    def _one(self, effect: fx.Effect, place: Place, writes: Writes) -> None:  # noqa: C901, PLR0912 -- a list, not logic
        match effect:
            case fx.Show():
                writes.outbox.append(self._show(effect, place))
            case fx.Attach():
                writes.outbox.append(self._attach(effect, place))
            case fx.Sweep():
                writes.outbox.append(self._sweep(effect, place))
            case fx.Keep():
                self._keep(effect, writes)
            case fx.Adopt():
                self._adopt(effect, place, writes)
            case fx.Drop():
                writes.dropped.extend(effect.parts)
                writes.custody.extend(entry("part-dropped", case=effect.case, part=part) for part in effect.parts)
            case fx.Record():
                writes.custody.append(entry(effect.kind, case=effect.case, **effect.detail))
            case fx.OpenCase():
                self._open(effect, place, writes)
            case fx.Escalate():
                self._escalate(effect, place, writes)
            case fx.MakeWords():
                writes.make_words = effect.language
            case fx.BindWords():
                writes.words = (effect.lookup, effect.recipient)
            case fx.TakeOver():
                writes.takes_over = True
            case fx.Erase():
                writes.erased.append(effect.case)
                writes.custody.append(entry("erased", case=effect.case))
            case fx.End():
                writes.ends = True

    # --- what leaves -----------------------------------------------------------------------------

    def _show(self, effect: fx.Show, place: Place) -> OutboxItem:
        return self._item("show", place, encode_screen(effect.screen), not_before=place.now)

    def _attach(self, effect: fx.Attach, place: Place) -> OutboxItem:
        return self._item("attach", place, encode_screen(effect.attachment), not_before=place.now)

    def _sweep(self, effect: fx.Sweep, place: Place) -> OutboxItem:
        return self._item(
            "sweep",
            place,
            effect.message.encode(),
            not_before=place.now + timedelta(seconds=effect.after),
            expires=place.now + self._sweep_for,
        )

    def _escalate(self, effect: fx.Escalate, place: Place, writes: Writes) -> None:
        """Call a human once, however many reasons one answer gives."""
        if any(item.kind == "alert" for item in writes.outbox):
            return
        writes.outbox.append(self._alert(place))
        writes.custody.append(entry("escalated", case=effect.case))

    def _alert(self, place: Place) -> OutboxItem:
        return OutboxItem(
            id=new_id(self._randomness),
            lane=DUTY_LANE,
            channel="duty",
            kind="alert",
            locked_payload=b"",
            not_before=place.now,
        )

    def _item(
        self,
        kind: Literal["show", "attach", "sweep"],
        place: Place,
        content: bytes,
        *,
        not_before: datetime,
        expires: datetime | None = None,
    ) -> OutboxItem:
        identifier = new_id(self._randomness)
        payload = msgspec.msgpack.encode((place.address, content))
        return OutboxItem(
            id=identifier,
            lane=lane_of(place.lookup, kind),
            channel=place.channel,
            kind=kind,
            locked_payload=self._lockbox.lock(payload, table="outbox", column="payload", row=identifier.encode()),
            not_before=not_before,
            expires=expires,
        )

    # --- what stays --------------------------------------------------------------------------------

    def _keep(self, effect: fx.Keep, writes: Writes) -> None:
        header = self._header(effect.part, effect.case, effect.compartment, kind="text", revision=effect.revision)
        self._seal(header, effect.text.encode(), writes)

    def _adopt(self, effect: fx.Adopt, place: Place, writes: Writes) -> None:
        assert place.stored is not None, "a file can only be adopted in the turn that brought it"
        file = effect.file
        epoch = self._office.compartments[file.compartment].epoch
        part = Part(
            id=file.part,
            case=effect.case,
            compartment=file.compartment,
            epoch=epoch,
            kind="file",
            revision=0,
            size=place.stored.size,
            sha256=bytes.fromhex(file.sha256),
            blob=place.stored.blob,
        )
        self._accept(part, writes)

    def _open(self, effect: fx.OpenCase, place: Place, writes: Writes) -> None:
        for compartment, manifest in effect.manifests.items():
            header = self._header(new_id(self._randomness), effect.case, compartment, kind="manifest", revision=0)
            self._seal(header, msgspec.json.encode(manifest, order="deterministic"), writes)
        writes.kept.append(effect.case)
        writes.case = effect.case
        writes.cases.append(
            Case(
                id=effect.case,
                form=effect.form,
                channel=place.channel,
                received=hour(place.now),
                urgent=effect.urgent,
            )
        )
        writes.custody.append(entry("case-opened", case=effect.case, form=effect.form, channel=place.channel))

    def _header(
        self, part: str, case: str, compartment: str, *, kind: Literal["text", "manifest"], revision: int
    ) -> PartHeader:
        epoch = self._office.compartments[compartment].epoch
        return PartHeader(
            part=part, case=case, compartment=compartment, epoch=epoch, kind=kind, form=self._form, revision=revision
        )

    def _seal(self, header: PartHeader, body: bytes, writes: Writes) -> None:
        sealed = seal(header, body, self._office.recipients(header.compartment))
        part = Part(
            id=header.part,
            case=header.case,
            compartment=header.compartment,
            epoch=header.epoch,
            kind="manifest" if header.kind == "manifest" else "text",
            revision=header.revision,
            size=len(sealed.ciphertext),
            sha256=sealed.sha256,
            body=sealed.ciphertext,
        )
        self._accept(part, writes)

    def _accept(self, part: Part, writes: Writes) -> None:
        writes.parts.append(part)
        writes.custody.append(
            entry(
                "part-accepted",
                case=part.case,
                part=part.id,
                compartment=part.compartment,
                epoch=part.epoch,
                kind=part.kind,
                revision=part.revision,
                sha256=part.sha256.hex(),
                size=part.size,
            )
        )


def lane_of(lookup: bytes, kind: str) -> bytes:
    """Return the lane of a chat's items of one kind: its lookup with a letter for a last byte.

    What stands beside the bubble shares the bubble's lane: the next screen takes it away.
    """
    return lookup[:31] + (b"w" if kind == "sweep" else b"s")


def lanes_of(lookup: bytes) -> tuple[bytes, ...]:
    """Return all lanes of a chat."""
    return lane_of(lookup, "show"), lane_of(lookup, "sweep")
