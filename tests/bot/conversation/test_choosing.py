from __future__ import annotations

from msgspec.structs import replace

from bot.conversation.choosing import MOST_FOUND
from bot.conversation.effects import Keep
from bot.conversation.events import ChoicePicked
from bot.conversation.screen import Line
from bot.conversation.typed import fitting
from bot.interview import ShownChoice
from config.policy import load_policy
from config.questionnaire.plan import Call, Text
from tests.bot.conversation.forms import AGES, YES_NO, node, program, select, several, words
from tests.bot.conversation.ways import to_questions
from tests.support.dialogue import Dialogue, Does, Hides, Press, Shows, Writes

TOWNS = {f"t{number}": f"Town of {name}{number}" for number, name in enumerate(["Élm", "Oak", "강변", "مدينة"] * 250)}
"""A thousand towns."""


def towns(kind: str = "one", **fields: object) -> Dialogue:
    ask = select if kind == "one" else several
    return to_questions(
        Dialogue(program(ask("/visit/town", "Which town?", "towns", **fields), node("/visit/end", "End?"), towns=TOWNS))
    )


def page(talk: Dialogue) -> dict[str, str | int]:
    return next(piece.args for piece in talk.screen.pieces if isinstance(piece, Line) and piece.id == "question-page")


def test_a_thousand_choices_are_paged_and_searched() -> None:
    talk = towns()
    talk >> Shows("question-how-search", "Town of Élm0", "button-more")
    assert page(talk) == {"page": 1, "pages": 125}
    talk << Writes("oak99") >> Shows("question-found", "Town of Oak997", "button-all") >> Hides("Town of Élm0")
    assert talk.state.found == ("t993", "t997")
    talk << Press("Town of Oak997") >> Shows("End?")
    assert talk.state.answers["/visit/town"] == "t997"
    assert talk.state.found is None


