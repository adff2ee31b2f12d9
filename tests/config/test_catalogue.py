"""The catalogue: words by language and id."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.catalogue import Catalogue, load_catalogue

ENGLISH = """
own-name = English
greeting = Welcome back.
progress = { $n } of about { $m }
days = { $count ->
    [one] one day
   *[other] { $count } days
}
title =
    .short = T
"""
KOREAN = """
own-name = 한국어
greeting = 다시 오셨군요.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en.ftl").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "ko-KR.ftl").write_text(KOREAN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def catalogue(folder: Path) -> Catalogue:
    return load_catalogue(folder)


def test_a_message_in_its_language(catalogue: Catalogue) -> None:
    assert catalogue.text("ko-KR", "greeting") == "다시 오셨군요."
    assert catalogue.text("en", "greeting") == "Welcome back."


def test_arguments_are_set_in_without_invisible_marks(catalogue: Catalogue) -> None:
    assert catalogue.text("en", "progress", {"n": 4, "m": 12}) == "4 of about 12"
    assert catalogue.text("en", "progress", {"n": "four", "m": 12}) == "four of about 12"


def test_plural_forms(catalogue: Catalogue) -> None:
    assert catalogue.text("en", "days", {"count": 1}) == "one day"
    assert catalogue.text("en", "days", {"count": 3}) == "3 days"


@pytest.mark.parametrize("language", ["ko-KR", "xx"])
def test_what_a_language_lacks_is_shown_in_english(catalogue: Catalogue, language: str) -> None:
    assert catalogue.text(language, "progress", {"n": 1, "m": 2}) == "1 of about 2"


@pytest.mark.parametrize("name", ["no-such-message", "title", "progress"])
def test_an_unknown_message_or_a_missing_argument_is_an_error(catalogue: Catalogue, name: str) -> None:
    with pytest.raises(KeyError, match=name):
        catalogue.text("en", name)


def test_the_same_message_is_looked_up_once(catalogue: Catalogue) -> None:
    assert catalogue.text("en", "greeting") is catalogue.text("en", "greeting")


def test_languages_name_themselves_and_english_comes_last(catalogue: Catalogue) -> None:
    assert catalogue.languages == ("ko-KR", "en")
    assert [catalogue.own_name(code) for code in catalogue.languages] == ["한국어", "English"]
    with pytest.raises(KeyError):
        catalogue.own_name("xx")


def test_a_language_that_only_a_form_speaks_has_its_own_name_or_its_code(catalogue: Catalogue) -> None:
    assert [catalogue.text(code, "own-name") for code in ("ar", "zz", "ko-KR")] == ["العربية", "zz", "한국어"]
    assert catalogue.text("ar", "greeting") == catalogue.text("en", "greeting")


def test_an_edition_changes_with_any_word(folder: Path) -> None:
    before = load_catalogue(folder).editions
    (folder / "ko-KR.ftl").write_text(KOREAN.replace("다시", "또"), encoding="utf-8")
    after = load_catalogue(folder).editions
    assert before["en"] == after["en"]
    assert before["ko-KR"] != after["ko-KR"]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("this is prose\n", "en.ftl, line 11: this is not a Fluent message"),
        ("greeting = Hello.\n", "en.ftl, line 11: greeting stands twice"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(folder: Path, added: str, said: str) -> None:
    (folder / "en.ftl").write_text(ENGLISH + added, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        load_catalogue(folder)
