"""Time passing."""
