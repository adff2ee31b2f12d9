"""Meets the world: HTTP, delivery, time, commands. The only package that wires the others together."""
