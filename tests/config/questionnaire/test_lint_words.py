"""What is said of languages, markup, exact places, text kept readable, and media."""

from __future__ import annotations

import msgspec
import pytest

from config.questionnaire.author import convert
from config.questionnaire.lint import lint
from config.questionnaire.plan import Plan
from tests.config.questionnaire.conftest import Compile, Write

COLUMNS = "type | name | label::English (en) | bind::affiant:compartment"


def reasons(plan: Plan, **around: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(remark.severity, remark.reason) for remark in lint(plan, **around)]


# --- languages ---------------------------------------------------------------------------------------------


def test_a_language_that_affiant_does_not_speak(compile_: Compile) -> None:
    plan = compile_(survey=f"{COLUMNS}\n note | n | N |")
    assert reasons(plan) == reasons(plan, spoken=("en",)) == []
    assert reasons(plan, spoken=("ko-KP",)) == [
        ("advice", "Affiant's own sentences are not there in en: people read them in English")
    ]


@pytest.mark.parametrize(("column", "language"), [("label::English", "English"), ("label::조선말", "조선말")])
def test_a_language_without_a_code(column: str, language: str, compile_: Compile) -> None:
    plan = compile_(survey=f"type | name | {column}\n note | n | N")
    assert reasons(plan, spoken=("en",)) == [("advice", f"the language {language} has no code")]


def test_a_form_in_no_language(write: Write) -> None:
    plan = convert(write(survey="type | name | label\n note | n | N")).read().plan
    (remark,) = lint(plan, spoken=("en",))
    assert (remark.column, remark.reason) == ("label", "the form does not say in which language it is written")


# --- markup ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "advice"),
    [
        ("This is **bold** here", 1),
        ("This is *so*", 1),
        ("An _underlined_ word", 1),
        ("## A heading", 1),
        ("3 * 4 * 5", 0),
        ("a_snake_case_name", 0),
        ("No. # 3", 0),
        ("* one\\n* two", 0),
        ("____ years", 0),
    ],
)
def test_markdown_would_be_read_as_it_is(label: str, advice: int, compile_: Compile) -> None:
    plan = compile_(survey=f"{COLUMNS}\n note | n | {label} |")
    assert reasons(plan) == advice * [("advice", "people would read the Markdown in this text")]


# --- privacy -----------------------------------------------------------------------------------------------


def test_an_exact_place_can_lead_to_somebody(compile_: Compile) -> None:
    plan = compile_(survey=f"{COLUMNS}\n geopoint | p | P | triage")
    assert reasons(plan) == [("advice", "an exact place can lead to somebody")]


@pytest.mark.parametrize(("reads", "advice"), [("", 1), ("string-length(${a}) > 3", 0), ("${a} != ''", 1)])
def test_text_is_kept_readable_only_for_what_reads_it(reads: str, advice: int, compile_: Compile) -> None:
    plan = compile_(
        survey=f"""
            {COLUMNS} | bind::affiant:keep | relevant
            text | a | A | triage | draft |
            integer | b | B | triage | | {reads}
        """
    )
    assert reasons(plan) == advice * [("advice", "the text stays in the draft, though no expression reads it")]


# --- media -------------------------------------------------------------------------------------------------


def test_media_that_do_not_lie_beside_the_form(compile_: Compile) -> None:
    plan = compile_(
        survey=f"{COLUMNS}\n select_one x | a | A | triage",
        choices="list_name | name | label::English (en)\n x | 1 | O",
    )
    (node,) = plan.nodes
    (choice,) = plan.lists["x"]
    shown = msgspec.structs.replace(
        plan,
        nodes=(msgspec.structs.replace(node, media={"image": {"en": "map.png"}}),),
        lists={"x": (msgspec.structs.replace(choice, media={"audio": {"en": "one.mp3"}}),)},
    )
    assert reasons(shown) == reasons(shown, files=("map.png", "one.mp3")) == []
    missing = lint(shown, files=("map.mp3",))
    assert [(each.severity, each.path, each.column) for each in missing] == [
        ("error", node.path, "media::image::en"),
        ("error", "x/1", "media::audio::en"),
    ]


def test_a_picture_alone_says_enough(compile_: Compile) -> None:
    plan = compile_(survey=f"{COLUMNS}\n note | n | N |")
    (node,) = plan.nodes
    for media, errors in (({}, 1), ({"image": {"en": "map.png"}}, 0)):
        bare = msgspec.structs.replace(node, label={}, media=media)
        found = reasons(msgspec.structs.replace(plan, nodes=(bare,)))
        assert found == errors * [("error", "there are no words to show")]
