"""What a row of the survey sheet becomes."""

from __future__ import annotations

import pytest

from config.questionnaire.errors import FormError
from config.questionnaire.plan import Call, Path, Signal, Step, Text
from tests.config.questionnaire.conftest import Compile
from tests.config.questionnaire.tables import node, shown

YES_NO = "list_name | name | label\n yes_no | yes | Yes\n yes_no | no | No"


@pytest.mark.parametrize(
    ("type_", "kind", "bind", "control", "media", "keep"),
    [
        ("text", "question", "string", "input", "", "seal"),
        ("integer", "question", "int", "input", "", "draft"),
        ("decimal", "question", "decimal", "input", "", "draft"),
        ("date", "question", "date", "input", "", "draft"),
        ("time", "question", "time", "input", "", "draft"),
        ("dateTime", "question", "dateTime", "input", "", "draft"),
        ("geopoint", "question", "geopoint", "input", "", "seal"),
        ("barcode", "question", "barcode", "input", "", "seal"),
        ("select_one yes_no", "question", "select1", "select1", "", "draft"),
        ("select_multiple yes_no", "question", "select", "select", "", "draft"),
        ("rank yes_no", "question", "rank", "rank", "", "draft"),
        ("range", "question", "int", "range", "", "draft"),
        ("acknowledge", "question", "string", "trigger", "", "draft"),
        ("audio", "question", "binary", "upload", "audio/*", "seal"),
        ("image", "question", "binary", "upload", "image/*", "seal"),
        ("video", "question", "binary", "upload", "video/*", "seal"),
        ("file", "question", "binary", "upload", "application/*", "seal"),
        ("note", "note", "string", "input", "", "draft"),
        ("hidden", "value", "string", "", "", "draft"),
    ],
)
def test_types(type_: str, kind: str, bind: str, control: str, media: str, keep: str, compile_: Compile) -> None:
    made = node(compile_(survey=f"type | name | label\n {type_} | a | A", choices=YES_NO), "a")
    assert (made.kind, made.type, made.control, made.mediatype, made.keep) == (kind, bind, control, media, keep)


def test_expressions_and_messages(compile_: Compile) -> None:
    survey = """
        type | name | label | relevant | constraint | constraint_message::en | required | requiredMsg::en | calculation
        integer | a | A | | . > 0 | Not ${b} | ${b} = 1 | Needed | |
        integer | b | B | 1 = 1 | | | no | | |
        calculate | c | | | | | | | ${a} + 1
    """
    plan = compile_(survey=survey)
    a, b, c = node(plan, "a"), node(plan, "b"), node(plan, "c")
    assert (shown(a.constraint), shown(a.required)) == ("(. > 0)", "(/data/b = 1)")
    assert a.constraint_message["en"] == ("Not ", Path("/", (Step("child", "data"), Step("child", "b"))))
    assert a.required_message == {"en": ("Needed",)}
    assert (shown(b.relevant), b.required) == ("(1 = 1)", None)
    assert (c.kind, c.control, shown(c.calculate)) == ("value", "", "(/data/a + 1)")


def test_labels_hints_and_guidance_by_language(compile_: Compile) -> None:
    survey = """
        type | name | label::English (en) | label::조선말 (ko-KP) | hint::English (en) | guidance_hint::English (en)
        text | a | Hello ${b} | 안녕 | Be brief | It helps
        integer | b | B | - | |
    """
    made = node(compile_(survey=survey), "a")
    assert [piece if isinstance(piece, str) else shown(piece) for piece in made.label["en"]] == ["Hello ", "/data/b"]
    assert made.label["ko-KP"] == ("안녕",)
    assert (made.hint, made.guidance) == ({"en": ("Be brief",)}, {"en": ("It helps",)})


def test_defaults_are_texts_or_expressions_evaluated_once(compile_: Compile) -> None:
    survey = """
        type | name | label | default
        text | plain | P | it's
        date | dynamic | D | today() - 1
        begin_repeat | r | R |
        date | inside | I | today()
        end_repeat | | |
    """
    plan = compile_(survey=survey)
    assert node(plan, "plain").default == Text("it's")
    assert shown(node(plan, "dynamic").default) == "(today() - 1)"
    assert node(plan, "inside").default == Call("today", ())


def test_groups_and_repeats_in_each_other(compile_: Compile) -> None:
    survey = """
        type | name | label | relevant | repeat_count | appearance
        begin_group | g | G | ${n} > 0 | | field-list
        begin_repeat | r | R | | ${n} |
        begin_repeat | inner | Inner | | |
        text | a | A | | |
        end_repeat | | | | |
        end_repeat | | | | |
        end_group | | | | |
        integer | n | N | | |
    """
    plan = compile_(survey=survey)
    group, repeat, inner = node(plan, "g"), node(plan, "r"), node(plan, "inner")
    assert (group.kind, repeat.kind, inner.kind) == ("group", "repeat", "repeat")
    assert (shown(group.relevant), group.appearance) == ("(/data/n > 0)", "field-list")
    assert (shown(repeat.count), inner.count) == ("/data/n", None)
    assert [child.path for child in inner.children] == ["/data/g/r/inner/a"]
    assert repeat.label == {"default": ("R",)}


