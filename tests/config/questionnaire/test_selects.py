"""Choices of every origin: files beside the form, the external_choices sheet, instances of a repeat, search()."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.questionnaire.author import compile_form
from config.questionnaire.plan import Plan
from tests.config.questionnaire.conftest import Said, Write
from tests.config.questionnaire.tables import node, shown

ORCHARDS = "code,orchard,valley,name\no1,Apple Hill,north,x\no2,Pear Wood,south,y\n"


def names(plan: Plan, question: str) -> list[tuple[str, str]]:
    """Return the choices of a question's list, each with its label."""
    itemset = node(plan, question).itemset
    assert itemset is not None
    return [
        (choice.name, "".join(map(str, choice.label.get(plan.default_language, ()))))
        for choice in plan.lists[itemset.choices]
    ]


def beside(path: Path, **files: str) -> Path:
    """Put files beside a form, a dot written as __."""
    for name, content in files.items():
        (path.parent / name.replace("__", ".")).write_text(content, "utf-8")
    return path


# --- files -----------------------------------------------------------------------------------------------


def test_a_file_names_its_columns_as_it_likes(write: Write) -> None:
    survey = """
        type | name | label | parameters | choice_filter
        text | valley | V | |
        select_one_from_file orchards.csv | one | O | value=code label=orchard | valley = ${valley} and name != 'z'
        select_multiple_from_file orchards.csv | many | M | value=code, label=valley |
        select_one_from_file plain.csv | plain | P | |
    """
    path = beside(write(survey=survey), orchards__csv=ORCHARDS, plain__csv="name,label\na,Aster\nb,Birch\n")
    plan = compile_form(path)
    assert names(plan, "one") == [("o1", "Apple Hill"), ("o2", "Pear Wood")]
    assert names(plan, "many") == [("o1", "north"), ("o2", "south")]
    assert names(plan, "plain") == [("a", "Aster"), ("b", "Birch")]
    itemset = node(plan, "one").itemset
    assert itemset is not None
    assert shown(itemset.filter) == "((valley = /data/valley) and (name  != 'z'))"
    assert plan.lists[itemset.choices][0].columns["name "] == "x", "the file's own name is out of the name's way"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("trees__csv", "\ufeffname;label\n1;Oak\n"),
        ("trees__csv", "name\tlabel\n1\tOak\n\t\n"),
        ("trees__csv", 'name,label,"note"\r\n1,Oak,"two\r\nlines"\r\n'),
        ("trees__xml", "<root><item><name>1</name><label>Oak</label></item></root>"),
    ],
)
def test_a_file_may_be_written_in_many_ways(file: str, content: str, write: Write) -> None:
    survey = f"type | name | label\n select_one_from_file {file.replace('__', '.')} | a | A"
    assert names(compile_form(beside(write(survey=survey), **{file: content})), "a") == [("1", "Oak")]


def test_a_map_is_a_list(write: Write) -> None:
    trees = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "t1",'
        ' "properties": {"title": "Oak", "age": 3, "gone": null},'
        ' "geometry": {"type": "Point", "coordinates": [1.5, 2.5]}}, 7]}'
    )
    survey = """
        type | name | label | calculation
        select_one_from_file trees.geojson | a | A |
        calculate | b | | instance('trees')/root/item[id = ${a}]/geometry
    """
    plan = compile_form(beside(write(survey=survey), trees__geojson=trees))
    assert names(plan, "a") == [("t1", "Oak")]
    assert plan.lists["trees"][0].columns == {
        "id": "t1", "title": "Oak", "age": "3", "gone": "", "geometry": "2.5 1.5 0 0",
    }  # fmt: skip


@pytest.mark.parametrize("folder", ["", "media", "form-media"])
def test_files_lie_beside_the_form_or_in_its_media_folder(folder: str, write: Write) -> None:
    path = write(survey="type | name | label\n select_one_from_file Trees.CSV | a | A".replace("CSV", "csv"))
    (path.parent / folder).mkdir(exist_ok=True)
    (path.parent / folder / "trees.csv").write_text("name,label\n1,Oak\n")
    assert names(compile_form(path), "a") == [("1", "Oak")]


