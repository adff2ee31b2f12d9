"""Screens become messages that Telegram takes, whatever their labels hold."""

from __future__ import annotations

import pytest

from bot.channels.telegram.keyboard import ROOM
from bot.channels.telegram.plain import columns, units
from bot.channels.telegram.render import Entity, TelegramMessage, caption, render
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


# --- choices of a form ----------------------------------------------------------------------------------


def choices(*names: str, marked: int = 0, start: int = 1) -> tuple[Button, ...]:
    return tuple(
        Button(Words(name), number=number, marked=number == marked) for number, name in enumerate(names, start)
    )


def test_choices_too_long_for_a_button_have_their_numbers_on_it(catalogue: Catalogue) -> None:
    long = "In the year in which the river came over the bank and took the bridge away"
    buttons = (*choices(long, "No", marked=18, start=17), Button(Words("Skip"), role="move"))
    message = render(screen(Words("When?", "strong"), buttons=buttons), catalogue)
    assert message.text == f"When?\n\n17. {long}\n✓ 18. No"
    assert labels(message) == [["17"], ["✓ 18"], ["Skip"]]


def test_an_office_can_have_numbers_on_all_buttons(catalogue: Catalogue) -> None:
    buttons = (*choices("barn", "shed", "mill", "well"), Button(Line("skip"), role="move"))
    numbered = Screen(number=1, language="en", pieces=(Words("Where?"),), buttons=buttons, numbered=True)
    message = render(numbered, catalogue)
    assert message.text == "Where?\n\n1. barn\n2. shed\n3. mill\n4. well"
    assert labels(message) == [["1", "2", "3", "4"], ["Skip"]]
    assert "barn" not in "".join(key.text for row in message.keyboard for key in row)


def test_a_ranking_tells_places_beside_numbers_and_labels(catalogue: Catalogue) -> None:
    ranked = (
        Button(Words("apples"), number=1, place=2, marked=True),
        Button(Words("pears"), number=2),
    )
    assert labels(render(screen(Words("?"), buttons=ranked), catalogue)) == [["✓ 2. apples"], ["pears"]]
    numbered = Screen(number=1, language="en", pieces=(Words("?"),), buttons=ranked, numbered=True)
    assert labels(render(numbered, catalogue)) == [["✓ 1 → 2"], ["2"]]


def test_numbers_stand_side_by_side_up_to_five_in_a_row(catalogue: Catalogue) -> None:
    buttons = tuple(Button(Words(str(number)), marked=number == 3) for number in range(11))
    rows = labels(render(screen(Words("?"), buttons=buttons), catalogue))
    assert rows == [["0", "1", "2", "✓ 3", "4"], ["5", "6", "7", "8", "9"], ["10"]]


def test_of_eight_endless_choices_none_is_lost(catalogue: Catalogue) -> None:
    message = render(screen(Words("?" * 3000, "strong"), buttons=choices(*["가" * 2000] * 8)), catalogue)
    assert units(message.text) <= 4096
    listed = message.text.split("\n\n")[1].split("\n")
    assert [line.split(".")[0] for line in listed] == [str(number) for number in range(1, 9)]


# --- right to left -----------------------------------------------------------------------------------------

ANSWER = "المدينة القديمة"


def test_an_answer_from_right_to_left_stays_apart_in_a_sentence(catalogue: Catalogue) -> None:
    message = render(screen(Line("now", {"value": ANSWER})), catalogue)
    assert message.text == f"Your answer now: \u2068{ANSWER}\u2069."
    assert render(screen(Line("now", {"value": "Tartu"})), catalogue).text == "Your answer now: Tartu."
    foreign = render(screen(Line("now", {"value": "Tartu (2)"}), language="ar"), catalogue)
    assert foreign.text == "إجابتك الآن: \u2068Tartu (2)\u2069"


def test_progress_is_not_turned_round(catalogue: Catalogue) -> None:
    """An English sentence in a Hebrew chat stays English; an Arabic one begins at the right by its first letter."""
    assert render(screen(Line("progress", {"n": 4, "m": 12}), language="he"), catalogue).text == "4 of about 12"
    assert render(screen(Line("now", {"value": "7"}), language="he"), catalogue).text == "Your answer now: 7."
    arabic = render(screen(Line("progress", {"n": 4, "m": 12}), language="ar"), catalogue)
    assert arabic.text == "4 من نحو 12"


def test_a_sentence_of_nothing_but_arguments_begins_where_it_is_read_from(catalogue: Catalogue) -> None:
    both = render(screen(Line("pair", {"a": ANSWER, "b": "1"}), language="ar"), catalogue).text
    assert both == f"\u200f\u2068{ANSWER}\u2069 2 \u20681\u2069"


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("\u2067open", "\u2067open\u2069"),
        ("\u202bopen\nnext", "\u202bopen\u202c\nnext"),
        ("closed\u2069 \u202cnever opened", "closed never opened"),
        ("\u2066a\u202bb\u2069c", "\u2066a\u202bbc\u202c\u2069"),
        ("\u202eabc", "abc"),
    ],
)
def test_no_label_turns_what_follows_it(catalogue: Catalogue, label: str, shown: str) -> None:
    buttons = (Button(Words(label)),)
    message = render(screen(Words(label), Words("after"), buttons=buttons), catalogue)
    assert message.text.split("\n\n")[0] == shown
    assert labels(message) == [[" ".join(shown.split("\n"))]]


def test_a_language_of_the_form_that_we_do_not_speak_is_answered_in_english_once(catalogue: Catalogue) -> None:
    pieces = tuple(Line("welcome", language=code) for code in ("fa", "en", "ko-KP"))
    assert render(screen(*pieces), catalogue).text == "Hello.\n안녕하십니까."


def test_a_caption_is_clean_and_short() -> None:
    assert caption(Words("\x001. \u2067barn")) == "1. \u2067barn\u2069"
    assert units(caption(Words("😀" * 2000))) <= 1024