def test_a_choice_filter_reads_the_choices_columns(compile_: Compile) -> None:
    survey = """
        type | name | label | choice_filter | parameters
        select_one country | country | C | |
        select_one town | town | T | country = ${country} | randomize=true, seed=${country}
    """
    choices = """
        list_name | name | label | country
        country | kr | Korea |
        town | seoul | Seoul | kr
    """
    plan = compile_(survey=survey, choices=choices)
    itemset = node(plan, "town").itemset
    assert itemset is not None
    assert (itemset.choices, shown(itemset.filter)) == ("town", "(country = /data/country)")
    assert (itemset.randomize, shown(itemset.seed)) == (True, "/data/country")
    assert plan.lists["town"][0].columns == {"country": "kr"}


def test_or_other_asks_for_words_that_go_where_the_choice_goes(compile_: Compile) -> None:
    survey = """
        type | name | label | bind::affiant:compartment
        select_one yes_no or_other | a | A | triage
        text | b_other | B |
    """
    plan = compile_(survey=survey, choices=YES_NO)
    other = node(plan, "a_other")
    assert (other.kind, other.keep, other.compartment) == ("question", "seal", "triage")
    assert shown(other.relevant) == "selected(../a, 'other')"
    assert [choice.name for choice in plan.lists["yes_no"]] == ["yes", "no", "other"]
    assert node(plan, "b_other").compartment == ""


def test_a_range_keeps_its_ends(compile_: Compile) -> None:
    made = node(compile_(survey="type | name | label | parameters\n range | a | A | start=1 end=5 step=2"), "a")
    assert made.parameters == {"start": "1", "end": "5", "step": "2"}


def test_a_fixed_text_that_shows_a_value_is_no_note(compile_: Compile) -> None:
    survey = """
        type | name | label | read_only | default | calculation
        text | plain | P | yes | |
        text | value | V | yes | 5 |
        text | sum | S | yes | | 1 + 1
    """
    plan = compile_(survey=survey)
    assert [node(plan, name).kind for name in ("plain", "value", "sum")] == ["note", "question", "question"]


@pytest.mark.parametrize(("metadata", "default", "calculate"), [("start", "today()", ""), ("end", "", "today()")])
def test_times_are_kept_to_the_day(metadata: str, default: str, calculate: str, compile_: Compile) -> None:
    made = node(compile_(survey=f"type | name | label\n {metadata} | when |\n text | a | A"), "when")
    assert (made.kind, made.type, shown(made.default), shown(made.calculate)) == ("value", "date", default, calculate)


# --- our own columns ----------------------------------------------------------------------------------------


def test_signals(compile_: Compile) -> None:
    survey = """
        type | name | label | bind::affiant:signal
        select_one yes_no | a | A | urgent: yes no; minor-alone: yes ;
        calculate | b | | transit
    """
    plan = compile_(survey=survey.replace("label |", "label | calculation |").replace("| A |", "| A | |")
                    .replace("| b | |", "| b | | 1 |"), choices=YES_NO)  # fmt: skip
    assert node(plan, "a").signals == (
        Signal(name="urgent", choices=("yes", "no")),
        Signal(name="minor-alone", choices=("yes",)),
    )
    assert node(plan, "b").signals == (Signal(name="transit"),)


def test_a_compartment_may_stand_on_a_group(compile_: Compile) -> None:
    survey = """
        type | name | label | bind::affiant:compartment
        begin_group | g | G | contact
        integer | a | A |
        end_group | | |
    """
    assert node(compile_(survey=survey), "g").compartment == "contact"


@pytest.mark.parametrize(("type_", "written", "keep"), [("text", "draft", "draft"), ("integer", "seal", "seal")])
def test_keep_is_the_authors(type_: str, written: str, keep: str, compile_: Compile) -> None:
    survey = f"type | name | label | bind::affiant:keep\n {type_} | a | A | {written}"
    assert node(compile_(survey=survey), "a").keep == keep


@pytest.mark.parametrize(
    ("type_", "column", "written", "sentence"),
    [
        ("text", "keep", "maybe", "keep is either seal or draft, not maybe. Correct the cell."),
        ("audio", "keep", "draft", "files are always sealed on arrival. Write seal, or nothing."),
        ("note", "keep", "seal", "only an answer can be sealed on arrival. Empty the cell."),
        ("text", "signal", ": yes", "a signal is written name: choice choice. Correct the cell."),
        (
            "text",
            "compartmnt",
            "triage",
            "there is no column affiant:compartmnt. Write affiant:compartment, affiant:signal or affiant:keep.",
        ),
    ],
)
def test_our_columns_are_refused_where_they_mean_nothing(
    type_: str, column: str, written: str, sentence: str, compile_: Compile
) -> None:
    with pytest.raises(FormError) as caught:
        compile_(survey=f"type | name | label | bind::affiant:{column}\n {type_} | a | A | {written}")
    assert caught.value.diagnostics() == f"survey, row 2, column bind::affiant:{column}: {sentence}"
