"""What a chat shows when the person has done nothing: a cover, wherever they were, however long ago.

`test_lock_screen` holds the covers' words against the deny-list; here is shown that nothing else comes up by itself.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.conversation.effects import Show
from bot.conversation.events import CommandGiven, MovedAway, Started, TimedOut
from bot.conversation.screen import Words
from tests.bot.conversation import ways
from tests.bot.conversation.forms import garden
from tests.support.dialogue import Dialogue, Press, Waits, name

HOUR = 60.0
DAY = 24 * HOUR
WAITS = (3.0, 10.0, HOUR, DAY + HOUR, 8 * DAY, 31 * DAY)
PLACES: dict[str, Callable[[Dialogue], object]] = {
    "choosing a language": lambda talk: ways.does(talk, Started()),
    "at the gate": ways.to_gate,
    "before consent": ways.to_consent,
    "at a question": ways.to_questions,
    "with a code word": lambda talk: ways.to_questions(talk, code="acorn", stop="beech"),
    "erasing": lambda talk: ways.does(ways.to_story(talk), Press("button-stop")),
    "in danger": lambda talk: ways.does(ways.to_questions(talk), CommandGiven(name="help"), Press("button-urgent")),
    "waiting for words": lambda talk: ways.does(ways.to_story(talk), Press("button-pause")),
    "with the words on show": lambda talk: ways.does(ways.to_story(talk), Press("button-pause"), ways.WORDS),
    "reading back": ways.to_review,
    "after sending": ways.to_done,
}


@pytest.mark.parametrize("minutes", WAITS)
@pytest.mark.parametrize("place", PLACES)
def test_time_brings_up_nothing_but_a_cover(place: str, minutes: float) -> None:
    talk = Dialogue(garden())
    PLACES[place](talk)
    ways.does(talk, Waits(minutes), TimedOut())
    assert uncovered(talk) == []


@pytest.mark.parametrize("place", PLACES)
def test_silence_hides_every_place(place: str) -> None:
    talk = Dialogue(garden())
    PLACES[place](talk)
    ways.does(talk, Waits(10), TimedOut())
    assert any(isinstance(effect, Show) for effect in talk.effects)


@pytest.mark.parametrize("place", PLACES)
def test_a_chat_that_moved_away_shows_nothing_but_a_cover(place: str) -> None:
    talk = Dialogue(garden())
    PLACES[place](talk)
    talk << MovedAway()
    assert any(isinstance(effect, Show) for effect in talk.effects)
    assert uncovered(talk) == []


def uncovered(talk: Dialogue) -> list[str]:
    """Return everything that the last event has shown and that is no message of a cover."""
    screens = [effect.screen for effect in talk.effects if isinstance(effect, Show)]
    pieces = [piece for screen in screens for piece in (*screen.pieces, *(button.label for button in screen.buttons))]
    return [name(piece) for piece in pieces if isinstance(piece, Words) or not _of_a_cover(piece.id)]


def _of_a_cover(message: str) -> bool:
    return message.startswith("cover-") or message == "button-cover-ok"
