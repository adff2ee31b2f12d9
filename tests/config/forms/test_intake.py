"""The default questionnaire: complete in every language, asks nothing that it must never ask."""

from __future__ import annotations

import re

import pytest

from tests.config.forms.sheets import CHOICES, LANGUAGES, NODES, QUESTIONS, SHOWN, SURVEY, Row, said

COMPARTMENTS = {"triage", "testimony", "contact"}
SIGNALS = {
    "urgent", "danger", "medical", "threatened", "suicide", "family", "held", "returned", "transit", "minor", "child",
    "minor-alone", "insider", "specialist", "perishable", "recent", "rare-place", "first-hand", "heard", "statement",
}  # fmt: skip
HARMS = 16
NEVER_ASKED = {
    "ko": r"왜|주민등록|공민증|생년월일|자세히 말해|혹시 .*(호|번)",
    "en": r"\bwhy\b|in detail|passport number|date of birth|step by step",
    "zh": r"为什么|身份证号|出生日期|详细说",
    "ja": r"なぜ|どうして.*のですか|生年月日|番号は何|くわしく(書|話)",
    "ru": r"\bпочему\b|подробно (напи|расска)|дата рождения|номер паспорта",  # noqa: RUF001 -- Russian letters
    "vi": r"\b(tại|vì) sao\b|kể chi tiết|ngày sinh của|số hộ chiếu",
    "th": r"ทำไม|เพราะอะไร|เล่าโดยละเอียด|วันเดือนปีเกิด|เลขหนังสือเดินทาง",
    "lo": r"ເປັນຫຍັງ|ຍ້ອນຫຍັງ|ເລົ່າລາຍລະອຽດ|ວັນເດືອນປີເກີດ|ເລກໜັງສືຜ່ານແດນ",
    "mn": r"\bяагаад\b|дэлгэрэнгүй (бич|ярь)|төрсөн огноо|паспортын дугаар",  # noqa: RUF001 -- Mongolian letters
}
EVERY = pytest.mark.parametrize("row", SHOWN, ids=lambda row: row["name"])


def selects() -> list[Row]:
    return [row for row in QUESTIONS if row["type"].startswith("select_")]


def offered(row: Row) -> list[str]:
    return [choice["name"] for choice in CHOICES if choice["list_name"] == row["type"].split()[1]]


def test_it_is_short_enough_for_one_sitting() -> None:
    assert 45 <= len(QUESTIONS) <= 65


@EVERY
def test_every_question_speaks_every_language_and_says_why_it_is_asked(row: Row) -> None:
    kinds = {"label"} | {kind for kind in ("hint", "constraint_message") if any(said(row, kind).values())}
    kinds |= {"guidance_hint"} if row["type"] != "note" else set()
    for kind in kinds:
        words = said(row, kind)
        assert words.keys() == set(LANGUAGES)
        assert all(words.values()), kind
        assert len(set(words.values())) >= len(LANGUAGES) - 1  # the two Koreans may agree


@pytest.mark.parametrize("choice", CHOICES, ids=lambda row: f"{row['list_name']}-{row['name']}")
def test_every_choice_speaks_every_language_and_fits_a_button(choice: Row) -> None:
    words = said(choice, "label")
    assert words.keys() == set(LANGUAGES)
    assert all(0 < len(text) <= 50 for text in words.values())


@pytest.mark.parametrize("row", [row for row in SURVEY if row["type"] == "begin_group"], ids=lambda row: row["name"])
def test_every_section_has_its_heading(row: Row) -> None:
    assert all(said(row, "label").values())


@pytest.mark.parametrize("row", NODES, ids=lambda row: row["name"])
def test_everything_kept_has_one_compartment(row: Row) -> None:
    assert row["bind::affiant:compartment"] in COMPARTMENTS


def test_text_and_files_are_sealed_and_nothing_else() -> None:
    sealed = {row["type"] for row in NODES if row["bind::affiant:keep"] == "seal"}
    assert sealed == {"text", "audio", "image", "file"}
    assert all(row["bind::affiant:keep"] == "seal" for row in NODES if row["type"] in sealed)


@EVERY
def test_every_question_can_be_skipped(row: Row) -> None:
    assert not row.get("required")


@pytest.mark.parametrize("row", [row for row in NODES if row["bind::affiant:signal"]], ids=lambda row: row["name"])
def test_signals_are_known_and_name_real_choices(row: Row) -> None:
    for part in row["bind::affiant:signal"].split(";"):
        name, _, choices = part.partition(":")
        assert name.strip() in SIGNALS
        if choices:
            assert set(choices.split()) <= set(offered(row))
        else:
            assert row["type"] == "calculate"


def test_every_signal_is_raised_somewhere() -> None:
    parts = [part for row in NODES for part in row["bind::affiant:signal"].split(";") if part]
    assert {part.partition(":")[0].strip() for part in parts} == SIGNALS


@EVERY
def test_nothing_is_asked_that_must_never_be_asked(row: Row) -> None:
    asked = {code: f"{said(row, 'label')[code]} {said(row, 'hint').get(code, '')}" for code in LANGUAGES}
    assert [text for code, text in asked.items() if re.search(NEVER_ASKED[code[:2]], text, re.IGNORECASE)] == []


def test_all_kinds_of_harm_are_there() -> None:
    harms = next(row for row in QUESTIONS if row["name"] == "harm")
    assert len(offered(harms)) == HARMS


def test_places_keep_their_korean_names() -> None:
    kinds = {choice["name"]: said(choice, "label") for choice in CHOICES if choice["list_name"] == "place_kind"}
    terms = {
        "kwanliso": "관리소", "kyohwaso": "교화소", "kyoyang": "교양소", "danryeondae": "로동단련대",
        "jipkyulso": "집결소", "kuryujang": "구류장", "daegisil": "대기실",
    }  # fmt: skip
    assert {name: term for name, term in terms.items() if not all(term in text for text in kinds[name].values())} == {}


def test_no_list_is_unused_and_no_choice_stands_twice() -> None:
    used = {row["type"].split()[1] for row in selects()}
    assert used == {choice["list_name"] for choice in CHOICES}
    pairs = [(choice["list_name"], choice["name"]) for choice in CHOICES]
    assert len(set(pairs)) == len(pairs)


def test_what_a_reviewer_must_settle_is_marked() -> None:
    assert sum("(check)" in row["notes"] for row in NODES) >= len(COMPARTMENTS)
