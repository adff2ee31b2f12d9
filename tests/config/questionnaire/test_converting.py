"""Everything that is wrong is said at once, with its place and its fix; what pyxform remarks on, we remark on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from config.questionnaire.author import convert
from config.questionnaire.errors import FormErrors
from tests.config.questionnaire.conftest import Said, Write
from tests.config.questionnaire.tables import node

FAULTY = """
    type | name | label | relevant | calculation
    colour | a | A | |
    text | b c | B | |
    text | d | D | ${zz} = 1 |
    text | e | E | 1 + |
    calculate | f | | | nonsense(1)
    deviceid | g | | |
    geotrace | h | H | |
    select_one y | i | I | |
    text | j | J | ${a} = 'x' |
    integer | k | | |
    text | d | D again | |
    end_group | | | |
    begin_group | l | L | |
    text | m | M | T |
"""


def test_all_that_is_wrong_in_all_stages_is_said_in_the_order_of_the_sheets(write: Write) -> None:
    path = write(survey=FAULTY, choices="list_name | name | label\n x | 1 | One\n x | 1 | Uno\n x | | Nothing")
    with pytest.raises(FormErrors) as caught:
        convert(path).read()
    places = [(each.place.sheet, each.place.row) for each in caught.value.errors if each.place]
    assert places == [
        *(("survey", row) for row in (2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15)),
        ("choices", 3),
        ("choices", 4),
    ]
    assert [each.fix for each in caught.value.errors if each.fix] == [
        "the row is left out",
        "it is asked in words",
        "it is read as true()",
        "both are kept",
    ]


def test_one_fault_is_said_as_one(write: Write) -> None:
    with pytest.raises(FormErrors) as caught:
        convert(write(survey="type | name | label\n colour | a | A")).read()
    assert caught.value.diagnostics() == caught.value.errors[0].diagnostics()
    assert len(caught.value.errors) == 1


def test_there_is_an_end_to_it(write: Write) -> None:
    rows = "\n".join(f"colour | q{number} | Q" for number in range(100))
    with pytest.raises(FormErrors) as caught:
        convert(write(survey=f"type | name | label\n {rows}")).read()
    assert len(caught.value.errors) == 31


def test_pyxforms_remarks_are_ours_with_their_place(write: Write, said: Said) -> None:
    path = write(
        survey="""
            type | name | label | hint
            text | a | A |
            text | A | B |
            begin_repeat | r | |
            text | c | C |
            end_repeat | | |
            | | | by the way
        """,
        choices="list_name | name | label\n x | 1 |",
    )
    assert [sentence.partition(":")[2].partition(". ")[0].strip() for sentence in said(path)] == [
        "choices, row 2, column label: Choices should have a label",
        ("survey, row 3, column name: The name is a case-insensitive match to another name"),
        "survey, row 4: Repeat has no label",
        "survey, row 7: Row without name, text, or label is being skipped",
    ]


def test_a_form_is_the_same_form_on_every_machine(write: Write) -> None:
    """pyxform writes what a text has beside its words in the order of a set: its hash was another every time."""
    survey = """
        type | name | label::en | guidance_hint::en | hint::en | image::en | audio::en | label::fr | hint::fr
        text | a | A | why | how | a.png | a.mp3 | Ah | comment
    """
    script = (
        "import sys; from pathlib import Path; from config.questionnaire.author import convert;"
        "print(convert(Path(sys.argv[1])).read().plan.version)"
    )
    path = str(write(survey=survey))
    versions = {
        subprocess.run(
            [sys.executable, "-c", script, path], env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())},
            check=True, capture_output=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }  # fmt: skip
    assert len(versions) == 1


def test_a_form_with_repeats_is_converted_by_looking_at_each_question_once(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pyxform compares its elements by writing them out as JSON, choices and all, if nobody hinders it."""
    from pyxform.survey_element import SurveyElement  # noqa: PLC0415 -- as the compiler does

    compared = []
    monkeypatch.setattr(SurveyElement, "to_json_dict", lambda *_, **__: compared.append(1))
    rows = "begin_repeat | r | R\n begin_group | g | G\n text | a | A\n end_group | |\n end_repeat | |"
    assert convert(write(survey=f"type | name | label\n {rows}")).xml
    assert compared == []
    assert SurveyElement.__eq__ is not object.__eq__, "and it is left as it was"


@pytest.mark.parametrize("unnamed", ["hint", "image"])
def test_no_language_is_made_up(unnamed: str, write: Write) -> None:
    columns = f"type | name | label::English (en) | label::조선말 (ko-KP) | {unnamed}"
    plan = convert(write(survey=f"{columns}\n text | a | A | 가 | see.png")).read().plan
    assert (set(plan.languages), plan.default_language) == ({"en", "ko-KP"}, "en")


def test_pictures_and_sounds_by_language(write: Write, said: Said) -> None:
    survey = """
        type | name | label::en | label::fr | image::en | image::fr | big-image::en | audio::fr | video::en
        begin_group | g | G | G | g.png | | | |
        select_one x | a | A | A | a.png | b.png | big.png | a.mp3 | a.mp4
        end_group | | | | | | | |
    """
    choices = "list_name | name | label::en | label::fr | media::image::en\n x | 1 | One | Un | one.png"
    plan = convert(write(survey=survey, choices=choices)).read().plan
    assert node(plan, "g").media == {"image": {"en": "g.png"}}
    assert node(plan, "a").media == {
        "image": {"en": "a.png", "fr": "b.png"},
        "big-image": {"en": "big.png"},
        "audio": {"fr": "a.mp3"},
        "video": {"en": "a.mp4"},
    }
    assert plan.lists["x"][0].media == {"image": {"en": "one.png"}}
    path = write(survey="type | name | label | image\n text | a | A |\n note | b | B | ${a}.png")
    assert said(path) == ["survey, row 3, column image: a file is named by an answer. Name the file itself."]
