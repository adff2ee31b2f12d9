"""Texts of the form as values."""

from __future__ import annotations

import pytest

from bot.interview.errors import PlanError
from config.questionnaire.plan import Wording
from tests.bot.interview.forms import ask, look, message, program, repeat, value

TEXTS: dict[str, Wording] = {
    "hello": {"en": ("Hello",), "ko-KP": ("안녕",)},
    "named": {"en": message("Hello {/x/who}")},
    "own": {"en": message("{../name}!")},
}


@pytest.mark.parametrize(
    ("expression", "english", "korean"),
    [
        ("jr:itext('hello')", "Hello", "안녕"),
        ("jr:itext('named')", "Hello Ada", "Hello Ada"),
        ("jr:itext('nothing')", "", ""),
    ],
)
def test_a_text_by_its_identifier(expression: str, english: str, korean: str) -> None:
    compiled = program(ask("/x/who"), value("/x/v", f"concat({expression}, '.')"), texts=TEXTS)
    for language, text in (("en", english), ("ko-KP", korean)):
        assert look(compiled, {"/x/who": "Ada"}, language=language).submission()[-1].value == f"{text}."


def test_an_identifier_can_be_worked_out() -> None:
    texts = {name: TEXTS[name] for name in ("hello", "named")}
    compiled = program(ask("/x/who"), value("/x/v", "concat('<', jr:itext(/x/who), '>')"), texts=texts)
    for who, text in (("hello", "Hello"), ("named", "Hello named"), ("", ""), ("nothing", "")):
        assert look(compiled, {"/x/who": who}).submission()[-1].value == f"<{text}>"


def test_most_texts_are_no_circle() -> None:
    texts: dict[str, Wording] = {
        "wind": {"en": ("North",)},
        "told": {"en": message("So: {/x/v}")},
        "elsewhere": {"en": message("{../nowhere}")},
    }
    compiled = program(
        ask("/x/which"), value("/x/v", "jr:itext(/x/which)"),
        repeat("/x/m", value("/x/m/w", "concat(jr:itext(/x/which), position(..))")), texts=texts,
    )  # fmt: skip
    for which, *said in (("wind", "North", "North1"), ("told", "So: ", "So: So: 1"), ("elsewhere", "1")):
        found = look(compiled, {"/x/which": which}).submission()
        assert [line.value for line in found[1:]] == said


def test_a_text_stands_where_it_is_said() -> None:
    compiled = program(repeat("/x/m", ask("/x/m/name"), value("/x/m/v", "jr:itext('own')")), texts=TEXTS)
    answers = {"/x/m": "2", "/x/m[1]/name": "Ada", "/x/m[2]/name": "Bel"}
    assert [line.value for line in look(compiled, answers).submission() if line.name == "v"] == ["Ada!", "Bel!"]


def test_a_text_cannot_contain_itself() -> None:
    texts: dict[str, Wording] = {
        "a": {"en": message("{jr:itext('b')}")},
        "b": {"en": message("{jr:itext('a')}")},
    }
    with pytest.raises(PlanError, match="contains itself"):
        program(value("/x/v", "jr:itext('a')"), texts=texts)


def test_the_version_is_the_authors() -> None:
    assert look(program(value("/x/v", "version()"), revision="2026-1")).submission()[0].value == "2026-1"
