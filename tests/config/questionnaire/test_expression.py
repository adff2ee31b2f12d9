"""The parser of expressions: what it understands, what it says about the rest, and what it does not let in."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interview.calls import FORMS
from bot.interview.functions import PLAIN
from config.questionnaire.expression import DEEPEST, FUNCTIONS, LONGEST, TALLEST, ExpressionError, parse
from config.questionnaire.plan import Call, Expression, Negation, Number, Operation, Path, Step, Text
from tests.config.questionnaire.tables import height, shown


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("1", "1"),
        (".5", "0.5"),
        ("1.25", "1.25"),
        ("'it is'", "'it is'"),
        ('"it is"', "'it is'"),
        ("\u201cit is\u201d", "'it is'"),
        ("\u2018it\u2019", "'it'"),
        ("a = 1 or b = 2 and c = 3", "((a = 1) or ((b = 2) and (c = 3)))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("1 + 2 * 3 div 4 mod 5", "(1 + (((2 * 3) div 4) mod 5))"),
        ("1 + 2 <= 3 = true()", "(((1 + 2) <= 3) = true())"),
        ("- 2 + 1", "(-2 + 1)"),
        ("--2", "2"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        (". > 0", "(. > 0)"),
        (".>0", "(. > 0)"),
        ("../a", "../a"),
        ("/data/group/a", "/data/group/a"),
        ("/data/rep[name = 'x']/age", "/data/rep[(name = 'x')]/age"),
        ("/data/rep[1][2]", "/data/rep[1][2]"),
        ("instance('towns')/root/item[name = /data/a]/label", "instance('towns')/root/item[(name = /data/a)]/label"),
        ("current()/../a", "current()/../a"),
        ("child::a/parent::node()/self::*", "a/../."),
        ("//a", "//a"),
        ("*", "*"),
        ("a*b", "(a * b)"),
        ("a -b", "(a - b)"),
        ("a-b", "a-b"),
        ("div div div", "(div div div)"),
        ("a | b | c", "((a | b) | c)"),
        ("selected( ../a ,\n'x' )", "selected(../a, 'x')"),
        ("jr:choice-name(., '/data/a')", "jr:choice-name(., '/data/a')"),
        ("나이 >= 18", "(나이 >= 18)"),
        ("a\u00a0=\u00a01", "(a = 1)"),
    ],
)
def test_what_is_understood(written: str, means: str) -> None:
    assert shown(parse(written)) == means


@pytest.mark.parametrize(
    ("written", "reason", "position"),
    [
        ("", "a value is missing", 0),
        ("1 +", "a value is missing", 3),
        ("a b", "something is left over, or an operator is missing", 2),
        ("(1", "')' is missing", 2),
        ("a[1", "']' is missing", 3),
        ("if(1, 2 3)", "',' is missing", 8),
        ("'open", "a quote that is not closed", 0),
        ("a = \u201copen", "a quote that is not closed", 4),
        ("a & b", "a character that has no meaning here", 2),
        ("$a", "a character that has no meaning here", 0),
        ("/", "a path cannot end with a slash", 0),
        ("a/", "a name is missing", 2),
        ("a/1", "a name is missing", 2),
        ("@id", "attributes cannot be read: use a question's name", 0),
        ("preceding::a", "the axis preceding is not supported: use a path with / and ..", 0),
        ("child::1", "a name is missing", 7),
        ("pushdata('f', 'a', 'b', 1)", "the function pushdata() is not supported", 0),
        ("1 + substr(a)", "substr() takes 2 to 3 arguments, not 1", 4),
        ("today(1)", "today() takes 0 arguments, not 1", 0),
        ("concat()", "concat() takes 1 or more arguments, not 0", 0),
        ("2 * " + "9" * 400, "the number is too large", 4),
    ],
)
def test_every_error_says_where(written: str, reason: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(written)
    assert (caught.value.reason, caught.value.position) == (reason, position)
    assert str(caught.value) == f"{reason} (at character {position + 1})"


def test_an_error_never_quotes_the_text() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("'secret' 'secret'")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 100_000,
        "(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1),
        "a" + "[1" * (DEEPEST + 1),
        "not(" * (DEEPEST + 1),
        "1" + "+1" * TALLEST,
        "1" * (LONGEST + 1),
        "((((" + "1-" * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_what_is_too_deep_or_too_long_is_refused(hostile: str) -> None:
    with pytest.raises(ExpressionError):
        parse(hostile)


def test_the_deepest_that_is_allowed_is_parsed() -> None:
    assert shown(parse("(" * DEEPEST + "1" + ")" * DEEPEST)) == "1"
    assert height(parse("if(a, b, " * DEEPEST + "c" + ")" * DEEPEST)) == DEEPEST + 1


def test_long_chains_of_or_stay_low_and_keep_their_order() -> None:
    names = [f"a{number}" for number in range(1000)]
    tree = parse(" or ".join(names))
    assert height(tree) <= 11
    assert shown(tree).replace("(", "").replace(")", "").split(" or ") == names


def test_work_grows_with_length_and_not_faster() -> None:
    def work(terms: int) -> int:
        calls = 0

        def count(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event == "call"

        text = " or ".join(["selected(../a, 'x')"] * terms)
        sys.setprofile(count)
        try:
            parse(text)
        finally:
            sys.setprofile(None)
        return calls

    assert work(1600) < 16 * work(100) * 1.1


@settings(max_examples=200)
@given(st.text(alphabet="ab1.'\"()[]/,*=<>!|+-: \u201c@$\n", max_size=40) | st.text(max_size=20))
def test_any_text_is_parsed_or_refused_with_a_place(text: str) -> None:
    assert -1 <= _refused_at(text) <= len(text)


def _refused_at(text: str) -> int:
    try:
        parse(text)
    except ExpressionError as error:
        return error.position
    return -1


_NUMBERS = st.integers(0, 999).map(lambda number: Number(float(number)))
_TEXTS = st.text(alphabet="abc 가", max_size=5).map(Text)
_NAMES = st.sampled_from(["a", "town-2", "나이", "or.other", "jr:choice"])
_OPERATORS = st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"])


def _paths(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Path]:
    """Paths as they are printed: an absolute one begins with a name."""
    predicates = st.lists(inner, max_size=2).map(tuple)
    downward = st.builds(Step, st.sampled_from(["child", "descendant"]), _NAMES, predicates)
    upward = st.builds(Step, st.sampled_from(["self", "parent"]), st.just("*"), predicates)
    first = st.builds(Step, st.just("child"), _NAMES, predicates)
    rest = st.lists(downward | upward, max_size=2)
    instance = st.just(Call("instance", (Text("towns"),)))
    from_here = st.builds(lambda step, steps: Path(".", (step, *steps)), first | upward, rest)
    from_the_root = st.builds(lambda step, steps: Path("/", (step, *steps)), first, rest)
    from_a_list = st.builds(lambda start, step, steps: Path(start, (step, *steps)), instance, first, rest)
    return from_here | from_the_root | from_a_list


def _composed(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    operations = st.builds(Operation, _OPERATORS, inner, inner)
    conditions = st.builds(lambda *three: Call("if", three), inner, inner, inner)
    joined = st.lists(inner, min_size=1, max_size=3).map(lambda pieces: Call("concat", tuple(pieces)))
    return operations | conditions | joined | _paths(inner) | st.builds(Negation, _NUMBERS)


_TREES: st.SearchStrategy[Expression] = st.recursive(_NUMBERS | _TEXTS, _composed, max_leaves=12)


@settings(max_examples=100)
@given(_TREES)
def test_what_is_written_out_in_full_is_read_back(tree: Expression) -> None:
    assert parse(shown(tree)) == tree


def test_every_function_that_is_understood_can_be_run() -> None:
    gone_before_it_runs = {"pulldata", "randomize"}  # into a path, and into an itemset
    assert FUNCTIONS.keys() - FORMS.keys() - PLAIN.keys() == gone_before_it_runs
    assert FORMS.keys() | PLAIN.keys() <= FUNCTIONS.keys()
