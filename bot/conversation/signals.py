"""Signals of the form that the conversation itself answers to: a human is called, a note is shown. Once each.

Triage hears every signal, sealed, at submission; these are only the ones that cannot wait or that change the talk.
"""

from __future__ import annotations

from bot.conversation.effects import Escalate
from bot.conversation.screen import Line
from bot.conversation.turn import Turn

REASONS = (
    "suicide", "danger", "held", "returned", "medical", "threatened", "family", "minor-alone", "minor",
)  # fmt: skip
"""What may stand behind `urgent`, the gravest first."""
NOTES = ("insider", "minor")
"""Signals that only bring a sentence; the gravest last, for the bubble has room for one."""


def react(turn: Turn) -> None:
    """Answer to signals that are new. The person is told whenever a human is called, except under duress."""
    raised = turn.interview.signals()
    before = turn.state.raised
    for name in NOTES:
        if name in raised and f"note-{name}" not in before:
            turn.say(Line(f"signal-{name}"))
            turn.change(raised=(*turn.state.raised, f"note-{name}"))
    if "duress" in raised and "duress" not in before:
        _call(turn, ["duress"])
    if "urgent" in raised:
        _urgent(turn, raised)


def _urgent(turn: Turn, raised: frozenset[str]) -> None:
    before = turn.state.raised
    reasons = [name for name in REASONS if name in raised and name not in before]
    if not reasons and "urgent" not in before:
        reasons = ["urgent"]
    if reasons:
        _call(turn, reasons)
        if "urgent" not in turn.state.raised:
            turn.change(raised=(*turn.state.raised, "urgent"))
        turn.aside("urgent")


def _call(turn: Turn, reasons: list[str]) -> None:
    for reason in reasons:
        turn.do(Escalate(case=turn.state.case, reason=reason))
    turn.change(raised=(*turn.state.raised, *reasons))
