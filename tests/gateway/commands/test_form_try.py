"""`affiant form try`: by hand, with answers from a file, and by chance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from gateway.commands import rehearsal
from tests.gateway.commands.conftest import Write
from tests.gateway.commands.forms import affiant_form, answered, instance, refused, steps

MANY_THINGS = {
    "survey": """
        type | name | label::English (en) | label::العربية (ar) | guidance_hint::English (en) | required | constraint | constraint_message::English (en) | bind::affiant:compartment
        select_multiple pet | pets | Pets? | حيوانات؟ | We ask everybody. | | | | triage
        rank pet | dear | Dearest first | | | | | | triage
        integer | age | Age | | | yes | . > 17 and . < 19 | Only 18. | triage
        begin_repeat | child | A child | | | | | |
        text | called | Called | | | | | | contact
        date | born | Born | | | | . < today() | | contact
        end_repeat | | | | | | | |
        image | photo | A photo | | | | | | testimony
        geopoint | where | Where | | | | | | testimony
        acknowledge | ok | Understood? | | | | | | triage
        time | at | When | | | | | | triage
        dateTime | moment | Exactly | | | | | | triage
        decimal | much | How much | | | | . >= 3000 | | triage
        range | scale | How bad | | | | | | triage
    """,  # noqa: E501 -- a row is a line
    "choices": """
        list_name | name | label::English (en)
        pet | cat | Cat
        pet | dog | Dog
    """,
}


@pytest.fixture
def many(write: Write) -> Path:
    return write(**MANY_THINGS)


# --- by hand ---------------------------------------------------------------------------------------------


def test_a_walk_by_hand(good: Path) -> None:
    result = affiant_form("try", good, typed="\n1\n130\n30\nlong ago\n")
    assert result.exit_code == 0
    assert result.stdout == (
        "Numbers stand for choices, an empty line skips, < goes back, ? tells why it is asked.\n"
        "Another language: /en, /ko-KP\n"
        "\n── 1 of about 2 · hello · to be read\nHello\n> \n"
        "\n── 2 of about 2 · safe · select1\nAre you safe?\n  1  Yes\n  2  No\n> 1\n"
        "\n── 3 of about 4 · age · int\nAbout you\nYour age?\n> 130\nThat is too old.\n"
        "\n── 3 of about 4 · age · int\nAbout you\nYour age?\n> 30\n"
        "\n── 4 of about 4 · story · string · sealed\nWhat happened?\n> long ago\n"
        "\nThe end. Questions answered: 3.\n"
    )


def test_back_and_another_answer_leaves_the_group_out(good: Path) -> None:
    result = affiant_form("try", good, "--lang", "ko", typed="\n1\n<\n2\n")
    assert result.exit_code == 0
    assert result.stdout.count("안전합니까?") == 2
    assert result.stdout.count("나이는?") == 1
    assert "(answered: 예)" in result.stdout
    assert result.stdout.endswith("> 2\n\nThe end. Questions answered: 1.\n")


def test_back_at_the_beginning_stays_there(good: Path) -> None:
    assert affiant_form("try", good, typed="<\n\n2\n").stdout.count("Hello") == 2


def test_another_language_halfway(good: Path) -> None:
    result = affiant_form("try", good, typed="\n/ko-KP\n2\n")
    assert result.stdout.count("Are you safe?") == result.stdout.count("안전합니까?") == 1


def test_a_choice_that_is_not_offered_is_asked_again(good: Path) -> None:
    result = affiant_form("try", good, typed="\n9\n2\n")
    assert result.exit_code == 0
    assert result.stdout.count("Are you safe?") == 2


def test_why_it_is_asked(many: Path) -> None:
    shown = affiant_form("try", many, typed="?\n1 2\n").stdout
    assert "> ?\nWe ask everybody.\n" in shown
    assert shown.count("Pets?") == 2
    assert "The form does not say." in affiant_form("try", many, typed="\n?\n").stdout


def test_which_picture_belongs_to_it(write: Write) -> None:
    survey = """
        type | name | label::English (en) | media::image::English (en) | bind::affiant:compartment
        select_one pet | pet | Which? | both.png | triage
    """
    choices = "list_name | name | label::English (en) | media::audio::English (en)\n pet | cat | Cat | purr.ogg"
    shown = affiant_form("try", write(survey=survey, choices=choices), typed="1\n").stdout
    assert "Which?\n[picture: both.png]\n  1  Cat  [sound: purr.ogg]\n" in shown


def test_signals_are_told_at_the_end(write: Write) -> None:
    survey = """
        type | name | label | bind::affiant:compartment | bind::affiant:signal
        select_one yes_no | danger | Danger? | triage | urgent: yes
    """
    path = write(survey=survey, choices="list_name | name | label\n yes_no | yes | Yes\n yes_no | no | No")
    end = affiant_form("try", path, typed="1\n").stdout.splitlines()[-1]
    assert end == "The end. Questions answered: 1. Signals for triage: urgent."


def test_input_that_ends_early_is_said_so(good: Path) -> None:
    result = affiant_form("try", good, typed="\n")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "Error: Stopped before the end; nothing was kept."


def test_the_instance_of_a_walk_by_hand_goes_into_a_file(good: Path) -> None:
    file = good.parent / "instance.xml"
    assert affiant_form("try", good, "--instance", file, typed="\n1\n30\nlong ago\n").exit_code == 0
    root = fromstring(file.read_text("utf-8"))
    assert (root.tag, root.get("id"), root.get("version")) == ("small", "small-form", "7")
    assert [(each.tag, each.text) for each in root.iter()][1:6] == [
        ("hello", None),
        ("safe", "yes"),
        ("more", None),
        ("age", "30"),
        ("story", "long ago"),
    ]


# --- with answers from a file ----------------------------------------------------------------------------


def test_a_walk_with_answers_is_one_line_a_step(good: Path) -> None:
    result = answered(good, {"safe": "yes", "age": 130, "story": "long ago"})
    assert result.exit_code == 0
    walked = steps(result)
    assert [(step["name"], step["path"], step["type"], step["accepted"], step["value"]) for step in walked] == [
        ("hello", "/small/hello", "note", None, ""),
        ("safe", "/small/safe", "select1", True, "yes"),
        ("age", "/small/more/age", "int", False, ""),
        ("story", "/small/more/story", "string", True, "•"),
    ]
    assert (walked[1]["choices"], walked[1]["labels"]) == (["yes", "no"], ["Yes", "No"])
    assert walked[2]["message"] == "That is too old."
    assert instance(result).startswith(
        '<small id="small-form" version="7"><hello/><safe>yes</safe><more><age/><story>long ago</story></more><orx:meta'
    )


def test_labels_are_taken_as_the_person_would_write_them(good: Path) -> None:
    assert steps(answered(good, {"safe": "No"}))[1]["value"] == "no"


def test_a_skipped_question_is_neither_taken_nor_refused(good: Path) -> None:
    walked = steps(answered(good, {}, "--lang", "ko-KP"))
    assert [(step["label"], step["accepted"]) for step in walked] == [("안녕하십니까", None), ("안전합니까?", None)]


def test_a_required_question_that_is_left_is_refused(many: Path) -> None:
    (age,) = [step for step in steps(answered(many, {})) if step["name"] == "age"]
    assert (age["required"], age["accepted"]) == (True, False)
    assert age["message"]


def test_repeats_take_answers_in_turn(write: Write) -> None:
    survey = """
        type | name | label | repeat_count | bind::affiant:compartment
        begin_repeat | child | Child | 2
        integer | age | Age of child | | triage
        end_repeat | | |
    """
    walked = steps(answered(write(survey=survey), '{"age": 4}\n{"age": "x"}\n'))
    assert [(step["path"], step["accepted"]) for step in walked] == [
        ("/data/child[1]/age", True),
        ("/data/child[2]/age", False),
    ]


def test_answers_may_name_one_instance(many: Path) -> None:
    answers = {"child": "more", "/data/child[2]/called": "Aster", "pets": ["dog", "cat"], "photo": "a.jpg", "ok": "OK"}
    result = answered(many, answers)
    assert result.exit_code == 0
    assert "<child><called/><born/></child><child><called>Aster</called><born/></child>" in instance(result)
    assert "<photo>a.jpg</photo>" in instance(result)
    assert "<pets>cat dog</pets>" in instance(result)


def test_answers_that_nobody_asked_for_are_told(good: Path) -> None:
    result = answered(good, {"safe": "no", "age": 3})
    assert (result.exit_code, result.stderr) == (0, "Never asked: age.\n")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ('{"safe": ', "is neither a JSON object nor JSON Lines: "),
        ('["safe"]', "is neither a JSON object nor JSON Lines: "),
        ('{"safe": {"deep": 1}}', "is neither a JSON object nor JSON Lines: "),
        ('{"safes": "yes"}', "Error: The form has no question safes."),
        ('{"/small/safes[1]": "yes"}', "Error: The form has no question /small/safes[1]."),
        ('{"sa\\u001b[2Jfes": "yes"}', "Error: The form has no question sa[2Jfes."),
    ],
)
def test_answers_that_cannot_be_used(answers: str, sentence: str, good: Path) -> None:
    assert sentence in refused(answered(good, answers))


def test_answers_that_are_no_text(good: Path) -> None:
    file = good.parent / "answers.json"
    file.write_bytes(b'{"safe": "\xff\xfe"}')
    assert "is neither a JSON object nor JSON Lines: " in refused(affiant_form("try", good, "--answers", file))


def test_no_file_of_answers(good: Path) -> None:
    assert "does not exist" in refused(affiant_form("try", good, "--answers", good.parent / "none.json"))


@pytest.mark.parametrize("wanted", ["fr", "", "en-GB"])
def test_a_language_that_the_form_does_not_have(wanted: str, good: Path) -> None:
    sentence = refused(affiant_form("try", good, "--lang", wanted))
    assert sentence == f"Error: The form has no language {wanted or '(none)'}. It has: en, ko-KP."


def test_labels_in_json_cannot_take_hold_of_a_terminal(write: Write) -> None:
    path = write(survey="type | name | label | bind::affiant:compartment\n text | a | x\x9b31m\u202ey | triage")
    result = answered(path, {})
    assert not {"\x9b", "\u202e"} & set(result.stdout)
    assert "\u202e" in steps(result)[0]["label"], "for programs nothing is lost"


# --- by chance -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_somebody_who_answers_at_random_comes_to_the_end(seed: int, many: Path) -> None:
    result = affiant_form("try", many, "--respondent", seed)
    assert (result.exit_code, result.stderr) == (0, "")
    walked = steps(result)
    assert walked[-1]["name"] == "scale"
    assert sum(step["type"] == "repeat" and step["accepted"] for step in walked) >= 1
    assert all(step["value"] in {"", "18"} for step in walked if step["name"] == "age")
    assert fromstring(instance(result)).tag == "data"


def test_chance_repeats_itself_for_a_seed_and_for_no_other(many: Path) -> None:
    walks = [affiant_form("try", many, "--respondent", seed).stdout for seed in ("a", "a", "b")]
    assert walks[0] == walks[1] != walks[2]


def test_chance_meets_most_constraints(many: Path) -> None:
    walked = [step for seed in range(10) for step in steps(affiant_form("try", many, "--respondent", seed))]
    for name in ("age", "born", "much"):
        taken = [step["accepted"] for step in walked if step["name"] == name]
        assert taken.count(True) > taken.count(False), name


def test_either_a_file_or_chance(good: Path) -> None:
    file = good.parent / "answers.json"
    file.write_text("{}")
    result = affiant_form("try", good, "--answers", file, "--respondent", 1)
    assert result.exit_code == 2
    assert "not both" in result.stderr


def test_no_walk_goes_on_for_ever(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "LONGEST_WALK", 3)
    result = affiant_form("try", many, "--respondent", 1)
    assert result.exit_code == 1
    assert [json.loads(line)["name"] for line in result.stdout.splitlines()] == ["pets", "dear", "age"]
    assert result.stderr.splitlines()[-1] == "Error: The form has not come to an end after 3 steps."
