"""Screens become messages that Telegram takes, whatever their labels hold."""

from __future__ import annotations

import pytest

from bot.channels.telegram.keyboard import ROOM
from bot.channels.telegram.plain import columns, units
from bot.channels.telegram.render import Entity, TelegramMessage, render
from bot.conversation.events import Started
from bot.conversation.screen import Button, Line, Piece, Screen, Words
from config.catalogue import Catalogue, load_catalogue
from tests.bot.conversation.forms import garden
from tests.support.dialogue import Dialogue

HOSTILE = [
    "</b><a href='http://x'>tap</a>",
    "*_~`[x](tg://user?id=1)",
    "\u202edcba\u2066",
    "\x00\x01",
    "\ud800",
    "가" * 10_000,
    "😀" * 10_000,
    "e" + "\u0301" * 10_000,
    "   \n ",
    "",
]


def screen(*pieces: Piece, buttons: tuple[Button, ...] = (), language: str = "en") -> Screen:
    return Screen(number=12, language=language, pieces=pieces, buttons=buttons)


def labels(message: TelegramMessage) -> list[list[str]]:
    return [[key.text for key in row] for row in message.keyboard]


def test_pieces_are_paragraphs_and_strong_ones_are_bold(catalogue: Catalogue) -> None:
    message = render(
        screen(Line("progress", {"n": 4, "m": 12}), Words("나이 😀", "strong"), Words("why", "quiet"), Words("end")),
        catalogue,
    )
    assert message.text == "4 of about 12\n\n나이 😀\n\nwhy\n\nend"
    assert message.entities == (Entity("bold", 15, 5), Entity("italic", 22, 3))


def test_a_line_speaks_the_screens_language_or_its_own(catalogue: Catalogue) -> None:
    message = render(screen(Line("welcome"), Line("welcome", language="en"), language="ko-KP"), catalogue)
    assert message.text == "안녕하십니까.\nHello."


def test_one_sentence_in_several_languages_is_one_paragraph(catalogue: Catalogue) -> None:
    same = (Line("welcome", language="ko-KP"), Line("welcome", language="en"))
    message = render(screen(*same, Line("progress", {"n": 1, "m": 2}), Words("a", "strong"), Words("b")), catalogue)
    assert message.text == "안녕하십니까.\nHello.\n\n1 of about 2\n\na\n\nb"
    assert message.entities == (Entity("bold", 30, 1),)


def test_the_first_screen_speaks_ten_languages_and_fits_a_phone() -> None:
    """A line and a button for each language; no name is cut where three stand side by side."""
    whole = load_catalogue()
    first = Dialogue(garden())
    first << Started()
    message = render(first.screen, whole)
    assert message.text.split("\n") == [whole.text(code, "welcome-choose") for code in whole.languages]
    assert [name for row in labels(message) for name in row] == [whole.own_name(code) for code in whole.languages]
    assert len(whole.languages) == 10
    assert len(message.keyboard) == 4
    assert max(columns(line) for line in message.text.split("\n")) <= ROOM
    assert max(columns(name) for row in labels(message) for name in row) <= ROOM // 3


def test_choices_stand_below_each_other_and_moves_side_by_side(catalogue: Catalogue) -> None:
    buttons = (
        Button(Words("Yes"), marked=True),
        Button(Words("No")),
        Button(Words("Done"), role="go"),
        Button(Line("back"), role="move"),
        Button(Line("skip"), role="move"),
        Button(Line("stop"), role="danger"),
    )
    message = render(screen(Words("?"), buttons=buttons), catalogue)
    assert labels(message) == [["✓ Yes"], ["No"], ["Done"], ["Back", "Skip"], ["Stop and erase"]]
    assert [key.callback_data for row in message.keyboard for key in row] == [f"12:{index}" for index in range(6)]


def test_at_most_three_moves_side_by_side(catalogue: Catalogue) -> None:
    buttons = tuple(Button(Words(name), role="move") for name in "abcd")
    assert labels(render(screen(Words("?"), buttons=buttons), catalogue)) == [["a", "b", "c"], ["d"]]


def test_moves_stand_side_by_side_where_all_of_them_can_be_read(catalogue: Catalogue) -> None:
    buttons = tuple(
        Button(Words(name), role="move")
        for name in ("ไม่อยากบอก", "Help", "처음으로 돌아가기", "Back", "I need help now")
    )
    rows = [["ไม่อยากบอก", "Help"], ["처음으로 돌아가기", "Back"], ["I need help now"]]
    assert labels(render(screen(Words("?"), buttons=buttons), catalogue)) == rows


def test_choices_too_wide_for_a_phone_are_spelt_out(catalogue: Catalogue) -> None:
    wide = "나는 그때 그곳에서 일하고 있었고 내 눈으로 직접 보았습니다"
    buttons = (Button(Words(wide)), Button(Words("No")), Button(Line("skip"), role="move"))
    message = render(screen(Words("How?"), buttons=buttons), catalogue)
    assert message.text == f"How?\n\n• {wide}\n• No"
    assert labels(message)[0] == [wide]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_label_breaks_out_of_its_place(catalogue: Catalogue, hostile: str) -> None:
    buttons = (Button(Words(hostile)), Button(Words(hostile), role="move", marked=True))
    message = render(screen(Words(hostile, "strong"), Line("hostile"), Words("last"), buttons=buttons), catalogue)
    assert 0 < units(message.text) <= 4096
    assert message.text.endswith("\n\nlast") or "last\n\n• " in message.text
    assert "<b>not bold</b> *nor this*" in message.text
    message.text.encode()
    for key in (key for row in message.keyboard for key in row):
        assert 0 < units(key.text) <= 100
        assert "\n" not in key.text
        assert len(key.callback_data.encode()) <= 64
    for entity in message.entities:
        assert entity.offset + entity.length <= units(message.text)


def test_a_long_piece_is_cut_and_no_paragraph_disappears(catalogue: Catalogue) -> None:
    message = render(screen(Words("x" * 5000), Words("y" * 3000, "strong"), Words("What to do now.")), catalogue)
    first, second, last = message.text.split("\n\n")
    assert units(message.text) <= 4096
    assert first.endswith("x…")
    assert second.endswith("y…")
    assert last == "What to do now."
    assert message.entities == (Entity("bold", len(first) + 2, len(second)),)


def test_an_empty_screen_is_still_a_message(catalogue: Catalogue) -> None:
    assert render(screen(), catalogue) == TelegramMessage(text="…", entities=(), keyboard=())


def test_no_more_buttons_than_telegram_takes(catalogue: Catalogue) -> None:
    message = render(screen(Words("?"), buttons=tuple(Button(Words(str(n))) for n in range(150))), catalogue)
    assert sum(len(row) for row in message.keyboard) == 100


def test_a_word_that_no_language_has_is_an_error(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        render(screen(Line("no-such-line")), catalogue)
