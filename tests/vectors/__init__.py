"""What several implementations are held to."""
