"""What may be seen on a lock screen, held against the deny-list in every language.

The promise: nothing shown without the person's own act, and no button, command or menu, says what this is about.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.config.forms.sheets import CHOICES, SURVEY
from tests.law.locale_files import LANGUAGES, read

PROACTIVE = ("cover-", "button-", "menu-", "doorbell-")
DENY = tomllib.loads(Path(__file__).with_name("deny_list.toml").read_text(encoding="utf-8"))
LOCK_SCREEN = [word for words in DENY["lock_screen"].values() for word in words]
EVERYWHERE = DENY["everywhere"]["words"]
NORTHERN = DENY["northern"]["words"]
SPACED = ("LATIN", "CYRILLIC")
"""Scripts with spaces between words, where a stem is found at the beginning of one."""


def hits(text: str, words: Iterable[str]) -> list[str]:
    """Return the words that a text says, in any case and width: whole ones, stems or anywhere, as the list explains."""
    plain = unicodedata.normalize("NFKC", text)
    return [word for word in words if _pattern(word).search(plain)]


@cache
def _pattern(word: str) -> re.Pattern[str]:
    escaped = re.escape(unicodedata.normalize("NFKC", word))
    stem = rf"\b{escaped}" if unicodedata.name(word[0]).startswith(SPACED) else escaped
    return re.compile(rf"\b{escaped}\b" if word.isascii() else stem, re.IGNORECASE)


def form_texts(code: str) -> list[str]:
    """Return every text of the default questionnaire in a language."""
    return [
        text for row in (*SURVEY, *CHOICES) for column, text in row.items() if column.endswith(f"({code})") and text
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your UN interview", {"un", "interview"}),
        ("Under the sun, until noon", set()),
        ("내일 면담이 있습니다", {"면담"}),
        ("面谈改到星期二", {"面谈"}),
        ("明日、面談があります", {"面談"}),
        ("Беседа перенесена на вторник", {"бесед"}),
        ("Свидетельские показания", {"свидетел", "показани"}),
        ("Рассудок, осуждать, скорее", set()),
        ("Buổi phỏng vấn lúc ba giờ", {"phỏng vấn"}),
        ("Trung thu, nước nóng, tốt bụng", set()),
        ("พรุ่งนี้มีสัมภาษณ์ตอนบ่าย", {"สัมภาษณ์"}),
        ("พรุ่งนี้มีเรียนตอนบ่าย", set()),
        ("ມື້ອື່ນມີການສຳພາດ", {"ສຳພາດ"}),
        ("ມື້ອື່ນມີການຮຽນ", set()),
        ("Маргааш ярилцлагатай", {"ярилцлаг"}),
        ("Маргааш хичээлтэй", set()),
        ("\uff35\uff2e", {"un"}),
    ],
)
def test_the_list_finds_what_it_should_and_nothing_else(text: str, found: set[str]) -> None:
    assert set(hits(text, LOCK_SCREEN)) == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_a_lock_screen_says_what_this_is(language: str) -> None:
    messages = {name: message.text for name, message in read(language).items() if name.startswith(PROACTIVE)}
    assert len(messages) > len(PROACTIVE)
    assert {name: hits(text, LOCK_SCREEN) for name, text in messages.items() if hits(text, LOCK_SCREEN)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lock_screen_text_takes_no_words_of_the_person(language: str) -> None:
    """A name, a place or an answer could come in through an argument; numbers cannot carry one."""
    allowed = {"n", "m", "page", "pages", "number", "count", "minutes", "hours", "days"}
    messages = {
        name: message.arguments - allowed for name, message in read(language).items() if name.startswith(PROACTIVE)
    }
    assert {name: arguments for name, arguments in messages.items() if arguments} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_names_people_by_a_word_they_would_not_choose(language: str) -> None:
    texts = [message.text for message in read(language).values()] + form_texts(language)
    assert [text for text in texts if hits(text, EVERYWHERE)] == []


def test_northern_wording_has_no_southern_words() -> None:
    texts = [message.text for message in read("ko-KP").values()] + form_texts("ko-KP")
    assert {text: hits(text, NORTHERN) for text in texts if hits(text, NORTHERN)} == {}
