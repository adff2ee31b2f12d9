"""The consent ledger: who said what to which text, in which edition, language and hour. One live line per scope."""

from __future__ import annotations

from typing import Literal

from bot.conversation.effects import Record
from bot.conversation.state import Consent
from bot.conversation.turn import Turn

SCOPES = ("contact", "interview", "inside", "statistics", "statement", "recording", "translation")
"""What is asked near the end, in this order. Sharing with anybody outside is asked before every share, not here."""
ORDER = ("store", *SCOPES)
_FALLBACK = "en"
"""What the catalogue speaks where it lacks a language."""


def enter(turn: Turn, scope: str, answer: Literal["yes", "no", "later"]) -> None:
    """Write an answer into the ledger, in place of an earlier one; given and withdrawn go into the custody log too."""
    before = given(turn, scope)
    language = _shown_in(turn)
    line = Consent(
        scope=scope,
        answer=answer,
        text=f"consent-{scope}",
        edition=turn.context.editions.get(language, ""),
        language=language,
        hour=turn.context.now.strftime("%Y-%m-%dT%H:00Z"),
        channel=turn.context.channel,
    )
    others = [entry for entry in turn.state.consents if entry.scope != scope]
    turn.change(consents=tuple(sorted([*others, line], key=lambda entry: ORDER.index(entry.scope))))
    if (answer == "yes") != (before == "yes"):
        kind = "consent-given" if answer == "yes" else "consent-withdrawn"
        turn.do(Record(kind=kind, case=turn.state.case, detail={"scope": scope, "text": line.text}))


def _shown_in(turn: Turn) -> str:
    """Return the language in which a text of the catalogue was shown: a form may speak one that the catalogue lacks."""
    language, editions = turn.state.language, turn.context.editions
    return language if language in editions or _FALLBACK not in editions else _FALLBACK


def given(turn: Turn, scope: str) -> str:
    """Return the answer that stands for a scope, "" if it was never asked."""
    return next((entry.answer for entry in turn.state.consents if entry.scope == scope), "")
