"""Time passing: the ticker wakes conversations whose moment has come."""
