"""A batch of turns inside one transaction, synchronous from end to end: admit, load, step, perform, save.

`Turns.run` is the work that the engine gives to `Database.transact`; when it returns and the transaction commits, every
turn of the batch is durable, and when anything raises, none of it has happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from bot.conversation.events import Event, MovedAway, WordsGiven
from bot.conversation.machine import Context, due, step
from bot.conversation.state import State, decode, encode, fresh
from bot.interview import Program
from bot.perform import Performer, Place, StoredFile, Writes, lanes_of
from bot.ports import Arrival
from config.policy import Policy
from storage.clock import Clock
from storage.database.unit import Transaction
from storage.ids import Randomness
from storage.records import Chat
from storage.sealing.lockbox import Lockbox
from storage.sealing.words import ReturnKey, stretch

_ENTROPY = 64
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """An arrival as the transaction needs it: with the chat's lookup, and what was found out before it began."""

    arrival: Arrival
    lookup: bytes
    words: bytes | None = field(default=None, repr=False)
    """Lookup of the return words in it, if it holds some."""
    stored: StoredFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a committed turn leaves to do outside the transaction."""

    make_words: str | None = None
    blobs: tuple[str, ...] = ()
    """Sealed files whose parts are gone."""
    adopted: bool = False
    """The file that waited has become a part."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """The chats of one batch, as its turns change them."""

    chats: dict[bytes, Chat]
    by_words: dict[bytes, Chat]
    changed: dict[bytes, Chat] = field(default_factory=dict)
    ended: set[bytes] = field(default_factory=set)

    def led_to(self, words: bytes) -> Chat | None:
        """Return the chat that return words lead to now, after the turns of this batch so far."""
        moved = next((chat for chat in self.changed.values() if chat.words == words), None)
        found = self.by_words.get(words)
        if moved is not None or found is None:
            return moved
        return None if found.lookup in self.changed or found.lookup in self.ended else found

    def put(self, chat: Chat) -> None:
        self.chats[chat.lookup] = self.changed[chat.lookup] = chat
        self.ended.discard(chat.lookup)

    def end(self, lookup: bytes) -> None:
        self.chats.pop(lookup, None)
        self.changed.pop(lookup, None)
        self.ended.add(lookup)


class _Stepped(NamedTuple):
    """What a turn comes to, before it is put among the batch's chats."""

    writes: Writes
    state: State
    due: datetime | None


