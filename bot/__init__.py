"""Converses without knowing the channel: a pure interview, a pure conversation, and one loop that performs."""
