"""A Plan is its bytes: what was written is read back, the same in every run, and nothing else is let in."""

from __future__ import annotations

from pathlib import Path as File

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.questionnaire.author import compile_form
from config.questionnaire.plan import (
    FORMAT,
    Call,
    Choice,
    Expression,
    Itemset,
    Negation,
    Node,
    Number,
    Operation,
    Path,
    Plan,
    Signal,
    Step,
    Text,
    decode,
    encode,
)

DEFAULT_FORM = File(__file__).parents[3] / "config" / "forms" / "intake"

_WORDS = st.text(max_size=8)
_NAMES = st.text(alphabet="abc가-_", min_size=1, max_size=5)
_LEAVES = st.floats(allow_nan=False, allow_infinity=False).map(Number) | _WORDS.map(Text)


def _composed(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    calls = st.builds(Call, _NAMES, st.lists(inner, max_size=3).map(tuple))
    axes = st.sampled_from(["child", "parent", "self", "descendant"])
    steps = st.builds(Step, axes, _NAMES | st.just("*"), st.lists(inner, max_size=2).map(tuple))
    paths = st.builds(Path, st.sampled_from(["/", "."]) | calls, st.lists(steps, max_size=3).map(tuple))
    operators = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"])
    return calls | paths | st.builds(Operation, operators, inner, inner) | st.builds(Negation, inner)


_EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(_LEAVES, _composed, max_leaves=6)
_WORDING = st.dictionaries(_NAMES, st.lists(_WORDS | _EXPRESSIONS, max_size=3).map(tuple), max_size=2)
_OPTIONAL = st.none() | _EXPRESSIONS
_LEAF = st.builds(
    Node,
    path=_NAMES.map(lambda name: f"/data/{name}"),
    kind=st.sampled_from(["question", "note", "value"]),
    label=_WORDING,
    constraint_message=_WORDING,
    relevant=_OPTIONAL,
    default=_OPTIONAL,
    itemset=st.none() | st.builds(Itemset, choices=_NAMES, filter=_OPTIONAL, randomize=st.booleans(), seed=_OPTIONAL),
    parameters=st.dictionaries(_NAMES, _WORDS, max_size=2),
    signals=st.lists(st.builds(Signal, name=_NAMES, choices=st.lists(_NAMES, max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
    keep=st.sampled_from(["seal", "draft"]),
)
_BRANCH = st.builds(
    Node,
    path=_NAMES.map(lambda name: f"/data/{name}"),
    kind=st.sampled_from(["group", "repeat"]),
    count=_OPTIONAL,
    children=st.lists(_LEAF, max_size=2).map(tuple),
)
_CHOICES = st.builds(Choice, name=_NAMES, label=_WORDING, columns=st.dictionaries(_NAMES, _WORDS, max_size=2))
_PLANS = st.builds(
    Plan,
    format=st.just(FORMAT),
    name=_NAMES,
    version=_WORDS,
    title=_WORDING,
    languages=st.lists(_NAMES, max_size=2).map(tuple),
    default_language=_NAMES,
    nodes=st.lists(_LEAF | _BRANCH, max_size=3).map(tuple),
    lists=st.dictionaries(_NAMES, st.lists(_CHOICES, max_size=2).map(tuple), max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(_PLANS)
def test_what_was_written_is_read_back(plan: Plan) -> None:
    assert decode(encode(plan)) == plan


@pytest.fixture(scope="module")
def default_form() -> Plan:
    return compile_form(DEFAULT_FORM)


def test_the_default_form_is_read_back(default_form: Plan) -> None:
    assert decode(encode(default_form)) == default_form


def test_two_compilations_give_the_same_bytes(default_form: Plan) -> None:
    assert encode(compile_form(DEFAULT_FORM)) == encode(default_form)


def test_the_order_of_mappings_does_not_show() -> None:
    one, other = Choice(name="a", columns={"b": "1", "c": "2"}), Choice(name="a", columns={"c": "2", "b": "1"})
    assert encode(_plan(one)) == encode(_plan(other))


def test_text_beyond_ascii_stays_readable() -> None:
    assert "사람".encode() in encode(_plan(Choice(name="a", label={"ko-KP": ("사람",)})))


def _plan(choice: Choice) -> Plan:
    return Plan(
        format=FORMAT, name="data", version="0", title={}, languages=("en",), default_language="en", nodes=(),
        lists={"list": (choice,)},
    )  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"name":"\xff"}',
        encode(_plan(Choice(name="a"))).replace(b'"name":"data"', b'"name":7'),
        encode(_plan(Choice(name="a"))).replace(b'"name":"data"', b'"name":"data","more":1'),
        encode(_plan(Choice(name="a"))).replace(
            b'"nodes":[]', b'"nodes":[{"path":"/data/a","kind":"question","type":3}]'
        ),
        encode(_plan(Choice(name="a"))).replace(b'"nodes":[]', b'"nodes":[{"path":"/data/a","kind":"spy"}]'),
        encode(_plan(Choice(name="a"))).replace(
            b'"nodes":[]', b'"nodes":[{"path":"/data/a","kind":"value","relevant":["eval","1"]}]'
        ),
    ],
)
def test_anything_else_is_no_plan(changed: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(changed)


def test_a_plan_cannot_be_changed(default_form: Plan) -> None:
    with pytest.raises(AttributeError):
        default_form.name = "other"  # type: ignore[misc]
