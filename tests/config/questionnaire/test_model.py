"""What is not supported is refused by name, with its cell; what is left out is remarked on."""

from __future__ import annotations

import pytest

from config.questionnaire.author import compile_form, convert
from config.questionnaire.errors import FormError
from tests.config.questionnaire.conftest import Write

CHOICES = "list_name | name | label\n x | 1 | One"
BETRAYS = "survey, row 2, column type: {} would betray who answers. Delete the row."
OUTSIDE = "Put its rows into the choices sheet; pulldata() and last-saved answers are not supported."


@pytest.mark.parametrize(
    "type_", ["deviceid", "phonenumber", "username", "email", "simserial", "subscriberid", "start-geopoint", "audit"]
)
def test_metadata_that_betrays_a_person_is_refused(type_: str, write: Write) -> None:
    name = "audit" if type_ == "audit" else "m"
    with pytest.raises(FormError) as caught:
        compile_form(write(survey=f"type | name | label\n {type_} | {name} |\n text | a | A"))
    assert caught.value.diagnostics() == BETRAYS.format(type_)


@pytest.mark.parametrize(
    ("survey", "sentence"),
    [
        (
            "type | name | label\n background-audio | b |\n text | a | A",
            "survey, row 2, column type: recording in the background is not supported. Delete the row.",
        ),
        (
            "type | name | label | trigger | calculation\n text | a | A | |\n calculate | b | | ${a} | 1",
            (
                "survey, row 3, column trigger: values that are set when another answer changes are not supported. "
                "Use a calculation without a trigger."
            ),
        ),
        (
            "type | name | label | media::image::en\n text | a | A | x.png",
            "survey, row 2, column media::image::en: image in a label is not supported. Delete the media column.",
        ),
        (
            "type | name | label\n select_one_from_file towns.csv | a | A",
            f"survey, row 2, column type: towns comes from outside the form (towns.csv). {OUTSIDE}",
        ),
        (
            "type | name | label | calculation\n calculate | a | | pulldata('towns', 'a', 'b', 1)",
            f"survey, row 2, column calculation: towns comes from outside the form (towns.csv). {OUTSIDE}",
        ),
        (
            "type | name | label | default\n text | a | A | ${last-saved#a}",
            f"survey, row 2, column default: __last-saved comes from outside the form (last-saved). {OUTSIDE}",
        ),
        (
            "type | name | label\n begin_repeat | r | R\n text | a | A\n end_repeat | |\n select_one ${a} | b | B",
            "survey, row 5, column type: choices that come from other answers are not supported. Use a choice list.",
        ),
        (
            "type | name | label\n geotrace | a | A",
            "survey, row 2, column type: geotrace cannot be asked in a conversation. Ask for the place in words.",
        ),
        (
            "type | name | label\n osm | a | A",
            "survey, row 2, column type: osm is not supported. Ask for the place in words.",
        ),
    ],
)
def test_what_a_conversation_cannot_do_is_refused(survey: str, sentence: str, write: Write) -> None:
    with pytest.raises(FormError) as caught:
        compile_form(write(survey=survey))
    assert caught.value.diagnostics() == sentence


def test_pictures_of_choices_are_refused_where_they_stand(write: Write) -> None:
    path = write(
        survey="type | name | label\n select_one x | a | A",
        choices="list_name | name | label | media::image\n y | 1 | Uno |\n x | 1 | One |\n x | 2 | Two | x.png",
    )
    with pytest.raises(FormError) as caught:
        compile_form(path)
    assert str(caught.value.place) == "choices, row 4, column media::image"


def test_external_choices_are_refused(write: Write) -> None:
    path = write(
        survey="type | name | label | choice_filter\n select_one_external x | a | A | p = 1",
        external_choices="list_name | name | label | p\n x | 1 | One | 1",
    )
    with pytest.raises(FormError) as caught:
        compile_form(path)
    assert str(caught.value.place) == "survey, row 2, column type"


@pytest.mark.parametrize(("column", "cell"), [(" | save_to", " | p"), ("", "")])
def test_entities_are_refused(column: str, cell: str, write: Write) -> None:
    path = write(
        survey=f"type | name | label{column}\n text | a | A{cell}", entities="list_name | label\n trees | ${a}"
    )
    with pytest.raises(FormError, match="entities are not supported"):
        compile_form(path)


def test_what_is_left_out_is_remarked_on(write: Write) -> None:
    path = write(
        survey="type | name | label\n start | s |\n text | a | A",
        settings="form_id | instance_name | public_key | submission_url\n x | ${a} | MIIB | https://x.invalid",
    )
    source = convert(path)
    said = [remark.sentence(source.places.find(remark.path, remark.column)) for remark in source.read().remarks]
    assert [sentence.partition(". ")[0] for sentence in said] == [
        "warning: settings, row 2, column instance_name: instance_name is left out: cases have no names",
        "warning: settings, row 2, column submission_url: submission_url is left out: answers are sealed to the office",
        "warning: settings, row 2, column public_key: public_key is left out: answers are sealed to the office",
        "warning: survey, row 2, column type: start keeps the day only, not the time",
    ]
