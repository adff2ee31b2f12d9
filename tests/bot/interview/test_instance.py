"""The instance that ODK's tools take in: what is in it, in which order, and what never is."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import msgspec
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from bot.interview import SEALED, Program
from bot.interview.instance import instance_xml
from tests.bot.interview.forms import NOW, ask, group, note, program, repeat, value

META = '<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>uuid:1</orx:instanceID></orx:meta>'


def written(compiled: Program, answers: dict[str, str], *, form_id: str = "") -> str:
    return instance_xml(compiled, answers, now=NOW, instance_id="uuid:1", form_id=form_id)


def test_relevant_nodes_stand_in_the_order_of_the_form() -> None:
    compiled = program(
        note("/x/hello", "Hello"),
        group("/x/g", ask("/x/g/b", "int"), ask("/x/g/a"), ask("/x/g/gone", relevant="false()")),
        group("/x/never", ask("/x/never/c"), relevant="false()"),
        value("/x/twice", "/x/g/b * 2", type="int"),
    )
    assert written(compiled, {"/x/g/b": "21", "/x/g/gone": "1", "/x/never/c": "2"}) == (
        f'<x id="x"><hello/><g><b>21</b><a/></g><twice>42</twice>{META}</x>'
    )


def test_instances_of_a_repeat_stand_one_after_another() -> None:
    compiled = program(
        ask("/x/many", "int"),
        repeat("/x/m", ask("/x/m/a"), repeat("/x/m/k", ask("/x/m/k/b"), count="position(..)"), count="/x/many"),
        ask("/x/end"),
    )
    assert written(compiled, {"/x/many": "2", "/x/m[1]/a": "p", "/x/m[2]/a": "q", "/x/m[2]/k[2]/b": "r"}) == (
        f'<x id="x"><many>2</many><m><a>p</a><k><b/></k></m><m><a>q</a><k><b/></k><k><b>r</b></k></m><end/>{META}</x>'
    )
    assert written(compiled, {}) == f'<x id="x"><many/><end/>{META}</x>'


def test_what_was_sealed_is_empty_unless_its_text_is_given() -> None:
    compiled = program(
        repeat("/x/m", ask("/x/m/a", keep="seal")), ask("/x/photo", "binary", control="upload", mediatype="image/*")
    )
    answers = {"/x/m": "2", "/x/m[1]/a": SEALED, "/x/m[2]/a": SEALED, "/x/photo": SEALED}
    assert written(compiled, answers) == f'<x id="x"><m><a/></m><m><a/></m><photo/>{META}</x>'
    sealed = {"/x/m[2]/a": "the second", "/x/photo": "1.jpg", "/x/m[3]/a": "of nobody"}
    assert instance_xml(compiled, answers, now=NOW, instance_id="uuid:1", sealed=sealed) == (
        f'<x id="x"><m><a/></m><m><a>the second</a></m><photo>1.jpg</photo>{META}</x>'
    )


def test_nothing_but_a_sealed_answer_takes_a_given_text() -> None:
    compiled = program(ask("/x/a"))
    assert "wrong" not in instance_xml(
        compiled, {"/x/a": "own"}, now=NOW, instance_id="uuid:1", sealed={"/x/a": "wrong"}
    )


def test_the_form_is_named_with_its_version() -> None:
    plan = msgspec.structs.replace(program(ask("/x/a")).plan, revision='2026"1')
    assert written(Program(plan), {}, form_id="a&b").startswith('<x id="a&amp;b" version="2026&quot;1"><a/>')


def test_what_chance_drew_is_what_the_interview_drew() -> None:
    compiled = program(value("/x/r", "random()"), ask("/x/a"))
    assert written(compiled, {"/x": "ab" * 16}) == written(compiled, {"/x": "ab" * 16})
    assert written(compiled, {"/x": "ab" * 16}) != written(compiled, {"/x": "cd" * 16})


@given(st.text())
def test_any_text_makes_xml_and_comes_back(text: str) -> None:
    root: Element = fromstring(written(program(ask("/x/a")), {"/x/a": text}))
    found = root.findtext("a", "")
    assert len(found) == len(text)
    assert all(back in {char, "\ufffd"} for back, char in zip(found, text, strict=True))
    assert "\ufffd" not in found or not text.isprintable() or "\ufffd" in text
