"""Every language says the same things, with the same arguments; and nothing is said that no code says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.channels.telegram.plain import columns
from config.catalogue import FALLBACK, OWN_NAME, load_catalogue
from tests.config.forms import sheets
from tests.law.locale_files import FOLDER, LANGUAGES, read

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "config", "gateway", "storage")
TRANSLATIONS = [language for language in LANGUAGES if language != FALLBACK]
SAYING = {"Line", "Refusal", "text", "sentence", "option"}
"""Calls whose first or `id` argument is an id of the catalogue (for `Catalogue.text`, the second)."""
WIDEST = 30
"""Columns of a button's words: a phone of 360 pixels shows 38 on a button of its own."""
ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Spoken:
    """The ids that code names: whole, or as the pattern of an f-string."""

    literals: frozenset[str]
    patterns: frozenset[str]
    said: frozenset[str]
    """Literals that are certainly ids, for they stand where only an id may stand."""

    def covers(self, name: str) -> bool:
        return name in self.literals or any(re.fullmatch(pattern, name) for pattern in self.patterns)


@pytest.fixture(scope="module")
def spoken() -> Spoken:
    trees = [
        ast.parse(file.read_text(encoding="utf-8")) for package in PACKAGES for file in (ROOT / package).rglob("*.py")
    ]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    patterns = {_as_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    said = {name for node in nodes if isinstance(node, ast.Call) for name in _said(node)}
    return Spoken(frozenset(literals), frozenset(patterns - {""}), frozenset(said))


def _as_pattern(node: ast.JoinedStr) -> str:
    """Return a pattern for an f-string such as f"refused-{reason}"; "" for one that starts like no id."""
    first = node.values[0]
    if not (isinstance(first, ast.Constant) and re.match(r"[a-z]+-", str(first.value))):
        return ""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]+" for part in node.values
    )


def _said(call: ast.Call) -> Iterator[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called not in SAYING:
        return
    given = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "id")]
    for argument in given:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value):
                yield node.value


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_has_exactly_the_messages_of_english(language: str) -> None:
    assert read(language).keys() == read(FALLBACK).keys()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_uses_exactly_the_arguments_of_english(language: str) -> None:
    english = {name: message.arguments for name, message in read(FALLBACK).items()}
    assert {name: message.arguments for name, message in read(language).items()} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_shown(language: str) -> None:
    catalogue = load_catalogue()
    for name, message in read(language).items():
        shown = catalogue.text(language, name, dict.fromkeys(message.arguments, 3))
        assert shown.strip() == shown != ""
        assert "{" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_on_a_button_can_be_read_on_a_phone(language: str) -> None:
    labels = {name: message.text for name, message in read(language).items() if name.startswith(("button-", "menu-"))}
    assert {name: text for name, text in labels.items() if columns(text) > WIDEST or "\n" in text} == {}


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 минуту"), (2, "2 минуты"), (5, "5 минут."), (11, "11 минут."), (21, "21 минуту")]
)
def test_russian_counts_minutes(count: int, said: str) -> None:
    assert said in load_catalogue().text("ru", "words-minutes", {"minutes": count})


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_says_at_its_head_that_it_is_a_draft(language: str) -> None:
    head = (FOLDER / f"{language}.ftl").read_text(encoding="utf-8").splitlines()[:6]
    assert any(line.startswith("#") and ("draft" in line.lower() or "reviewed by" in line.lower()) for line in head)


def test_every_language_names_itself_in_its_own_way() -> None:
    catalogue = load_catalogue()
    names = [catalogue.own_name(language) for language in catalogue.languages]
    assert len(set(names)) == len(names) == len(LANGUAGES)


def test_the_default_questionnaire_speaks_the_same_languages() -> None:
    assert set(sheets.LANGUAGES) == set(LANGUAGES)


def test_every_message_is_said_somewhere(spoken: Spoken) -> None:
    assert [name for name in read(FALLBACK) if not spoken.covers(name) and name != OWN_NAME] == []


def test_everything_said_is_in_the_catalogue(spoken: Spoken) -> None:
    assert spoken.said - read(FALLBACK).keys() == set()


def test_every_built_id_leads_to_a_message(spoken: Spoken) -> None:
    """For f-strings we only ask of those whose beginning is also the beginning of a message."""
    names = read(FALLBACK).keys()
    begun = {
        pattern
        for pattern in spoken.patterns
        if any(name.startswith(pattern.split("[")[0].replace("\\", "")) for name in names)
    }
    assert [pattern for pattern in begun if not any(re.fullmatch(pattern, name) for name in names)] == []
