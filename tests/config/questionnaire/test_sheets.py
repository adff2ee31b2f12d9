"""Where questions, choices and settings stand, in the author's own words for columns."""

from __future__ import annotations

import pytest

from config.questionnaire.sheets import Sheet, find_places

SURVEY = Sheet(
    header=("Type", "Name", "label::조선말 (ko-KP)", "label : English (en)", "Relevance", "media::image::en", "hint"),
    rows=(
        {"Type": "begin group", "Name": "g"},
        {},
        {"Type": "begin_repeat", "Name": "r"},
        {"Type": "text", "Name": "a"},
        {"Type": "end repeat", "Name": "r"},
        {"Type": "end", "Name": "end"},
        {"Type": "End Group"},
        {"Type": "text", "Name": "a"},
        {"Type": "text", "Name": "see", "hint": "see ${a}"},
    ),
)
CHOICES = Sheet(
    header=("list name", "value", "label"),
    rows=({"list name": "x", "value": "1"}, {"list name": "y", "value": "1"}, {"list name": "x", "value": "1"}),
)
SETTINGS = Sheet(header=("form_id", "public_key"), rows=({"form_id": "f"},))
PLACES = find_places({"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS})


@pytest.mark.parametrize(
    ("path", "column", "place"),
    [
        ("/data/g", "relevant", "survey, row 2, column Relevance"),
        ("/data/g/r", "", "survey, row 4"),
        ("/data/g/r/a", "label::ko-KP", "survey, row 5, column label::조선말 (ko-KP)"),
        ("/data/g/end", "label::en", "survey, row 7, column label : English (en)"),
        ("/data/a", "hint::en", "survey, row 9, column hint"),
        ("/data/a_other", "media::image", "survey, row 9, column media::image::en"),
        ("/data/g/r_count", "repeat_count", "survey, row 4, column repeat_count"),
        ("/data/nobody", "", "survey"),
        ("x/1", "name", "choices, row 2, column name"),
        ("x-1", "label", "choices, row 4, column label"),
        ("x/2", "", "choices"),
        ("", "public_key", "settings, row 2, column public_key"),
        ("", "unheard_of", "survey, column unheard_of"),
    ],
)
def test_places(path: str, column: str, place: str) -> None:
    assert str(PLACES.find(path, column)) == place


def test_cells_are_found_by_what_they_hold() -> None:
    assert str(PLACES.holding("${a}")) == "survey, row 10, column hint"
    assert str(PLACES.holding("a", whole=True)) == "survey, row 5, column Name"
    assert PLACES.holding("nothing like it") is None


def test_a_form_without_choices_has_places_all_the_same() -> None:
    places = find_places({"survey": SURVEY})
    assert str(places.find("x/1", "label")) == "choices, column label"
    assert str(places.find("", "public_key")) == "survey, column public_key"
