"""Choices that come from answers: a select over the instances of a repeat."""

from __future__ import annotations

import pytest

from bot.interview import SEALED, Interview, Program, Refusal
from bot.interview.errors import PlanError
from config.questionnaire.plan import Itemset
from tests.bot.interview.forms import ask, choices, group, look, node, picks, program, repeat, select, value

PEOPLE = {
    "/x/m": "3",
    "/x/m[1]/name": "ada", "/x/m[1]/age": "30", "/x/m[1]/shown": "Ada",
    "/x/m[2]/name": "bel", "/x/m[2]/age": "5",
    "/x/m[3]/age": "40",
}  # fmt: skip


def _household(*more: object, **itemset: object) -> Program:
    person = repeat("/x/m", ask("/x/m/name"), ask("/x/m/age", "int"), ask("/x/m/shown"))
    return program(person, ask("/x/least", "int"), picks("/x/head", "/x/m", **itemset), *more)  # type: ignore[arg-type]


def _offered(interview: Interview, path: str = "/x/head") -> list[tuple[str, str]]:
    return [(choice.name, choice.label) for choice in interview.question(path).choices]


def test_every_instance_with_a_value_is_a_choice() -> None:
    assert _offered(look(_household(), PEOPLE)) == [("ada", "ada"), ("bel", "bel")]
    assert _offered(look(_household(shows="shown"), PEOPLE)) == [("ada", "Ada"), ("bel", "bel")]
    assert _offered(look(_household(), {})) == []


def test_a_filter_stands_at_each_instance() -> None:
    grown = _household(filter="age >= current()/../least")
    assert _offered(look(grown, PEOPLE | {"/x/least": "18"})) == [("ada", "ada")]
    second = _household(filter="position(.) = 2")
    assert _offered(look(second, PEOPLE)) == [("bel", "bel")]


def test_predicates_of_the_path_and_the_filter_both_hold() -> None:
    compiled = program(
        repeat("/x/m", ask("/x/m/name"), ask("/x/m/age", "int")),
        picks("/x/head", "/x/m[./name != 'ada']", filter="age < 18"),
    )
    assert _offered(look(compiled, PEOPLE)) == [("bel", "bel")]


def test_what_is_picked_is_read_with_its_label() -> None:
    compiled = _household(value("/x/v", "jr:choice-name(/x/head, '/x/head')"), shows="shown")
    interview = look(compiled, PEOPLE)
    assert interview.accept("/x/head", "Ada") == {"/x/head": "ada"}
    assert interview.accept_choices("/x/head", ("nobody",)) == Refusal(id="refused-choice")
    answered = look(compiled, PEOPLE | {"/x/head": "ada"})
    assert {line.path: line.shown for line in answered.summary()}["/x/head"] == "Ada"
    assert [(each.shown, each.value) for each in answered.submission()[-2:]] == [("Ada", "ada"), (None, "Ada")]
    assert look(compiled, PEOPLE).submission()[-1].path == "/x/m[3]/age"


def test_a_selection_outlives_a_new_label_and_not_its_instance() -> None:
    compiled = _household(shows="shown", multiple=True)
    answers = PEOPLE | {"/x/head": "ada bel"}
    assert look(compiled, answers | {"/x/m[1]/shown": "Ada L."}).summary()[-1].shown == "Ada L., bel"
    removed = answers | {"/x/m": "1"}
    assert look(compiled, removed).question("/x/head").value == "ada"
    assert look(compiled, removed | {"/x/m": "2"}).question("/x/head").value == "ada bel"


def test_several_are_stored_in_the_order_offered() -> None:
    compiled = _household(multiple=True)
    assert look(compiled, PEOPLE).accept_choices("/x/head", ("bel", "ada")) == {"/x/head": "ada bel"}


def test_inside_the_repeat_the_others_can_be_picked() -> None:
    mother = picks("/x/m/mother", "../../m[./name != current()/../name]")
    compiled = program(
        repeat("/x/m", ask("/x/m/name"), mother, value("/x/m/v", "jr:choice-name(../mother, '../mother')"))
    )
    answers = PEOPLE | {"/x/m[2]/mother": "ada"}
    assert _offered(look(compiled, answers), "/x/m[2]/mother") == [("ada", "ada")]
    assert _offered(look(compiled, answers), "/x/m[1]/mother") == [("bel", "bel")]
    assert look(compiled, answers).submission()[-1].value == "ada"


def test_the_label_of_a_choice_in_a_repeat_read_from_outside_is_of_the_first_instance() -> None:
    kin = repeat("/x/m", ask("/x/m/name"), picks("/x/m/kin", "../../m"))
    compiled = program(kin, value("/x/v", "jr:choice-name('bel', '/x/m/kin')"))
    assert look(compiled, PEOPLE).submission()[-1].value == "bel"


def test_values_may_lie_in_a_group_of_the_instance() -> None:
    person = repeat("/x/m", group("/x/m/g", ask("/x/m/g/name")))
    compiled = program(person, picks("/x/head", "/x/m", value="g/name", shows="g/name"))
    assert _offered(look(compiled, {"/x/m[1]/g/name": "ada"})) == [("ada", "ada")]


def test_sealed_values_are_told_apart_by_number() -> None:
    person = repeat("/x/m", ask("/x/m/name", keep="seal"))
    compiled = program(person, picks("/x/head", "/x/m"), value("/x/v", "/x/head"))
    answers = {"/x/m": "2", "/x/m[1]/name": SEALED, "/x/m[2]/name": SEALED, "/x/head": "2"}
    assert _offered(look(compiled, answers)) == [("1", "1"), ("2", "2")]
    assert look(compiled, answers).submission()[-1].value == "2"


def test_a_group_can_be_a_choice_too() -> None:
    compiled = program(group("/x/g", ask("/x/g/name", keep="seal")), picks("/x/head", "/x/g"))
    assert _offered(look(compiled, {"/x/g/name": SEALED})) == [(SEALED, SEALED)]


def test_choices_from_answers_can_be_shuffled() -> None:
    compiled = _household(itemset={"randomize": True})
    assert sorted(_offered(look(compiled, PEOPLE | {"/x": "00"}))) == [("ada", "ada"), ("bel", "bel")]


@pytest.mark.parametrize(
    ("nodes", "child", "reason"),
    [
        ("/x/nowhere", "name", "there is no nowhere"),
        ("/x/m", "nothing", "not there"),
        ("/x/m", "nothing/at/all", "not there"),
        ("/x/m", "k/b", "not there"),
        ("/x/*", "name", "cannot lead to several"),
    ],
)
def test_choices_that_are_nowhere(nodes: str, child: str, reason: str) -> None:
    person = repeat("/x/m", ask("/x/m/name"), repeat("/x/m/k", ask("/x/m/k/b")))
    with pytest.raises(PlanError, match=reason):
        program(person, picks("/x/head", nodes, value=child))


def test_neither_list_nor_nodes() -> None:
    with pytest.raises(PlanError, match="its choice list is not there"):
        program(node("/x/s", kind="question", type="select1", control="select1", itemset=Itemset()))


def test_a_list_beside_it_is_not_disturbed() -> None:
    compiled = program(
        repeat("/x/m", ask("/x/m/name")), picks("/x/head", "/x/m"), select("/x/s", "l"), lists={"l": choices("a")}
    )
    assert _offered(look(compiled, PEOPLE), "/x/s") == [("a", "A")]
