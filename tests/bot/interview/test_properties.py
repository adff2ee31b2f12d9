"""What must hold for every form and every person, whatever they write and in whatever order."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interview import Interview, Refusal, begin
from tests.bot.interview.chance import made, walked
from tests.bot.interview.forms import ENTROPY, NOW, ask, choices, group, look, note, program, repeat, select, value

FORM = program(
    select("/x/needs", "needs", multiple=True),
    ask("/x/age", "int", constraint=". > 0"),
    group(
        "/x/g",
        ask("/x/g/own", relevant="/x/age > 17"),
        ask("/x/g/year", "date", appearance="year"),
        select("/x/g/town", "towns", filter="province = /x/g/own or /x/age > 50"),
        relevant="not(selected(/x/needs, 'none'))",
    ),
    value("/x/score", "count-selected(/x/needs) + coalesce(/x/age, 0)", type="int"),
    note("/x/n", "Score {/x/score}", relevant="/x/score > 3"),
    repeat("/x/m", ask("/x/m/name"), ask("/x/m/part", "decimal", relevant="../name != ''"), relevant="/x/age != 3"),
    repeat("/x/k", ask("/x/k/a", "time"), count="/x/age mod 4"),
    ask("/x/place", "geopoint"),
    ask("/x/when", "dateTime", required="/x/place != ''"),
    lists={"needs": choices("a", "b", "none"), "towns": choices(t={"province": "p"}, u={"province": "q"})},
)
PATHS = (
    "/x/needs", "/x/age", "/x/g/own", "/x/g/year", "/x/g/town", "/x/n", "/x/m[1]/name", "/x/m[1]/part", "/x/m[2]/name",
    "/x/m[2]", "/x/m[3]", "/x/k[1]/a", "/x/k[2]/a", "/x/place", "/x/when",
)  # fmt: skip

ANYTHING = st.one_of(
    st.text(st.characters(codec=None), max_size=40),
    st.sampled_from(
        ["\0", "\ud800", "e" + "\u0301" * 10_000, "12", "-1", "1,5", "2015", "a b", "none", "more", "p", "9:30"]
    ),
)
ANSWERS = st.dictionaries(st.sampled_from((*PATHS, "/x/m", "/x")), ANYTHING, max_size=8)


@given(st.sampled_from(PATHS), ANYTHING, ANSWERS)
@settings(max_examples=150, deadline=None)
def test_accept_takes_any_text(path: str, text: str, answers: dict[str, str]) -> None:
    """A change or a refusal comes out, and a change is text that any encoding can carry."""
    taken = look(FORM, answers).accept(path, text)
    if isinstance(taken, Refusal):
        assert taken.id.startswith("refused-")
    else:
        assert all(text.encode() is not None for text in taken.values())
        look(FORM, answers | taken).summary()


@given(ANSWERS)
@settings(max_examples=100, deadline=None)
def test_after_and_before_are_inverse(answers: dict[str, str]) -> None:
    interview = look(FORM, answers)
    way = interview.outline()
    assert [interview.after(path) for path in way] == [*way[1:], None]
    assert [interview.before(path) for path in way] == [None, *way[:-1]]
    for path in way:
        place, total = interview.progress(path)
        assert 0 < place <= total
        assert interview.question(path).path == path


SIMPLE = ["", "1", "20", "60", "none", "a b", "2015", "p"]
EDITS = st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(SIMPLE)), max_size=8)


@given(EDITS, st.randoms())
@settings(max_examples=100, deadline=None)
def test_any_order_of_edits_gives_the_same_state(edits: list[tuple[str, str]], random: Random) -> None:
    """Answers to different questions commute: what an interview comes to depends on the answers alone."""
    given_order = list(dict(edits).items())
    shuffled = random.sample(given_order, len(given_order))
    states = []
    for order in (given_order, shuffled):
        interview = look(FORM, dict(order))
        states.append((interview.outline(), interview.summary(), interview.submission(), interview.signals()))
    assert states[0] == states[1]


@given(ANSWERS, st.sampled_from(["none", "a"]))
@settings(max_examples=100, deadline=None)
def test_back_and_forth_loses_nothing(answers: dict[str, str], other: str) -> None:
    """Changing an answer and changing it back hides and shows; nothing that was answered is lost."""
    answers |= {"/x/needs": "a"}
    before = look(FORM, answers).submission()
    changed = answers | look(FORM, answers).accept_choices("/x/needs", (other,))  # type: ignore[operator]
    back = changed | look(FORM, changed).accept_choices("/x/needs", ("a",))  # type: ignore[operator]
    assert look(FORM, back).submission() == before


@given(st.permutations(["/x/needs", "/x/age", "/x/g/own", "/x/m[1]/name"]), st.permutations(range(4)))
@settings(max_examples=50, deadline=None)
def test_the_order_in_which_things_are_looked_at_does_not_matter(paths: list[str], looks: list[int]) -> None:
    """Evaluation is lazy: whoever is asked first, every value is the same."""
    answers = dict(zip(paths, ("a b", "20", "p", "q"), strict=True))
    interview = look(FORM, answers)
    methods = (interview.outline, interview.summary, interview.submission, interview.signals)
    found = {index: methods[index]() for index in looks}
    fresh = look(FORM, answers)
    assert found[0] == fresh.outline()
    assert found[1] == look(FORM, answers).summary()
    assert found[2] == look(FORM, answers).submission()


# --- forms and people made by chance ------------------------------------------------------------------

CHANCE = st.integers(0, 2**32).map(Random)


@given(CHANCE)
@settings(max_examples=150, deadline=None)
def test_every_walk_ends(random: Random) -> None:
    """Whatever the form and the answers: everything shown can be asked, and there is an end."""
    walked(made(random), random)


@given(CHANCE, ANSWERS)
@settings(max_examples=100, deadline=None)
def test_every_form_is_walked_back_as_it_was_walked(random: Random, stray: dict[str, str]) -> None:
    """Forward and back are inverse with answers of other forms too, and the reading back follows the same line."""
    interview = look(made(random), stray)
    way = interview.outline()
    assert [interview.before(path) for path in way] == [None, *way][: len(way)]
    asked = [path for path in way if interview.question(path).type != "repeat"]
    assert [line.path for line in interview.summary()] == [path for path in asked if _is_question(interview, path)]


def _is_question(interview: Interview, path: str) -> bool:
    return interview.question(path).kind == "question"


@given(CHANCE)
@settings(max_examples=100, deadline=None)
def test_the_same_answer_again_changes_nothing(random: Random) -> None:
    """A change merged and given anew sets nothing off: assignments and first values are settled."""
    form = made(random)
    answers = begin(form, now=NOW, entropy=ENTROPY)
    for path in look(form, answers).outline():
        taken = look(form, answers).accept(path, random.choice(SIMPLE))
        if isinstance(taken, dict) and len(taken) == 1:
            answers |= taken
            again = look(form, answers).accept(path, answers.get(path, ""))
            assert isinstance(again, Refusal) or not again or again == taken
