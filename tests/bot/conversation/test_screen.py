from __future__ import annotations

from bot.conversation.screen import decode, encode
from tests.bot.conversation.ways import to_gate, to_review
from tests.support.dialogue import Dialogue


def test_a_screen_survives_its_way_through_the_outbox(talk: Dialogue) -> None:
    screen = to_review(talk).screen
    assert decode(encode(screen)) == screen
    other = to_gate(Dialogue(talk.program)).screen
    assert decode(encode(other)) == other
