"""What an entry may say, and that FORMAT.md says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import storage.custody
from storage.custody.entry import KINDS, canonical, entry

FORMAT = (Path(storage.custody.__file__).parent / "FORMAT.md").read_text(encoding="utf-8")


def test_an_entry_is_canonical_json() -> None:
    made = entry("part-dropped", part="p", case="c")
    assert made.kind == "part-dropped"
    assert made.body == b'{"case":"c","part":"p"}'


def test_canonical_json_sorts_packs_and_escapes_nothing_it_need_not() -> None:
    assert canonical({"b": True, "a": 'é"한\n', "c": 3}) == '{"a":"é\\"한\\n","b":true,"c":3}'.encode()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_takes_all_its_fields(kind: str) -> None:
    allowed = KINDS[kind]
    fields = dict.fromkeys(sorted(allowed.must | allowed.may), "x")
    assert json.loads(entry(kind, **fields).body) == fields


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="knows no kind"):
        entry("gossip", case="c")


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(ValueError, match="needs \\['part'\\]"):
        entry("part-dropped", case="c")


def test_a_field_that_may_not_be_told_in_clear_is_refused() -> None:
    with pytest.raises(ValueError, match="may not tell \\['name'\\]"):
        entry("erased", case="c", name="somebody")


def test_format_md_lists_the_same_kinds_and_fields() -> None:
    table = re.findall(r"^\| `([a-z-]+)` \| ([^|\[]*)(?:\[([^\]]*)\])? \|", FORMAT, flags=re.MULTILINE)
    told = {kind: (frozenset(must.split()), frozenset(may.split())) for kind, must, may in table}
    assert told == {kind: (allowed.must, allowed.may) for kind, allowed in KINDS.items()}
