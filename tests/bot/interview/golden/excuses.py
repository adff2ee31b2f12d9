"""What may differ in any form, each with its reason. In our own forms every case is listed one by one (differences.json)."""

from __future__ import annotations

from tests.vectors.interview.transcripts import Difference


def excuse(difference: Difference) -> str:
    """Return why a difference is meant, or ""."""
    if difference.javarosa == "-" or '"-"' in difference.javarosa:
        return "a missing translation is said in the default language; pyxform writes a dash for it"
    if difference.place.endswith("message") and "${0}" in difference.javarosa:
        return "answers inside the message of a required question are filled in"
    if difference.place.endswith((" required", " said")) and difference.javarosa.startswith(("true", "required to")):
        return "a place is never required: nobody is made to say where they are"
    return ""
