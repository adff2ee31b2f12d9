"""Keeps without understanding: sealed parts, locked fields, the custody log, the outbox.

Knows nothing of conversations.
"""
