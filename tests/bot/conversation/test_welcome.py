from __future__ import annotations

from bot.conversation.effects import End, Keep, Record, Show, Sweep
from bot.conversation.events import (
    ChoicePicked,
    CommandGiven,
    FileReceived,
    FileRefused,
    Started,
    Unsupported,
    WordsGiven,
)
from bot.conversation.machine import Context, fresh, view
from tests.bot.conversation.ways import PHOTO
from tests.support.dialogue import LANGUAGES, Dialogue, Does, DoesNot, Hides, Nothing, Press, Shows, Writes


def test_the_first_screen_speaks_every_language_at_once(talk: Dialogue) -> None:
    talk << Started(message="1") >> Does(Sweep, message="1", after=0)
    talk >> Shows(*(f"welcome-choose/{code}" for code in LANGUAGES), *(f"own-name/{code}" for code in LANGUAGES))


def test_a_language_leads_to_a_greeting_and_the_gate(talk: Dialogue) -> None:
    talk << Started() << Press("own-name/ko-KP") >> Shows("welcome-hello", "welcome-free", "button-words-have")
    assert talk.screen.language == "ko-KP"
    talk << Press("button-language") >> Shows("own-name/en")
    talk << Press("own-name/en") << Press("button-begin") >> Shows("safety-alone")
    assert talk.screen.language == "en"
    talk << Press("button-back") >> Shows("welcome-hello")


def test_a_language_may_be_typed_by_its_code(talk: Dialogue) -> None:
    talk << Started() << Writes(" ZH-hans ") >> Shows("welcome-hello")
    assert talk.screen.language == "zh-Hans"


def test_an_unknown_language_gets_the_list_again_in_every_language(talk: Dialogue) -> None:
    talk << Started() << Writes("Esperanto") >> Shows(*(f"welcome-choose-again/{code}" for code in LANGUAGES))
    talk >> Hides("notice-buttons")


def test_text_at_the_greeting_is_no_answer(talk: Dialogue) -> None:
    talk << Started() << Press("own-name/en") << Writes("hello") >> Shows("notice-buttons", "welcome-hello")


def test_whatever_a_stranger_does_first_leads_to_the_welcome(talk: Dialogue) -> None:
    for event in (
        Writes("hello"),
        CommandGiven(name="stop", message="c"),
        Unsupported(message="sticker"),
        FileRefused(reason="not-wanted", message="f"),
        FileReceived(file=PHOTO, message="p"),
        WordsGiven(message="w"),
    ):
        stranger = Dialogue(talk.program)
        stranger << event >> Shows("own-name/en") >> DoesNot(Keep, Record, End) >> Does(Sweep)


def test_a_press_on_a_screen_of_a_forgotten_chat_does_nothing(talk: Dialogue) -> None:
    talk << ChoicePicked(screen=7, index=0) >> Nothing()


def test_before_anything_happened_there_is_a_cover_to_press(talk: Dialogue) -> None:
    context: Context = talk.context()
    screen = view(context, fresh()).screen
    assert screen.language == "en"
    talk << ChoicePicked(screen=screen.number, index=0) >> Shows("own-name/en")


def test_every_screen_has_a_higher_number(talk: Dialogue) -> None:
    numbers = []
    for act in (Started(), Press("own-name/en"), Writes("?"), Started(), Press("button-begin")):
        talk << act
        numbers += [effect.screen.number for effect in talk.effects if isinstance(effect, Show)]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 5
