"""What an expression reads, and whether it wants the content."""

from __future__ import annotations

from typing import Any

import pytest

from config.questionnaire.expression import parse
from config.questionnaire.plan import Itemset, Node
from config.questionnaire.reading import Use, calls, uses

HERE = "/d/g/here"


def reads(written: str, **use: Any) -> set[str]:
    """Return the paths that are read, with ! where the content is wanted and ~ where it may be another instance."""
    found = Use(column="", expression=parse(written), **use).reads(HERE)
    return {read.path + "!" * read.content + "~" * read.elsewhere for read in found}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("../a", {"/d/g/a!"}),
        (".", {f"{HERE}!"}),
        ("/d/a = 'x'", {"/d/a!"}),
        ("/d/a = ''", {"/d/a"}),
        ("'' != /d/a", {"/d/a"}),
        ("/d/a < ''", {"/d/a!"}),
        ("string-length(/d/a) > 0", {"/d/a"}),
        ("0 < string-length(/d/a)", {"/d/a"}),
        ("string-length(/d/a) >= 1", {"/d/a"}),
        ("string-length(/d/a) > 10", {"/d/a!"}),
        ("string-length(concat(/d/a, 'x')) = 0", {"/d/a!"}),
        ("boolean(/d/a)", {"/d/a"}),
        ("not(/d/a)", {"/d/a"}),
        ("not(/d/a = 'x')", {"/d/a!"}),
        ("/d/a and /d/b", {"/d/a", "/d/b"}),
        ("if(/d/a, /d/b, 'x')", {"/d/a", "/d/b!"}),
        ("coalesce(/d/a, /d/b)", {"/d/a!", "/d/b!"}),
        ("count(/d/a) + count-non-empty(/d/r/b)", {"/d/a", "/d/r/b"}),
        ("- /d/a", {"/d/a!"}),
        ("selected(/d/a, 'x')", {"/d/a!"}),
        ("/d/r[name = 'x']/b", {"/d/r/name!~", "/d/r/b!~"}),
        ("/d/r[name = current()/../k]/b", {"/d/r/name!~", "/d/g/k!~", "/d/r/b!~"}),
        ("indexed-repeat(/d/r/b, /d/r, 1)", {"/d/r/b!~", "/d/r!~"}),
        ("instance('x')/root/item[name = /d/a]/label", {"!~", "/d/a!~"}),
        ("//a", {"!"}),
        ("../*", {"/d/g/*!"}),
    ],
)
def test_reads(written: str, expected: set[str]) -> None:
    assert reads(written) == expected


def test_where_only_the_truth_matters_a_bare_path_asks_for_emptiness() -> None:
    assert reads("/d/a", judged=True) == {"/d/a"}
    assert reads("/d/a = 'x'", judged=True) == {"/d/a!"}


def test_in_a_choice_filter_the_context_is_the_choice() -> None:
    assert reads("town = /d/a and current()/../b = 1", judged=True, item=True) == {"!", "/d/a!", "/d/g/b!"}


def test_every_column_of_a_node_is_looked_at() -> None:
    path = parse("/d/a")
    node = Node(
        path=HERE,
        kind="question",
        label={"en": ("Hello ", path)},
        hint={"en": (path,)},
        guidance={"ko-KP": (path,)},
        relevant=path,
        required=path,
        required_message={"en": (path,)},
        constraint=path,
        constraint_message={"en": (path,)},
        calculate=path,
        readonly=path,
        default=path,
        count=path,
        itemset=Itemset(choices="x", filter=path, randomize=True, seed=path),
    )
    assert {use.column for use in uses(node)} == {
        "relevant", "constraint", "required", "read_only", "calculation", "default", "repeat_count", "choice_filter",
        "parameters", "label::en", "hint::en", "guidance_hint::ko-KP", "constraint_message::en", "required_message::en",
    }  # fmt: skip


def test_calls_are_found_wherever_they_stand() -> None:
    tree = parse("if(not(a[b = min(1, 2)]), -max(3), instance('x')/root/item[position() = 1])")
    assert [call.name for call in calls(tree)] == ["if", "not", "min", "max", "instance", "position"]


def test_a_list_without_a_filter_reads_nothing() -> None:
    assert list(uses(Node(path="/d/a", kind="question", itemset=Itemset(choices="x")))) == []