def test_a_file_never_lies_elsewhere(write: Write, said: Said) -> None:
    path = write(survey="type | name | label\n select_one_from_file ../trees.csv | a | A")
    (path.parent.parent / "trees.csv").write_text("name,label\n1,Oak\n")
    assert any("there is no file ../trees.csv beside the form" in sentence for sentence in said(path))


@pytest.mark.parametrize(
    ("file", "content", "error"),
    [
        ("trees.csv", b"name,label\n\xff\xfe,a\n", "UnicodeDecodeError"),
        ("trees.csv", b'name,label\n"' + b"x" * 200_000, "Error"),
        ("trees.xml", b"<root><item>", "ParseError"),
        ("trees.xml", b'<!DOCTYPE r [<!ENTITY a "b">]><root/>', "DTDForbidden"),
        ("trees.geojson", b"{", "JSONDecodeError"),
        ("trees.geojson", b"[" * 100_000, "RecursionError"),
    ],
)
def test_a_damaged_file_is_named(file: str, content: bytes, error: str, write: Write, said: Said) -> None:
    path = write(survey=f"type | name | label\n select_one_from_file {file} | a | A")
    (path.parent / file).write_bytes(content)
    assert said(path) == [
        (
            f"survey, row 2, column type: {file} cannot be read ({error}). "
            "Save it as CSV in UTF-8, with the names of the columns in its first line."
        )
    ]


