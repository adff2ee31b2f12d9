"""What may differ in any form, each with its reason. In our own forms every case is listed (differences.json)."""

from __future__ import annotations

from bot.interview import Program
from config.questionnaire.plan import Node
from tests.vectors.interview.transcripts import Difference


def excuse(difference: Difference, program: Program) -> str:
    """Return why a difference is meant, or ""."""
    path, _, what = difference.place.rpartition(" ")
    if difference.javarosa == "-" or (what == "choices" and '"-"' in difference.javarosa):
        return "a missing translation is said in the default language; pyxform writes a dash for it"
    if what == "message" and "${0}" in difference.javarosa:
        return "answers inside the message of a required question are filled in"
    return _by_kind(program.by_path[path].node, what) if path in program.by_path else ""


def _by_kind(node: Node, what: str) -> str:
    if node.type == "geopoint" and what in {"required", "said"}:
        return "a place is never required: nobody is made to say where they are"
    if node.kind == "note" and "label" in node.appearance.split() and what in {"choices", "readonly", "required"}:
        return "the head of a table of selects asks nothing"
    if node.kind == "note" and what == "required":
        return "a note asks nothing: if it were required, nobody could go on"
    return ""
