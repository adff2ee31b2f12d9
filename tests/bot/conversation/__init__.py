"""Dialogues with the conversation: what a person does, and what must come of it."""
