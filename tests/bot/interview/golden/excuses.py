"""What may differ in any form, each with its reason. In our own forms every case is listed (differences.json)."""

from __future__ import annotations

from bot.interview import Program
from tests.vectors.interview.transcripts import Difference


def excuse(difference: Difference, program: Program) -> str:
    """Return why a difference is meant, or ""."""
    path, _, what = difference.place.rpartition(" ")
    if difference.javarosa == "-" or (what == "choices" and '"-"' in difference.javarosa):
        return "a missing translation is said in the default language; pyxform writes a dash for it"
    if what == "message" and "${0}" in difference.javarosa:
        return "answers inside the message of a required question are filled in"
    if what in {"required", "said"} and program.by_path[path].node.type == "geopoint":
        return "a place is never required: nobody is made to say where they are"
    if what == "required" and program.by_path[path].node.kind == "note":
        return "a note asks nothing: if it were required, nobody could go on"
    return ""
