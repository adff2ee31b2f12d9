from __future__ import annotations

from msgspec.structs import replace

from bot.conversation.effects import Attach, Show
from bot.conversation.events import ChoicePicked, CommandGiven
from bot.conversation.machine import Context
from bot.conversation.screen import Attachment, Words, decode_attachment, encode
from bot.interview import Program
from config.questionnaire.plan import Call, Choice
from tests.bot.conversation.forms import node, select, words
from tests.bot.conversation.forms import program as compiled
from tests.bot.conversation.ways import does, to_questions
from tests.support.dialogue import Dialogue, Does, DoesNot, Hides, Nothing, Press, Shows, Writes

FILES = frozenset({"mill.jpg", "mill-large.jpg", "mill.mp3", "cow.jpg", "cow.mp3", "river.mp4"})


class Barn(Dialogue):
    """A chat with a form that has its media beside it."""

    files = FILES

    def context(self) -> Context:
        known = super().context()
        return Context(
            program=known.program,
            policy=known.policy,
            now=known.now,
            entropy=known.entropy,
            languages=known.languages,
            channel=known.channel,
            editions=known.editions,
            media=self.files,
        )


def barn() -> Program:
    """A form with pictures and sounds in labels and choices."""
    mill = node(
        "/visit/mill",
        "Do you know this mill?",
        media={"image": {"en": "mill.jpg"}, "big-image": {"en": "mill-large.jpg"}, "audio": {"en": "mill.mp3"}},
    )
    river = node("/visit/river", "Look.", kind="note", media={"video": {"en": "river.mp4"}}, readonly=Call("true", ()))
    animal = select("/visit/animal", "Which animal?", "animals")
    plan = compiled(mill, animal, river, animals={"cow": "Cow", "dog": "Dog"}).plan
    animals = (
        Choice(name="cow", label=words("Cow"), media={"image": {"en": "cow.jpg"}, "audio": {"en": "cow.mp3"}}),
        Choice(name="dog", label=words("Dog"), media={"image": {"en": "dog.jpg"}}),
    )
    return Program(replace(plan, lists={"animals": animals}))


def picture(file: str, caption: str = "") -> Attachment:
    return Attachment(kind="image", file=file, language="en", caption=Words(caption) if caption else None)


def test_a_button_offers_what_is_there() -> None:
    talk = to_questions(Barn(barn()))
    talk >> Shows("button-picture", "button-listen") >> Hides("button-watch", "button-pictures")
    talk << Press("button-skip") >> Shows("button-pictures", "button-sounds") >> Hides("button-films")
    assert "button-picture" not in talk.seen()
    talk << Press("button-skip") >> Shows("button-watch", "button-go-on")


def test_a_press_shows_the_larger_picture_and_leaves_the_screen() -> None:
    talk = to_questions(Barn(barn()))
    number, screen = talk.state.number, talk.view()
    talk << Press("button-picture") >> Does(Attach, attachment=picture("mill-large.jpg")) >> DoesNot(Show)
    assert talk.state.number == number
    assert talk.view() == screen
    talk << Press("button-listen") >> Does(Attach)
    talk << Press("button-picture") >> DoesNot(Attach, Show), "it is there already"
    talk << Writes("yes") >> Shows("Which animal?") >> DoesNot(Attach)
    assert talk.state.attached == ()


def test_a_double_tap_shows_one_picture() -> None:
    talk = to_questions(Barn(barn()))
    press = ChoicePicked(screen=talk.state.number, index=talk.index("button-picture"))
    talk << press >> Does(Attach)
    talk << press >> Nothing()


def test_pictures_of_choices_say_which_they_belong_to() -> None:
    talk = to_questions(Barn(barn()))
    talk << Press("button-skip") << Press("button-pictures")
    assert talk.effects == (Attach(attachment=picture("cow.jpg", "1. Cow")),), "the dog's picture is not there"
    talk << Press("Cow") >> Shows("Look.")


def test_a_notice_stays_with_its_screen() -> None:
    talk = to_questions(Barn(barn()))
    does(talk, Press("button-skip"), Writes("a bird")) >> Shows("notice-no-such-choice")
    screen = talk.view()
    talk << Press("button-sounds") >> Does(Attach)
    assert talk.view() == screen


def test_what_is_missing_has_no_button() -> None:
    to_questions(Dialogue(barn())) >> Hides("button-picture", "button-listen")
    other = Barn(barn())
    other.files = frozenset({"mill.jpg"})
    to_questions(other) << Press("button-picture") >> Does(Attach, attachment=picture("mill.jpg"))


def test_a_cover_comes_as_a_screen_and_takes_the_picture_away() -> None:
    talk = to_questions(Barn(barn()))
    does(talk, Press("button-picture"), CommandGiven(name="pause")) >> Does(Show)
    assert talk.state.attached == ()


def test_an_attachment_survives_its_way_through_the_outbox() -> None:
    for attachment in (picture("mill.jpg"), picture("cow.jpg", "1. Cow")):
        assert decode_attachment(encode(attachment)) == attachment


def test_a_read_only_list_offers_no_pictures_of_its_choices() -> None:
    form = barn()
    fixed = replace(form.plan, nodes=(select("/visit/animal", "?", "animals", readonly=Call("true", ())),))
    to_questions(Barn(Program(fixed))) >> Hides("button-pictures")
