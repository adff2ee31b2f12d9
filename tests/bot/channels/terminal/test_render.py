"""A screen as lines, and a line as a press."""

from __future__ import annotations

import pytest

from bot.channels.terminal.render import press, render, visible
from bot.conversation.screen import Button, Line, Screen, Words
from config.catalogue import Catalogue, load_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def screen(*buttons: Button, awaits: str = "choice", pieces: tuple[Line | Words, ...] = (Words("Which?"),)) -> Screen:
    return Screen(number=7, language="en", pieces=pieces, buttons=buttons, awaits=awaits)  # type: ignore[arg-type]


TWO = (Button(Words("Red")), Button(Words("Blue")))


def test_buttons_of_a_choice_are_bare_numbers(catalogue: Catalogue) -> None:
    assert render(screen(*TWO), catalogue) == "Which?\n\n  1  Red\n  2  Blue\n"


def test_beside_a_text_they_are_told_apart_by_a_slash(catalogue: Catalogue) -> None:
    assert render(screen(*TWO, awaits="text"), catalogue) == "Which?\n\n  /1  Red\n  /2  Blue\n"


def test_picked_choices_are_marked(catalogue: Catalogue) -> None:
    picked = screen(Button(Words("Red"), marked=True), Button(Words("Blue")))
    assert render(picked, catalogue) == "Which?\n\n  1  [x] Red\n  2      Blue\n"


def test_lines_come_from_the_catalogue_in_the_screens_or_their_own_language(catalogue: Catalogue) -> None:
    lines = (Line("own-name"), Line("own-name", language="ko-KP"), Line("terminal-no-file"))
    shown = render(screen(pieces=lines), catalogue)
    assert [part.strip() for part in shown.strip().split("\n\n")] == [
        catalogue.own_name("en"),
        catalogue.own_name("ko-KP"),
        "There is no such file.",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\nlines", "plain\nlines"),
        ("\x1b[2Jgone", "[2Jgone"),
        ("a\rb\x00c\x07", "abc"),
        ("\u202eright to left\u2066", "right to left"),
        ("\ud800", ""),
        ("가을 秋 👩\u200d🌾", "가을 秋 👩🌾"),
    ],
)
def test_nothing_that_could_repaint_a_terminal_reaches_it(catalogue: Catalogue, text: str, shown: str) -> None:
    assert visible(text) == shown
    assert render(screen(pieces=(Words(text),)), catalogue).startswith(shown)


@pytest.mark.parametrize(
    ("line", "awaits", "index"),
    [
        ("1", "choice", 0),
        (" 12 \n", "choice", 11),
        ("/2", "choice", 1),
        ("/2", "text", 1),
        ("2", "text", None),
        ("2015", "choice", None),
        ("0", "choice", -1),
        ("-1", "choice", None),
        ("\uff11", "choice", None),
        ("9" * 5000, "choice", None),
        ("", "choice", None),
        ("/", "text", None),
        ("/help", "text", None),
        ("two", "choice", None),
    ],
)
def test_a_line_means_a_button_or_an_answer(line: str, awaits: str, index: int | None) -> None:
    assert press(line, screen(*TWO, awaits=awaits)) == index
