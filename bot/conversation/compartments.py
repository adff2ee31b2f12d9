"""Who may open what: the compartments that the conversation itself names, and where an answer goes that names none."""

from __future__ import annotations

from typing import Final

ACCOUNT: Final = "testimony"
"""The compartment of the account. What an author gave to nobody goes here: to the fewest, and never to no one."""
ALWAYS: Final = ("triage", "contact")
"""Compartments that get a manifest even when nothing in them was answered: signals and the ledger travel there."""


def reader(named: str) -> str:
    """Return the compartment of an answer whose question names this one, or none."""
    return named or ACCOUNT
