"""What may vary: words, questionnaires, settings."""
