"""Choice filters and look-ups in choice lists."""

from __future__ import annotations

import pytest

from bot.interview.errors import PlanError
from tests.bot.interview.forms import ask, choices, group, look, message, program, select, value, worth

LISTS = {
    "province": choices("north", "south"),
    "town": choices(
        ada={"province": "north", "people": "9"},
        bel={"province": "south", "people": "20"},
        cor={"province": "south", "people": "3"},
    ),
}
PROVINCE = select("/x/province", "province")


def _offered(filter: str, answers: dict[str, str]) -> list[str]:  # noqa: A002 - the Plan's own word
    compiled = program(PROVINCE, ask("/x/least", "int"), select("/x/town", "town", filter=filter), lists=LISTS)
    return [choice.name for choice in look(compiled, answers).question("/x/town").choices]


@pytest.mark.parametrize(
    ("filter_", "offered"),
    [
        ("province = /x/province", ["bel", "cor"]),
        ("./province = current()/../province", ["bel", "cor"]),
        ("people > /x/least", ["ada", "bel"]),
        ("province = /x/province and people > /x/least", ["bel"]),
        ("name != 'bel'", ["ada", "cor"]),
        ("label = 'ADA'", ["ada"]),
        ("no_such_column = ''", ["ada", "bel", "cor"]),
        (". = ''", ["ada", "bel", "cor"]),
        ("position() = 2", ["bel"]),
        ("count-non-empty(people) = 1", ["ada", "bel", "cor"]),
        ("instance('town')/root/item[name = 'ada']/people = people", ["ada"]),
    ],
)
def test_a_filter_looks_at_each_choice(filter_: str, offered: list[str]) -> None:
    assert _offered(filter_, {"/x/province": "south", "/x/least": "5"}) == offered


def test_a_choice_that_is_no_longer_offered_is_blank_and_kept() -> None:
    compiled = program(PROVINCE, select("/x/town", "town", filter="province = /x/province"), lists=LISTS)
    answers = {"/x/province": "south", "/x/town": "bel"}
    assert look(compiled, answers).summary()[1].shown == "BEL"
    assert not look(compiled, answers | {"/x/province": "north"}).summary()[1].answered
    assert look(compiled, answers | {"/x/province": "south"}).summary()[1].answered


def test_a_name_that_stands_twice_is_offered_once_its_own_row_is() -> None:
    twice = (*choices(other={"province": "north"}), *choices(other={"province": "south"}))
    compiled = program(PROVINCE, select("/x/t", "t", filter="province = /x/province"), lists=LISTS | {"t": twice})
    assert look(compiled, {"/x/province": "south", "/x/t": "other"}).summary()[1].answered


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("instance('town')/root/item[name = 'bel']/people", "20"),
        ("instance('town')/root/item[name = /x/province]/people", ""),
        ("instance('town')/root/item[name = 'cor']/label", "COR"),
        ("count(instance('town')/root/item[province = 'south'])", "2"),
        ("sum(instance('town')/root/item/people)", "32"),
        ("instance('town')/root/item[province = 'south'][2]/name", "cor"),
        ("instance('town')/root/item", ""),
    ],
)
def test_a_list_can_be_looked_up(expression: str, found: str) -> None:
    assert worth(expression, {}, PROVINCE, lists=LISTS) == found


@pytest.mark.parametrize(
    "expression",
    [
        "instance('nothing')/root/item/name",
        "instance('town')/item/name",
        "instance('town')/root/item/a/b",
        "instance('town')/root[1]/item/name",
        "instance('town')/root/item/..",
        "instance('town')/root/item/*",
        "instance('town')/root/item/name[1]",
        "instance(1)/root/item/name",
        "instance('town')/root/item[../x = 1]/name",
        "instance('town')/root/item[a/b = 1]/name",
        "instance('town')/root/item[a[1] = 1]/name",
        "instance('town')/root/item[* = 1]/name",
    ],
)
def test_other_paths_into_lists_are_refused(expression: str) -> None:
    with pytest.raises(PlanError):
        worth(expression, {}, lists=LISTS)


def test_a_list_that_is_not_there() -> None:
    with pytest.raises(PlanError, match="its choice list is not there"):
        program(select("/x/a", "nothing"))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("jr:choice-name(/x/g/province, '/x/g/province')", "SOUTH"),
        ("jr:choice-name(/x/g/province, ' ../g/./province ')", "SOUTH"),
        ("jr:choice-name('north', '/x/g/province')", "NORTH"),
        ("jr:choice-name('nowhere', '/x/g/province')", ""),
    ],
)
def test_the_label_of_a_choice(expression: str, found: str) -> None:
    inside = group("/x/g", select("/x/g/province", "province"))
    assert worth(expression, {"/x/g/province": "south"}, inside, lists=LISTS) == found


@pytest.mark.parametrize("second", ["'/x/g'", "'../nowhere/at/all'", "'/x/nowhere'", "/x/g"])
def test_the_label_of_a_choice_needs_a_select(second: str) -> None:
    with pytest.raises(PlanError, match="takes the path of a select"):
        worth(f"jr:choice-name('a', {second})", {}, group("/x/g", ask("/x/g/a")))


def test_labels_of_choices_can_hold_answers() -> None:
    named = choices("a")[0]
    lists = {"l": (type(named)(name="a", label={"en": message("with {/x/who}")}),)}
    compiled = program(ask("/x/who"), select("/x/s", "l"), lists=lists)
    for who in ("Ada", "Bel"):
        assert look(compiled, {"/x/who": who}).question("/x/s").choices[0].label == f"with {who}"


def test_current_is_the_question_whose_filter_it_is() -> None:
    compiled = program(
        select("/x/best", "town", filter="name = current()/../wish"),
        ask("/x/wish"),
        value("/x/v", "current()/../wish"),
        lists=LISTS,
    )
    interview = look(compiled, {"/x/wish": "bel"})
    assert [choice.name for choice in interview.question("/x/best").choices] == ["bel"]
    assert interview.submission()[-1].value == "bel"
