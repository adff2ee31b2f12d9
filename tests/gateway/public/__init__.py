"""Routes that the world can reach."""
