"""Seal to keys the server does not have (age v1, FORMAT.md); lock what the server must read again."""
