"""Every branch of the default questionnaire ends, and nobody is asked what is not theirs to answer."""

from __future__ import annotations

import pytest

from bot.interview import Program, Refusal
from config.questionnaire.author import compile_form
from config.questionnaire.lint import lint
from config.questionnaire.plan import Plan
from tests.config.forms.sheets import CHOICES, FOLDER, LANGUAGES, QUESTIONS
from tests.config.forms.walking import NOW, Walked, at_random, first_choice, look, saying, skipping, walk

RESPONDENTS = 120
SHOWN_TO_ALL = {
    "needs_now",
    "someone_near",
    "doctor_today",
    "reply_now",
    "age_band",
    "situation",
    "country",
    "return_soon",
}
REACH = {
    "contact_way", "clock", "safe_days", "safe_hours", "words_allowed", "wait_time", "in_silence",
    "code_word", "warning_word",
}  # fmt: skip
YOUNG = {"young_note", "young_with", "young_adult", "adult_talk"}
DETAILS = {
    "answer_way", "account_text", "account_voice", "year_from", "year_to", "season", "province", "place_kind",
    "organisation", "names_known", "may_be_lost", "lost_soon", "keep_note", "give_now", "photo", "document",
}  # fmt: skip
LIVES = {
    "an adult who writes": {
        "age_band": "adult", "situation": "way", "role_then": "held",
        "harm": "specialist locked", "talk_needs": "other",
    },
    "an adult who speaks": {"age_band": "adult", "role_then": "held", "answer_way": "voice"},
    "an official": {"age_band": "adult", "role_then": "guard"},
    "a minor": {"age_band": "15to17"},
    "somebody who is ill": {"needs_now": "medical"},
}  # fmt: skip
ONE_CHOICE = [
    (row["name"], choice["name"])
    for row in QUESTIONS
    for choice in CHOICES
    if row["type"].startswith("select_") and choice["list_name"] == row["type"].split()[1]
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compile_form(FOLDER)


@pytest.fixture(scope="module")
def program(plan: Plan) -> Program:
    return Program(plan)


@pytest.fixture(scope="module")
def lives(program: Program) -> dict[str, Walked]:
    """One walk for each life, answering everything that is asked of it."""
    return {name: walk(program, saying(script, first_choice)) for name, script in LIVES.items()}


def test_its_author_is_told_nothing(plan: Plan) -> None:
    assert lint(plan) == []


def test_it_compiles_in_every_language_with_its_reviewers_notes(plan: Plan) -> None:
    assert set(plan.languages) == set(LANGUAGES)
    assert any("(check)" in note for note in plan.notes.values())


def test_whoever_skips_everything_comes_to_the_end(program: Program) -> None:
    walked = walk(program, skipping)
    assert walked.interview.submission() == ()
    assert walked.interview.signals() == frozenset()


@pytest.mark.parametrize("seed", range(RESPONDENTS))
def test_whoever_answers_anyhow_comes_to_the_end_and_back(program: Program, seed: int) -> None:
    walked = walk(program, at_random(seed))
    assert len(set(walked.names)) == len(walked.names)
    back = [walked.asked[-1].path]
    while (before := walked.interview.before(back[-1])) is not None:
        back.append(before)
    assert back[::-1] == [question.path for question in walked.asked]


def test_somebody_is_asked_every_question(lives: dict[str, Walked]) -> None:
    asked = {name for walked in lives.values() for name in walked.names}
    assert {row["name"] for row in QUESTIONS} - asked == set()


@pytest.mark.parametrize(("question", "choice"), ONE_CHOICE)
def test_every_choice_leads_to_the_end(program: Program, lives: dict[str, Walked], question: str, choice: str) -> None:
    life = next(name for name, walked in lives.items() if question in walked.names)
    walked = walk(program, saying({**LIVES[life], question: choice}, first_choice))
    assert question in walked.names
    assert walked.names[-1] in {"contact_more", "warning_word"}


@pytest.mark.parametrize("age", ["under15", "15to17"])
@pytest.mark.parametrize("seed", range(RESPONDENTS // 4))
def test_a_minor_is_asked_for_no_account(program: Program, age: str, seed: int) -> None:
    walked = walk(program, saying({"age_band": age}, at_random(seed)))
    assert set(walked.names) <= SHOWN_TO_ALL | YOUNG | REACH
    assert {question.compartment for question in walked.asked} <= {"triage", "contact"}
    assert walked.interview.signals() >= {"minor"}


@pytest.mark.parametrize("seed", range(RESPONDENTS // 4))
def test_an_official_is_asked_for_no_details(program: Program, seed: int) -> None:
    walked = walk(program, saying({"age_band": "adult", "role_then": "soldier guard"}, at_random(seed)))
    assert set(walked.names) & DETAILS == set()
    assert {"insider_note", "legal_first"} < set(walked.names)
    assert walked.interview.signals() >= {"insider"}


def test_an_official_hears_of_legal_advice_before_any_open_field(lives: dict[str, Walked]) -> None:
    names = lives["an official"].names
    before = lives["an official"].asked[: names.index("insider_note")]
    assert [question.name for question in before if question.sealed] == []


def test_who_becomes_a_minor_on_second_thought_takes_the_account_out(
    program: Program, lives: dict[str, Walked]
) -> None:
    walked = lives["an adult who writes"]
    age = next(question for question in walked.asked if question.name == "age_band")
    change = walked.interview.accept_choices(age.path, ("15to17",))
    assert isinstance(change, dict)
    sent = {line.compartment for line in look(program, {**walked.answers, **change}).submission()}
    assert "testimony" not in sent


@pytest.mark.parametrize(
    ("script", "raised"),
    [
        ({"needs_now": "danger"}, {"urgent", "danger"}),
        ({"needs_now": "medical threatened"}, {"urgent", "medical", "threatened"}),
        ({"needs_now": "life"}, {"urgent", "suicide"}),
        ({"needs_now": "family"}, {"urgent", "family"}),
        ({"needs_now": "none"}, set()),
        ({"situation": "held"}, {"urgent", "held"}),
        ({"situation": "settled", "country": "korea"}, set()),
        ({"situation": "way"}, {"transit"}),
        ({"situation": "way", "country": "china"}, {"transit"}),
        ({"situation": "way", "country": "thailand"}, set()),
        ({"situation": "way", "country": "thailand", "return_soon": "yes"}, {"urgent", "returned"}),
        ({"age_band": "under15", "young_with": "alone"}, {"urgent", "minor", "child", "minor-alone"}),
        ({"age_band": "15to17", "young_with": "family"}, {"minor"}),
        ({"age_band": "adult", "told_before": "yes", "told_ask": "yes"}, {"statement"}),
        ({"harm": "specialist"}, {"specialist"}),
        ({"how_know": "me told"}, {"first-hand", "heard"}),
        ({"role_then": "guard"}, {"insider"}),
        ({"year_from": "2012", "year_to": "2030"}, {"recent"}),
        ({"year_from": "2012", "year_to": "2020"}, set()),
        ({"year_from": "2029"}, {"recent"}),
        ({"place_kind": "kwanliso"}, {"rare-place"}),
        ({"may_be_lost": "injuries", "lost_soon": "yes"}, {"perishable"}),
        ({"may_be_lost": "papers", "lost_soon": "no"}, set()),
    ],
)  # fmt: skip
def test_triage_hears(program: Program, script: dict[str, str], raised: set[str]) -> None:
    assert walk(program, saying(script)).interview.signals() == raised


@pytest.mark.parametrize(
    ("written", "taken"),
    [("1945", True), (str(NOW.year), True), ("1944", False), (str(NOW.year + 1), False), ("15", False)],
)
def test_a_year_lies_between_1945_and_now(program: Program, written: str, taken: bool) -> None:  # noqa: FBT001 -- a column of the table
    answer = look(program, {}).accept("/intake/when_where/year_from", written)
    assert isinstance(answer, dict) is taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_year_says_so_in_its_language(program: Program, language: str) -> None:
    refusal = look(program, {}, language).accept("/intake/when_where/year_from", "1066")
    assert isinstance(refusal, Refusal)
    assert refusal.message is not None
    assert "1945" in refusal.message


def test_an_end_lies_not_before_its_beginning(program: Program) -> None:
    begun = look(program, {"/intake/when_where/year_from": "2012"})
    assert isinstance(begun.accept("/intake/when_where/year_to", "2011"), Refusal)
    assert isinstance(begun.accept("/intake/when_where/year_to", "2012"), dict)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("safety/needs_now", ("none", "danger")),
        ("losable/may_be_lost", ("photos", "none")),
        ("talk/interpreter_not", ("any", "known")),
        ("talk/talk_needs", ("none", "breaks")),
        ("reach/safe_days", ("mon", "any")),
        ("reach/safe_hours", ("any", "h09")),
    ],
)
def test_none_of_these_stands_alone(program: Program, question: str, names: tuple[str, ...]) -> None:
    path = f"/intake/{question}"
    assert isinstance(look(program, {}).accept_choices(path, names), Refusal)
    assert all(isinstance(look(program, {}).accept_choices(path, (name,)), dict) for name in names)
