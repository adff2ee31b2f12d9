"""What is not supported is refused by name, with its cell; what is left out is remarked on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.interview import Interview, Program
from config.questionnaire.author import compile_form, convert
from config.questionnaire.errors import FormError
from config.questionnaire.plan import Text
from tests.config.questionnaire.conftest import Said, Write
from tests.config.questionnaire.tables import node, shown

BETRAYS = "survey, row 2, column type: {} would betray who answers. Delete the row."


@pytest.mark.parametrize(
    ("type_", "called"),
    [
        ("deviceid", "deviceid"),
        ("imei", "deviceid"),
        ("get device id", "deviceid"),
        ("phonenumber", "phonenumber"),
        ("username", "username"),
        ("email", "email"),
        ("simserial", "simserial"),
        ("subscriberid", "subscriberid"),
        ("start-geopoint", "start-geopoint"),
        ("audit", "audit"),
    ],
)
def test_metadata_that_betrays_a_person_is_refused(type_: str, called: str, write: Write) -> None:
    name = "audit" if type_ == "audit" else "m"
    with pytest.raises(FormError) as caught:
        compile_form(write(survey=f"type | name | label\n {type_} | {name} |\n text | a | A"))
    assert caught.value.diagnostics() == BETRAYS.format(called)
    assert caught.value.fix == "the row is left out"


@pytest.mark.parametrize(
    ("survey", "sentence"),
    [
        (
            "type | name | label\n background-audio | b |\n text | a | A",
            "survey, row 2, column type: recording in the background is not supported. Delete the row.",
        ),
        (
            "type | name | label | trigger\n text | a | A |\n background-geopoint | b | | ${a}",
            "survey, row 3, column type: start-geopoint would betray who answers. Delete the row.",
        ),
        (
            "type | name | label\n geotrace | a | A",
            "survey, row 2, column type: geotrace cannot be asked in a conversation. Ask for the place in words.",
        ),
        (
            "type | name | label\n osm | a | A",
            "survey, row 2, column type: osm cannot be asked in a conversation. Ask for the place in words.",
        ),
        (
            "type | name | label | bind::affiant:colour\n text | a | A | red",
            (
                "survey, row 2, column bind::affiant:colour: there is no column affiant:colour. "
                "Write affiant:compartment, affiant:signal or affiant:keep."
            ),
        ),
    ],
)
def test_what_a_conversation_cannot_do_is_refused(survey: str, sentence: str, write: Write) -> None:
    with pytest.raises(FormError) as caught:
        compile_form(write(survey=survey))
    assert caught.value.diagnostics() == sentence


@pytest.mark.parametrize(
    ("column", "cell", "place"),
    [(" | save_to", " | p", "survey, row 2, column save_to"), ("", "", "survey, column entities")],
)
def test_entities_are_left_out(column: str, cell: str, place: str, write: Write, said: Said) -> None:
    path = write(
        survey=f"type | name | label{column}\n text | a | A{cell}", entities="list_name | label\n trees | ${a}"
    )
    assert any(sentence.startswith(f"warning: {place}: ") and "left out" in sentence for sentence in said(path))


def test_what_is_left_out_is_remarked_on(write: Write, said: Said) -> None:
    path = write(
        survey="type | name | label\n start | s |\n text | a | A",
        settings="form_id | instance_name | public_key | submission_url\n x | ${a} | MIIB | https://x.invalid",
    )
    assert [sentence.partition(". ")[0] for sentence in said(path)] == [
        "warning: settings, row 2, column instance_name: instance_name is left out: cases have no names",
        "warning: settings, row 2, column submission_url: submission_url is left out: answers are sealed to the office",
        "warning: settings, row 2, column public_key: public_key is left out: answers are sealed to the office",
        "warning: survey, row 2, column type: start keeps the day only, not the time",
    ]


def test_all_refusals_are_said_at_once(write: Write) -> None:
    with pytest.raises(FormError) as caught:
        compile_form(write(survey="type | name | label\n deviceid | d |\n geoshape | a | A\n text | b | B"))
    assert [(each.place and each.place.row, each.fix) for each in caught.value.errors] == [
        (2, "the row is left out"),
        (3, "it is asked in words"),
    ]


def test_pictures_of_labels_and_choices(write: Write) -> None:
    path = write(
        survey="type | name | label | media::image\n select_one x | a | A | a.png",
        choices="list_name | name | label | media::audio\n x | 1 | One |\n x | 2 | Two | two.mp3",
    )
    plan = compile_form(path)
    assert plan.nodes[0].media == {"image": {"default": "a.png"}}
    assert [choice.media for choice in plan.lists["x"]] == [{}, {"audio": {"default": "two.mp3"}}]


def test_choices_from_a_repeat(write: Write) -> None:
    survey = "type | name | label\n begin_repeat | r | R\n text | a | A\n end_repeat | |\n select_one ${a} | b | B"
    itemset = compile_form(write(survey=survey)).nodes[-1].itemset
    assert itemset is not None
    assert (itemset.value, itemset.label) == ("a", "a")
    assert itemset.nodes is not None


def test_lists_from_a_file_and_what_is_pulled_from_it(write: Write) -> None:
    path = write(
        survey=(
            "type | name | label | calculation | parameters\n"
            " select_one_from_file towns.csv | a | A | | value=code label=title\n"
            " calculate | b | | pulldata('towns', 'river', 'code', ${a}) |"
        )
    )
    (path.parent / "towns.csv").write_text(
        "code,title,river\nt1,Mill Town,Slow\nt2,Hill Town,Quick\n", encoding="utf-8"
    )
    plan = compile_form(path)
    itemset = plan.nodes[0].itemset
    assert itemset is not None
    assert [(choice.name, choice.label) for choice in plan.lists[itemset.choices]] == [
        ("t1", {"default": ("Mill Town",)}),
        ("t2", {"default": ("Hill Town",)}),
    ]
    answers = {"/data/a": "t2"}
    interview = Interview(Program(plan), answers, now=datetime(2026, 1, 1, tzinfo=UTC), language="default")
    assert {each.path: each.value for each in interview.submission()}["/data/b"] == "Quick"


def test_external_choices(write: Write) -> None:
    path = write(
        survey="type | name | label | choice_filter\n select_one_external x | a | A | p = 1",
        external_choices="list_name | name | label | p\n x | 1 | One | 1\n x | 2 | Two | 2",
    )
    plan = compile_form(path)
    assert (plan.nodes[0].type, plan.nodes[0].control) == ("select1", "select1")
    interview = Interview(Program(plan), {}, now=datetime(2026, 1, 1, tzinfo=UTC), language="default")
    assert [choice.label for choice in interview.question("/data/a").choices] == ["One"]


def test_answers_of_the_form_before_are_blank(write: Write) -> None:
    (asked,) = compile_form(write(survey="type | name | label | default\n text | a | A | ${last-saved#a}")).nodes
    assert asked.default == Text("")


def test_what_is_fixed_is_said(write: Write) -> None:
    path = write(
        survey=(
            "type | name | label | relevant\n deviceid | d | |\n select_one_from_file towns.csv | a | A |\n"
            " geotrace | g | G |\n text | b | B | ${d} != ''"
        )
    )
    reading = convert(path, fixes=True).read()
    assert [(each.path, each.type) for each in reading.plan.nodes] == [
        ("/data/d", "string"),
        ("/data/a", "string"),
        ("/data/g", "string"),
        ("/data/b", "string"),
    ]
    assert [remark.reason for remark in reading.remarks] == [
        "fixed: deviceid would betray who answers; the row is left out",
        "fixed: there is no file towns.csv beside the form; it is asked in words",
        "fixed: geotrace cannot be asked in a conversation; it is asked in words",
    ]


# --- triggers --------------------------------------------------------------------------------------------


def test_what_a_changed_answer_sets(write: Write) -> None:
    survey = """
        type | name | label | trigger | calculation
        text | a | A | |
        text | b | B | ${a} | concat(${a}, '!')
        hidden | c | | ${a} |
        begin_repeat | r | R | |
        integer | d | D | |
        integer | e | E | ${d} | ${d} + 1
        end_repeat | | | |
    """
    plan = convert(write(survey=survey)).read().plan
    a, d = node(plan, "a"), node(plan, "d")
    assert [(each.path, shown(each.value)) for each in a.assignments] == [
        ("/data/b", "concat(/data/a, '!')"),
        ("/data/c", "''"),
    ]
    assert [(each.path, shown(each.value)) for each in d.assignments] == [("/data/r/e", "(../d + 1)")]
    assert node(plan, "b").calculate is None


def test_one_target_may_hear_of_several_questions(write: Write) -> None:
    survey = """
        type | name | label | trigger | calculation
        text | a | A | |
        text | b | B | |
        calculate | c | | ${a}, ${b} | 1
    """
    plan = convert(write(survey=survey)).read().plan
    assert [node(plan, name).assignments[0].path for name in "ab"] == ["/data/c", "/data/c"]


def test_a_fault_in_what_is_set_stands_where_it_is_written(write: Write) -> None:
    path = write(survey="type|name|label|trigger|calculation\n text|a|A||\n calculate|b||${a}|nonsense()")
    with pytest.raises(FormError) as caught:
        compile_form(path)
    assert caught.value.diagnostics().startswith("survey, row 3, column calculation: the function nonsense() is not")
