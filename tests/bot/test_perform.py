"""Every effect, and the records it becomes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from bot.conversation import effects as fx
from bot.conversation.events import SealedFile
from bot.conversation.screen import Attachment, Screen, decode, decode_attachment
from bot.conversation.screen import Words as Said
from bot.perform import Performer, Place, StoredFile, Writes, lane_of, lanes_of
from storage.clock import hour
from storage.records import OutboxItem
from storage.sealing.lockbox import Lockbox
from storage.sealing.office import Office
from tests.support.clocks import NOON, Dice
from tests.support.offices import TestOffice

NOW = NOON + timedelta(minutes=34)
PLACE = Place(lookup=b"p" * 32, channel="telegram", address="the address", now=NOW)
SECRET = "가을에 본 것"
SCREEN = Screen(number=4, language="en", pieces=(Said(SECRET),))
FILE = SealedFile(part="0" * 26, kind="audio", compartment="testimony", size=9, sha256="ab" * 32)
KEEP = fx.Keep(part="1" * 26, case="2" * 26, compartment="contact", revision=3, text=SECRET)
OPEN = fx.OpenCase(
    case="2" * 26,
    form="f" * 64,
    urgent=True,
    manifests={"triage": {"v": 1, "said": SECRET}, "contact": {"v": 1}},
)


@pytest.fixture
def lockbox(office: TestOffice) -> Lockbox:
    return Lockbox.load(office.folder / "lock.keys")


@pytest.fixture
def performer(office: TestOffice, lockbox: Lockbox) -> Performer:
    return Performer(
        office=Office.load(office.folder / "office.json"),
        lockbox=lockbox,
        form="f" * 64,
        sweep_for=timedelta(hours=5),
        randomness=Dice(),
    )


def payload(item: OutboxItem, lockbox: Lockbox) -> tuple[str, bytes]:
    plain = lockbox.unlock(item.locked_payload, table="outbox", column="payload", row=item.id.encode())
    return msgspec.msgpack.decode(plain, type=tuple[str, bytes])


def log(writes: Writes) -> list[tuple[str, dict[str, Any]]]:
    return [(entry.kind, json.loads(entry.body)) for entry in writes.custody]


def test_a_screen_waits_locked_in_its_lane(performer: Performer, lockbox: Lockbox) -> None:
    (item,) = performer.perform([fx.Show(screen=SCREEN)], PLACE).outbox
    address, content = payload(item, lockbox)
    assert (address, decode(content)) == ("the address", SCREEN)
    assert (item.kind, item.lane, item.not_before, item.expires) == ("show", lane_of(PLACE.lookup, "show"), NOW, None)


def test_a_file_of_the_form_waits_in_the_lane_of_the_screen(performer: Performer, lockbox: Lockbox) -> None:
    picture = Attachment(kind="image", file="mill.jpg", language="en", caption=Said("1. mill"))
    shown, beside = performer.perform([fx.Show(screen=SCREEN), fx.Attach(attachment=picture)], PLACE).outbox
    address, content = payload(beside, lockbox)
    assert (address, decode_attachment(content)) == ("the address", picture)
    assert (beside.kind, beside.lane, beside.not_before, beside.expires) == ("attach", shown.lane, NOW, None)


def test_a_sweep_waits_in_a_lane_of_its_own_and_is_given_up_in_time(performer: Performer, lockbox: Lockbox) -> None:
    (item,) = performer.perform([fx.Sweep(message="77", after=40)], PLACE).outbox
    assert payload(item, lockbox) == ("the address", b"77")
    assert (item.kind, item.lane) == ("sweep", lane_of(PLACE.lookup, "sweep"))
    assert (item.not_before, item.expires) == (NOW + timedelta(seconds=40), NOW + timedelta(hours=5))


def test_a_text_is_sealed_to_its_compartment(performer: Performer, office: TestOffice) -> None:
    writes = performer.perform([KEEP], PLACE)
    (part,) = writes.parts
    assert part.body
    opened = office.open(part.body, "contact")
    assert opened.body.decode() == SECRET
    assert (opened.header.part, opened.header.case, opened.header.revision) == (KEEP.part, KEEP.case, 3)
    assert (part.kind, part.compartment, part.size, part.blob) == ("text", "contact", len(part.body), None)
    ((kind, told),) = log(writes)
    assert (kind, told["part"], told["sha256"]) == ("part-accepted", KEEP.part, part.sha256.hex())


def test_an_adopted_file_becomes_a_part_that_names_its_blob(performer: Performer) -> None:
    stored = StoredFile(blob=FILE.part, size=4096)
    (part,) = performer.perform([fx.Adopt(file=FILE, case="2" * 26)], replace(PLACE, stored=stored)).parts
    assert (part.kind, part.blob, part.body, part.size) == ("file", FILE.part, None, 4096)
    assert part.sha256.hex() == FILE.sha256


def test_a_file_is_adopted_only_by_the_turn_that_brought_it(performer: Performer) -> None:
    with pytest.raises(AssertionError, match="the turn that brought it"):
        performer.perform([fx.Adopt(file=FILE, case="2" * 26)], PLACE)


def test_dropped_parts_are_told_one_by_one(performer: Performer) -> None:
    writes = performer.perform([fx.Drop(case="2" * 26, parts=("1" * 26, "3" * 26))], PLACE)
    assert writes.dropped == ["1" * 26, "3" * 26]
    assert log(writes) == [("part-dropped", {"case": "2" * 26, "part": part}) for part in ("1" * 26, "3" * 26)]


def test_a_record_is_a_line_of_the_log(performer: Performer) -> None:
    writes = performer.perform([fx.Record(kind="expired", case="2" * 26)], PLACE)
    assert log(writes) == [("expired", {"case": "2" * 26})]


def test_a_case_is_opened_with_a_sealed_manifest_each(performer: Performer, office: TestOffice) -> None:
    writes = performer.perform([OPEN], PLACE)
    (case,) = writes.cases
    assert (case.id, case.form, case.channel, case.urgent) == (OPEN.case, "f" * 64, "telegram", True)
    assert case.received == hour(NOW), "no finer than the hour"
    assert (writes.kept, writes.case) == ([OPEN.case], OPEN.case)
    opened = {part.compartment: office.open(part.body or b"", part.compartment) for part in writes.parts}
    assert {name: json.loads(part.body) for name, part in opened.items()} == OPEN.manifests
    assert [kind for kind, _ in log(writes)] == ["part-accepted", "part-accepted", "case-opened"]


def test_an_alert_says_nothing_but_that_there_is_one(performer: Performer) -> None:
    writes = performer.perform([fx.Escalate(case="2" * 26, reason=reason) for reason in ("danger", "held")], PLACE)
    (item,) = writes.outbox
    assert (item.kind, item.channel, item.locked_payload) == ("alert", "duty", b"")
    assert log(writes) == [("escalated", {"case": "2" * 26})]
    assert "danger" not in repr(writes), "the reason travels sealed"


def test_what_the_engine_has_to_do_is_marked(performer: Performer) -> None:
    words = fx.BindWords(lookup=b"w" * 32, recipient="age1pq1x")
    writes = performer.perform([fx.MakeWords(language="ko-KP"), words, fx.TakeOver(), fx.End()], PLACE)
    assert (writes.make_words, writes.words) == ("ko-KP", (b"w" * 32, "age1pq1x"))
    assert (writes.takes_over, writes.ends) == (True, True)


def test_an_erasure_leaves_a_tombstone(performer: Performer) -> None:
    writes = performer.perform([fx.Erase(case="2" * 26)], PLACE)
    assert writes.erased == ["2" * 26]
    assert log(writes) == [("erased", {"case": "2" * 26})]


def test_nothing_a_person_wrote_is_in_any_repr_or_in_clear_in_any_record(performer: Performer) -> None:
    writes = performer.perform([fx.Show(screen=SCREEN), fx.Sweep(message="77"), KEEP, OPEN], PLACE)
    shown = repr((writes, PLACE, KEEP, OPEN))
    assert SECRET not in shown
    assert "the address" not in shown
    raw = [*(part.body or b"" for part in writes.parts), *(item.locked_payload for item in writes.outbox)]
    assert not [each for each in raw if SECRET.encode() in each or b"the address" in each]


def test_a_chat_has_two_lanes() -> None:
    assert lanes_of(b"p" * 32) == (b"p" * 31 + b"s", b"p" * 31 + b"w")
