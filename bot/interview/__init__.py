"""The interview, pure: runs any Plan. Knows no person, no channel and no clock but the one it is given."""

from bot.interview.program import Program
from bot.interview.session import Interview, begin
from bot.interview.shown import SEALED, Answers, Question, Refusal, ShownChoice, Submitted, SummaryLine

__all__ = [
    "SEALED",
    "Answers",
    "Interview",
    "Program",
    "Question",
    "Refusal",
    "ShownChoice",
    "Submitted",
    "SummaryLine",
    "begin",
]
