from __future__ import annotations

from bot.conversation.effects import Drop, Keep, MakeWords, OpenCase
from bot.conversation.screen import Words
from tests.bot.conversation.forms import node, program
from tests.bot.conversation.ways import does, to_permissions, to_questions, to_review
from tests.support.dialogue import Dialogue, Does, DoesNot, Press, Shows, Writes


def test_everything_is_read_back_except_what_was_sealed(review: Dialogue) -> None:
    review >> Shows("review-read", "2. How old are you?", "18 or older", "4. What grew there?", "review-kept")
    review >> Shows("1. What do you need today?", "review-none", "6. How many trees?", "9", "review-send")
    assert "Roses" not in repr(review.screen)


def test_an_edit_leads_back_to_the_review(review: Dialogue) -> None:
    review << Press("6") >> Shows("How many trees?", "question-now", "button-to-review")
    review << Writes("12") >> Shows("review-read", "12")
    review << Press("6") << Press("button-to-review") >> Shows("review-read")
    review << Press("6") << Press("button-remove") >> Shows("review-read")
    review << Press("6") << Press("button-skip") >> Shows("review-read")
    review << Press("6") << Writes("100") >> Shows("Fewer than a hundred, please.")
    review << Press("button-back" if "button-back" in review.seen() else "button-to-review") >> Shows("review-read")


def test_what_an_edit_brings_up_is_asked_before_the_review_comes_back(review: Dialogue) -> None:
    review << Press("3") << Press("Yes indeed") >> Shows("signal-insider", "The shed is closed.")
    review << Press("button-go-on") >> Shows("review-read")
    review << Press("2") << Press("Under 18") >> Shows("review-read", "3. How many trees?")
    review << Press("2") << Press("18 or older") >> Shows("Were you the gardener?")
    assert len(review.state.todo) == 3
    review << Press("Not at all") >> Shows("What grew there?", "question-kept")
    review << Press("button-next") >> Shows("A photo of it?")
    review << Press("button-next") >> Shows("review-read")


def test_replacing_a_sealed_answer_from_the_review_drops_the_old_part(review: Dialogue) -> None:
    old = review.state.parts["/visit/story"].part
    review << Press("4") << Writes("Tulips.") >> Does(Keep, revision=1) >> Does(Drop, parts=(old,))
    review >> Shows("review-read", "review-kept")


def test_a_long_review_is_paged_and_long_answers_are_cut() -> None:
    nodes = [node(f"/visit/q{number}", f"Question {number}?", compartment="testimony") for number in range(10)]
    talk = to_questions(Dialogue(program(*nodes)))
    does(talk, Writes("word " * 100), *[Press("button-skip")] * 9, Press("button-later-all"))
    talk >> Shows("1. Question 0?", "8. Question 7?", "button-more")
    shown = [piece.text for piece in talk.screen.pieces if isinstance(piece, Words) and piece.weight == "strong"]
    assert [text[-1] for text in shown] == ["…"]
    assert len(shown[0]) <= 161
    talk << Press("button-more") >> Shows("9. Question 8?", "button-less")
    talk << Press("10") << Writes("late") >> Shows("1. Question 0?")
    talk << Press("button-more") << Press("button-less") >> Shows("1. Question 0?")


def test_sending_seals_one_manifest_per_compartment_and_forgets_the_draft(review: Dialogue) -> None:
    case, parts = review.state.case, review.state.parts
    review << Press("button-send") >> Does(OpenCase, case=case, form="f" * 64, urgent=False)
    review >> Does(MakeWords, language="en") >> DoesNot(Drop) >> Shows("words-coming-sent")
    (opened,) = review.books.opened
    head = {
        "v": 1,
        "case": case,
        "form": "f" * 64,
        "plan": "visit",
        "language": "en",
        "channel": "telegram",
        "complete": True,
    }
    for compartment, manifest in opened.manifests.items():
        assert manifest.items() >= {**head, "compartment": compartment}.items()
    triage, contact, testimony = (opened.manifests[name] for name in ("triage", "contact", "testimony"))
    assert triage["answers"] == [
        {"path": "/visit/age", "name": "age", "question": "How old are you?", "value": "adult", "shown": "18 or older"},
        {
            "path": "/visit/gardener",
            "name": "gardener",
            "question": "Were you the gardener?",
            "value": "no",
            "shown": "Not at all",
        },
        {"path": "/visit/trees", "name": "trees", "question": "How many trees?", "value": "9", "shown": None},
    ]
    assert testimony["answers"] == []
    assert testimony["parts"] == [
        {
            "path": "/visit/story",
            "question": "What grew there?",
            "part": parts["/visit/story"].part,
            "sha256": None,
            "kind": "text",
        },
        {"path": "/visit/photo", "question": "A photo of it?", "part": "photo", "sha256": "ab" * 32, "kind": "image"},
    ]
    assert triage["signals"] == []
    assert triage["consent"] == contact["consent"]
    assert "consent" not in testimony
    assert [line["scope"] for line in contact["consent"]][:2] == ["store", "contact"]  # type: ignore[attr-defined]
    assert (review.state.answers, review.state.parts, review.state.consents) == ({}, {}, ())


def test_parts_that_no_answer_names_any_more_are_dropped_on_sending(review: Dialogue) -> None:
    review << Press("2") << Press("Under 18") >> Shows("review-read", "signal-minor")
    kept = set(review.books.kept)
    review << Press("button-send") >> Does(Drop, case=review.state.case)
    assert set(review.books.dropped) == kept
    (opened,) = review.books.opened
    assert opened.manifests["triage"]["signals"] == ["minor"]
    assert "testimony" not in opened.manifests


def test_a_case_with_nothing_answered_still_tells_triage_that_it_is_there(talk: Dialogue) -> None:
    to_questions(talk) << Press("button-go-on")
    does(talk, *[Press("button-skip")] * 7, Press("button-later-all"), Press("button-send"))
    (opened,) = talk.books.opened
    assert {name: manifest["answers"] for name, manifest in opened.manifests.items()} == {"triage": [], "contact": []}


def test_text_in_the_review_is_no_answer(review: Dialogue) -> None:
    review << Writes("send") >> Shows("notice-buttons", "review-read")


def test_back_from_the_review_are_the_permissions(talk: Dialogue) -> None:
    to_permissions(talk)
    to_review(Dialogue(talk.program)) << Press("button-back") >> Shows("consent-translation")