def test_a_file_is_not_endless(write: Write, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    path = beside(
        write(survey="type | name | label\n select_one_from_file trees.csv | a | A"),
        trees__csv="name,label\n1,O\n2,P\n",
    )
    monkeypatch.setattr("config.questionnaire.companions.MOST_ROWS", 1)
    assert said(path)[0].startswith("survey, row 2, column type: trees.csv has more than 1 rows.")
    monkeypatch.setattr("config.questionnaire.companions.LARGEST", 10)
    assert said(path)[0].startswith("survey, row 2, column type: trees.csv is larger than 30 MB.")


def test_a_missing_list_of_the_form_itself(write: Write, said: Said) -> None:
    survey = """
        type | name | label | calculation
        csv-external | trees | |
        calculate | a | | instance('trees')/root/item[name = '1']/label
        text | b | B |
    """
    path = write(survey=survey)
    (sentence,) = said(path)
    assert "there is no file trees.csv beside the form" in sentence
    assert said(path, fixes=True) == [
        (
            "warning: survey, row 3, column calculation: fixed: there is no file trees.csv beside the form; whatever "
            "looks into it finds nothing. Put it beside the form, or into its folder media."
        )
    ]


# --- the sheet external_choices ----------------------------------------------------------------------------


def test_external_choices_have_labels_in_every_language_and_columns(write: Write) -> None:
    path = write(
        survey="""
            type | name | label::English (en) | label::조선말 (ko-KP) | choice_filter
            select_one yard | yard | Y | 마당 |
            select_one_external yard | tree | T | 나무 | yard = ${yard}
        """,
        choices="list_name | name | label::English (en) | label::조선말 (ko-KP)\n yard | 1 | Front | 앞",
        external_choices="""
            list_name | name | label::English (en) | label::조선말 (ko-KP) | yard
            yard | o | Oak | 참나무 | 1
            other | b | Birch | 봇나무 | 1
        """,
    )
    plan = compile_form(path)
    itemset = node(plan, "tree").itemset
    assert itemset is not None
    (oak,) = plan.lists[itemset.choices]
    assert (oak.label, oak.columns) == ({"en": ("Oak",), "ko-KP": ("참나무",)}, {"yard": "1"})
    assert itemset.choices == "yard (external)", "a list of the choices sheet has the name already"
    assert shown(itemset.filter) == "(yard = /data/yard)"


def test_an_external_list_that_is_not_there(write: Write, said: Said) -> None:
    path = write(
        survey="type | name | label | choice_filter\n text | b | B |\n select_one_external x | a | A | p = ${b}",
        external_choices="list_name | name | label | p\n y | 1 | One | 1",
    )
    assert said(path) == ["survey, row 3: List name not in external choices sheet: x. Correct the row."]


# --- instances of a repeat ---------------------------------------------------------------------------------


def test_choices_from_a_repeat(write: Write) -> None:
    survey = """
        type | name | label | choice_filter | parameters
        begin_repeat | child | C | |
        text | called | N | |
        integer | age | A | |
        end_repeat | | | |
        select_one ${called} | first | F | |
        select_multiple ${called} | grown | G | ${age} > 17 | randomize=true, seed=3
    """
    plan = compile_form(write(survey=survey))
    first, grown = node(plan, "first").itemset, node(plan, "grown").itemset
    assert first is not None
    assert grown is not None
    assert (shown(first.nodes), first.value, first.label) == ("/data/child[(./called != '')]", "called", "called")
    assert (shown(grown.nodes), grown.randomize, shown(grown.seed)) == ("/data/child[(./age > 17)]", True, "3")
    assert set(plan.lists) == set(), "what pyxform needed for select_multiple is gone"


# --- search() ----------------------------------------------------------------------------------------------


def test_search_reads_its_columns_from_the_choices_sheet(write: Write) -> None:
    survey = """
        type | name | label | appearance
        text | valley | V |
        select_one orchards | all | A | search('orchards')
        select_one orchards | some | S | minimal search('orchards', 'matches', 'valley', ${valley})
        select_one orchards | few | F | search('orchards', 'startswith', 'name', 'x', 'valley', ${valley})
    """
    choices = "list_name | name | label\n orchards | code | orchard, valley\n orchards | 9 | Another"
    plan = compile_form(beside(write(survey=survey, choices=choices), orchards__csv=ORCHARDS))
    for name in ("all", "some", "few"):
        assert names(plan, name) == [("o1", "Apple Hill, north"), ("o2", "Pear Wood, south"), ("9", "Another")]
    filters = [shown(node(plan, name).itemset.filter) for name in ("all", "some", "few")]  # type: ignore[union-attr]
    assert filters == [
        "",
        "(valley = /data/valley)",
        "(starts-with(name , 'x') and (valley = /data/valley))",
    ]


@pytest.mark.parametrize(
    ("appearance", "reason"),
    [
        ("search('pears')", "there is no file pears.csv beside the form"),
        ("search(concat('a', 'b'))", "search() takes a file, and at most"),
        ("search(", ""),
        ("search(')", "search() cannot be read: a quote that is not closed"),
        ("search('orchards', 'like', 'valley', 'n')", "search() takes a file, and at most"),
        ("search('orchards', 'contains')", "search() takes a file, and at most"),
        ("search('orchards', 'contains', concat('a', 'b'), 'n')", "search() takes a file, and at most"),
    ],
)
def test_other_searches_are_refused_and_asked_in_words(appearance: str, reason: str, write: Write, said: Said) -> None:
    path = write(
        survey=f"type | name | label | appearance\n select_one o | a | A | {appearance}",
        choices="list_name | name | label\n o | code | orchard",
    )
    beside(path, orchards__csv=ORCHARDS)
    found = said(path)
    if reason:
        assert found[0].startswith(f"survey, row 2, column appearance: {reason}")
        assert "asked in words" in said(path, fixes=True)[0]
    else:
        assert found == []


def test_search_has_its_place(write: Write, said: Said) -> None:
    path = write(survey="type | name | label | relevant\n text | a | A | search('x')")
    assert said(path)[0].startswith("survey, row 2, column relevant: search() belongs into the column appearance.")


# --- tables ------------------------------------------------------------------------------------------------


def test_the_head_of_a_table_is_no_question(write: Write) -> None:
    choices = "list_name | name | label\n x | 1 | Good\n x | 2 | Bad"
    survey = """
        type | name | label | appearance
        begin_group | made | Made by pyxform | table-list
        select_one x | a | A |
        end_group | | |
        begin_group | own | Made by hand | field-list
        select_one x | head | How is it? | label
        select_one x | b | B | list-nolabel
        end_group | | |
    """
    plan = compile_form(write(survey=survey, choices=choices))
    made, own = plan.nodes
    assert [(each.kind, each.label) for each in made.children] == [
        ("note", {"default": ("Made by pyxform",)}),
        ("value", {}),
        ("question", {"default": ("A",)}),
    ]
    assert [(each.kind, each.control, each.itemset is None) for each in own.children] == [
        ("note", "input", True),
        ("question", "select1", False),
    ]
