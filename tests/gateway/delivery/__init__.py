"""The outbox's way out."""
