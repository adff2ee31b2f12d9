"""Interviews as JavaRosa leads them: forms, plans, transcripts, and what makes them anew (README.md)."""