class Turns:
    """Runs turns. Holds what all turns share: the form's program, the policy, the keys, the clock. No person's data."""

    def __init__(  # noqa: PLR0913 -- what all turns share, named once, at the root
        self,
        *,
        program: Program,
        policy: Policy,
        languages: tuple[str, ...],
        editions: Mapping[str, str],
        performer: Performer,
        lockbox: Lockbox,
        office_id: str,
        clock: Clock,
        randomness: Randomness,
        media: frozenset[str] = frozenset(),
    ) -> None:
        """`media` names the form's pictures and sounds that are there."""
        self._program = program
        self._policy = policy
        self._languages = languages
        self._editions = editions
        self._performer = performer
        self._lockbox = lockbox
        self._office_id = office_id
        self._clock = clock
        self._randomness = randomness
        self._media = media

    # --- before the transaction ------------------------------------------------------------------------

    def arrived(self, arrival: Arrival) -> Arrived:
        """Return the arrival with its chat's lookup."""
        return Arrived(arrival=arrival, lookup=self._lockbox.lookup(arrival.channel, arrival.address))

    def context(self, channel: str, *, now: datetime | None = None) -> Context:
        """Return a turn's circumstances: the time (`now`, where it is known already) and fresh randomness."""
        return Context(
            program=self._program,
            policy=self._policy,
            now=now or self._clock.now(),
            entropy=self._randomness(_ENTROPY),
            languages=self._languages,
            channel=channel,
            editions=self._editions,
            media=self._media,
        )

    def stretch(self, words: Sequence[str]) -> ReturnKey:
        """Return the key that return words stand for. Takes about 0.1 s: never call it on the event loop."""
        return stretch(words, self._office_id)

    def peek(self, unit: Transaction, lookup: bytes) -> State:
        """Return where a conversation stands, without holding its row."""
        chat = unit.chats.peek(lookup)
        return fresh() if chat is None else self._state(chat)

    # --- inside the transaction -------------------------------------------------------------------------

    def run(self, unit: Transaction, batch: Sequence[Arrived]) -> list[Outcome]:
        """Run one turn per arrival and save what they come to. The arrivals are of distinct chats."""
        updates = [(one.arrival.channel, one.arrival.update) for one in batch if one.arrival.update]
        new = unit.inbox.admit(updates, now=self._clock.now())
        wanted = [one.words for one in batch if one.words is not None]
        seen = _Seen(
            chats=unit.chats.load([one.lookup for one in batch]),
            by_words=unit.chats.by_words(wanted) if wanted else {},
        )
        everything: list[Writes] = []
        outcomes: list[Outcome] = []
        for one in batch:
            if one.arrival.update and (one.arrival.channel, one.arrival.update) not in new:
                outcomes.append(Outcome())
                continue
            writes = self._turn(one, seen)
            everything.extend(writes)
            outcomes.append(_outcome(writes[0], one))
        blobs = self._save(unit, seen, everything)
        return [replace(outcomes[0], blobs=blobs), *outcomes[1:]] if blobs else outcomes

    def _turn(self, one: Arrived, seen: _Seen) -> list[Writes]:
        chat = seen.chats.get(one.lookup)
        other = None if one.words is None else seen.led_to(one.words)
        state = fresh() if chat is None else self._state(chat)
        place = self._place(one)
        stepped = self._step(place, state, self._event(one, other))
        own = chat or self._blank(place)
        if stepped.writes.takes_over and other is not None:
            own = replace(own, words=other.words, recipient=other.recipient, case=other.case)
            moved = self._move_away(other, seen)
            self._put(seen, own, stepped)
            return [stepped.writes, moved]
        self._put(seen, own, stepped)
        return [stepped.writes]

    def _step(self, place: Place, state: State, event: Event) -> _Stepped:
        context = self.context(place.channel, now=place.now)
        made = step(context, state, event)
        return _Stepped(self._performer.perform(made.effects, place), made.state, due(context, made.state))

    def _move_away(self, other: Chat, seen: _Seen) -> Writes:
        """Tell the chat that the words led to that its case lives elsewhere now."""
        address = self._lockbox.unlock(other.locked_address, table="chats", column="address", row=other.lookup)
        place = Place(lookup=other.lookup, channel=other.channel, address=address.decode(), now=self._clock.now())
        stepped = self._step(place, self._state(other), MovedAway())
        self._put(seen, replace(other, words=None, recipient=None, case=None), stepped)
        return stepped.writes

    def _put(self, seen: _Seen, chat: Chat, stepped: _Stepped) -> None:
        writes, state, moment = stepped
        if writes.ends or state == fresh():  # of a chat of which nothing is known, nothing is kept: no address either
            seen.end(chat.lookup)
            return
        if writes.erased:
            chat = replace(chat, words=None, recipient=None, case=None)
        words, recipient = writes.words or (chat.words, chat.recipient)
        seen.put(
            Chat(
                lookup=chat.lookup,
                channel=chat.channel,
                locked_address=chat.locked_address,
                locked_state=self._lockbox.lock(encode(state), table="chats", column="state", row=chat.lookup),
                version=chat.version + 1,
                due=moment,
                words=words,
                recipient=recipient,
                case=writes.case or chat.case,
            )
        )

    def _save(self, unit: Transaction, seen: _Seen, everything: Sequence[Writes]) -> tuple[str, ...]:
        """Write everything, table by table. Return the names of the sealed files that are no part any more."""
        if seen.ended:
            unit.chats.delete(sorted(seen.ended))
        unit.chats.save(list(seen.changed.values()))
        unit.outbox.add(_all(writes.outbox for writes in everything))
        unit.outbox.forget([lane for lookup in seen.ended for lane in lanes_of(lookup)])
        unit.parts.add(_all(writes.parts for writes in everything))
        unit.cases.add(_all(writes.cases for writes in everything))
        unit.parts.keep(_all(writes.kept for writes in everything))
        erased = _all(writes.erased for writes in everything)
        blobs = unit.parts.drop(_all(writes.dropped for writes in everything))
        blobs += unit.cases.erase(erased)
        # Last, because the log's head stays locked from here to the commit.
        unit.custody.append(_all(writes.custody for writes in everything), at=self._clock.now())
        return blobs

    # --- rows and what they mean --------------------------------------------------------------------------

    def _event(self, one: Arrived, other: Chat | None) -> Event:
        event = one.arrival.event
        if not isinstance(event, WordsGiven) or other is None:
            return event
        own = other.lookup == one.lookup
        recalled = None if own else self._unlocked_state(other)
        return WordsGiven(recalled=recalled, own=own, message=event.message)

    def _place(self, one: Arrived) -> Place:
        arrival = one.arrival
        return Place(
            lookup=one.lookup,
            channel=arrival.channel,
            address=arrival.address,
            now=self._clock.now(),
            stored=one.stored,
        )

    def _blank(self, place: Place) -> Chat:
        address = place.address.encode()
        return Chat(
            lookup=place.lookup,
            channel=place.channel,
            locked_address=self._lockbox.lock(address, table="chats", column="address", row=place.lookup),
            locked_state=b"",
            version=0,
            due=None,
            words=None,
            recipient=None,
            case=None,
        )

    def _unlocked_state(self, chat: Chat) -> bytes:
        return self._lockbox.unlock(chat.locked_state, table="chats", column="state", row=chat.lookup)

    def _state(self, chat: Chat) -> State:
        return decode(self._unlocked_state(chat))


def _all(groups: Iterable[Iterable[_Item]]) -> list[_Item]:
    return [item for group in groups for item in group]


def _outcome(writes: Writes, one: Arrived) -> Outcome:
    adopted = one.stored is not None and any(part.blob == one.stored.blob for part in writes.parts)
    return Outcome(make_words=writes.make_words, adopted=adopted)
