"""The append-only log of what was kept and who touched it (FORMAT.md)."""
