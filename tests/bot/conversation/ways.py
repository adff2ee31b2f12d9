"""The ways from room to room, walked by tests that begin further in."""

from __future__ import annotations

from bot.conversation.events import Event, FileReceived, SealedFile, Started, WordsMade
from tests.support.dialogue import Dialogue, Press, Waits, Writes

Act = Event | Press | Writes | Waits

WORDS = WordsMade(words=("oak", "elm", "ash"), lookup=b"l" * 32, recipient="age1pq1garden")
PHOTO = SealedFile(part="photo", kind="image", compartment="testimony", size=9, sha256="ab" * 32)


def does(talk: Dialogue, *acts: Act) -> Dialogue:
    """Do one thing after another."""
    for act in acts:
        talk << act
    return talk


def to_gate(talk: Dialogue) -> Dialogue:
    """From nothing to "are you alone?"."""
    return does(talk, Started(), Press("own-name/en"), Press("button-begin"))


def to_words(talk: Dialogue) -> Dialogue:
    """Through the gate to the choice of secret words."""
    to_gate(talk)
    return does(
        talk,
        Press("button-alone-yes"),
        Press("button-phone-mine"),
        Press("button-look-no"),
        Press("button-cover-delivery"),
    )


def to_consent(talk: Dialogue, *, code: str = "", stop: str = "") -> Dialogue:
    """To "may we keep this?", with secret words where some are given."""
    to_words(talk)
    if code or stop:
        does(talk, Press("button-words-choose"))
        does(talk, Writes(code) if code else Press("button-skip"))
        does(talk, Writes(stop) if stop else Press("button-skip"))
    else:
        does(talk, Press("button-go-on"))
    return does(talk, Press("button-go-on"), Press("button-go-on"), Press("button-go-on"), Press("button-check-may"))


def to_questions(talk: Dialogue, *, silence: str = "keep", code: str = "", stop: str = "") -> Dialogue:
    """To the first question."""
    to_consent(talk, code=code, stop=stop)
    return does(talk, Press("button-yes"), Press(f"button-silence-{silence}"))


def to_story(talk: Dialogue) -> Dialogue:
    """To the text that is sealed, with nothing answered but the age."""
    to_questions(talk)
    return does(talk, Press("button-go-on"), Press("button-skip"), Press("18 or older"), Press("Not at all"))


def to_trees(talk: Dialogue) -> Dialogue:
    """To the number, with text and photo sealed."""
    to_story(talk)
    return does(talk, Writes("Roses, mostly."), FileReceived(file=PHOTO, message="photo"))


def to_permissions(talk: Dialogue) -> Dialogue:
    """Past the last question."""
    to_trees(talk)
    return does(talk, Writes("9"), Press("button-skip"))


def to_review(talk: Dialogue) -> Dialogue:
    """To the review, with every permission put off."""
    to_permissions(talk)
    return does(talk, Press("button-later-all"))


def to_done(talk: Dialogue) -> Dialogue:
    """Sent, with words written down."""
    to_review(talk)
    return does(talk, Press("button-send"), WORDS, Press("button-words-written"))