def test_what_fits_too_many_shows_the_first_and_what_fits_none_says_so() -> None:
    talk = towns()
    talk << Writes("town") >> Shows("question-found-many", "Town of Élm0", "button-more", "button-all")
    assert page(talk) == {"page": 1, "pages": MOST_FOUND // 8}
    talk << Press("button-more") << Press("button-less") << Press("button-all") >> Shows("question-how-search")
    talk << Press("button-more") << Writes("ELM12") >> Shows("Town of Élm12", "Town of Élm120") >> Hides("button-less")
    talk << Writes("nowhere") >> Shows("notice-not-found", "question-how-search", "Town of Élm0")
    talk << Writes("x" * 500) >> Shows("notice-not-found")
    talk << Writes(". ,") >> Shows("notice-not-found")


def test_a_whole_label_or_a_number_is_an_answer_and_a_beginning_is_not() -> None:
    talk = towns()
    talk << Writes("Town of Élm0") >> Shows("End?")
    assert talk.state.answers["/visit/town"] == "t0"
    talk << Press("button-back") << Writes("18") >> Shows("End?")
    assert talk.state.answers["/visit/town"] == "t17"


def test_what_was_looked_for_is_not_in_the_state() -> None:
    talk = towns(keep="seal")
    talk << Writes("a secret oak1") >> Shows("notice-not-found")
    assert "secret" not in repr(talk.state)
    talk << Writes("oak1 of") << Press("Town of Oak1") >> Does(Keep, text="t1")


def test_several_are_found_one_after_another() -> None:
    talk = towns("several")
    talk << Writes("강변2") << Press("Town of 강변2") >> Shows("Town of 강변22", "button-all")
    talk << Writes("Town of Oak1, 4") >> Shows("question-how-search") >> Hides("question-found")
    talk << Press("button-done") >> Shows("End?")
    assert talk.state.answers["/visit/town"] == "t1 t2 t3"


def test_a_press_on_the_list_before_the_search_does_not_count() -> None:
    talk = towns()
    old = talk.state.number
    talk << Writes("oak99")
    talk << ChoicePicked(screen=old, index=0) >> Shows("notice-old-button", "question-found")


def test_letters_are_found_without_case_marks_or_whole_syllables() -> None:
    labels = {"a": "Élan vital", "b": "강변 마을", "c": "ไทย", "d": ""}
    choices = [ShownChoice(name, label) for name, label in labels.items()]
    assert fitting(choices, "ELAN", most=9) == ("a",)
    assert fitting(choices, "vital él", most=9) == ("a",)
    assert fitting(choices, "마으", most=9) == ("b",)
    assert fitting(choices, "ไทย", most=9) == ("c",)
    assert fitting(choices, " \u0301 ", most=9) == ()


def test_a_text_that_begins_a_label_comes_first() -> None:
    choices = [ShownChoice("a", "New mill"), ShownChoice("b", "Mill lane"), ShownChoice("c", "Mill")]
    assert fitting(choices, "mill", most=2) == ("b", "c")


def test_a_text_of_endless_pieces_names_nothing(program_of_colours: Dialogue) -> None:
    program_of_colours << Writes("1," * 2000) >> Shows("notice-not-found")


def test_numbers_of_any_script_name_a_choice() -> None:
    talk = to_questions(Dialogue(program(select("/visit/age", "?", "ages"), node("/visit/end", "End?"), ages=AGES)))
    talk << Writes("٢") >> Shows("End?")
    assert talk.state.answers["/visit/age"] == "adult"


# --- how they look ------------------------------------------------------------------------------------------


def test_choices_have_the_numbers_of_the_whole_list(program_of_colours: Dialogue) -> None:
    program_of_colours << Press("button-more")
    assert [button.number for button in program_of_colours.screen.buttons[:4]] == [9, 10, 11, 12]
    assert not program_of_colours.screen.numbered


def test_an_office_can_ask_for_numbers_on_the_buttons() -> None:
    policy = load_policy()
    policy = replace(policy, conversation=replace(policy.conversation, buttons="numbers"))
    form = program(select("/visit/age", "?", "ages"), node("/visit/end", "End?"), ages=AGES)
    talk = to_questions(Dialogue(form, policy=policy))
    assert talk.screen.numbered
    talk << Press("18 or older") >> Shows("End?")
    assert not talk.screen.numbered


def test_long_labels_take_pages_of_their_own() -> None:
    labels = {f"c{number}": f"{number} " + "long " * 200 for number in range(4)}
    talk = to_questions(Dialogue(program(select("/visit/c", "?", "c"), c=labels)))
    assert page(talk) == {"page": 1, "pages": 4}


def test_a_choice_without_words_is_called_by_its_number() -> None:
    talk = to_questions(Dialogue(program(select("/visit/c", "?", "c"), c={"a": "", "b": ""})))
    talk << Press("2")
    assert talk.state.answers["/visit/c"] == "b"


def test_several_choices_say_so_unless_the_form_has_its_own_hint() -> None:
    form = program(several("/visit/c", "?", "c"), c=YES_NO)
    to_questions(Dialogue(form)) >> Shows("question-how-several")
    hinted = program(several("/visit/c", "?", "c", hint=words("As many as you like.")), c=YES_NO)
    to_questions(Dialogue(hinted)) >> Hides("question-how-several")


def test_what_is_read_only_is_shown_and_not_offered() -> None:
    fixed = several("/visit/c", "?", "c", readonly=Call("true", ()), default=Text("yes no"))
    talk = to_questions(Dialogue(program(fixed, node("/visit/end", "End?"), c=YES_NO)))
    talk >> Shows("Yes indeed, Not at all", "button-go-on") >> Hides("button-done", "button-skip")
    talk << Writes("1") >> Shows("notice-buttons")
    talk << Press("button-go-on") >> Shows("End?")


def test_a_ranking_wants_all_of_them() -> None:
    three = {"a": "Apples", "b": "Pears", "c": "Plums"}
    order = several("/visit/order", "?", "fruit", type="rank", control="rank")
    talk = to_questions(Dialogue(program(order, node("/visit/end", "End?"), fruit=three)))
    talk << Press("Plums") << Press("button-done") >> Shows("notice-rank-all", "1. Plums")
    talk << Press("Plums") << Press("Pears") << Press("Plums") << Press("button-done") >> Shows("End?")
    assert talk.state.answers["/visit/order"] == "b c a"
    talk << Press("button-back") >> Shows("1. Pears\n2. Plums\n3. Apples")
    talk << Press("button-done") >> Shows("End?")
