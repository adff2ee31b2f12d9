"""Whole stories, over real HTTP, on real databases."""
